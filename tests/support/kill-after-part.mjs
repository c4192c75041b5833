/** Loaded before the command line: kills the process as soon as it has written the file whose path ends with PART. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { renameSync } = fs;
fs.renameSync = (from, to) => {
  renameSync(from, to);
  if (String(to).endsWith(process.env.PART)) process.kill(process.pid, 'SIGKILL');
};
syncBuiltinESMExports();
