/** Loaded before the command line: sends it a signal once it has told what WHEN says, as often as TIMES says. */
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  const { WHEN, SIGNAL = 'SIGINT', TIMES = '1' } = process.env;
  let left = Number(TIMES);
  const send = () => {
    if (left > 0) process.kill(process.pid, SIGNAL);
    left -= 1;
  };
  if (WHEN === undefined) {
    // As soon as it listens.
    const look = setInterval(() => {
      if (process.listenerCount(SIGNAL) === 0) return;
      clearInterval(look);
      send();
    }, 1);
  } else {
    const { stderr } = process;
    const write = stderr.write.bind(stderr);
    Object.assign(stderr, { isTTY: true, columns: 200 });
    stderr.write = (text, ...rest) => {
      const said = String(text);
      if (new RegExp(WHEN).test(said)) send();
      // Progress is for a terminal.
      return said.startsWith('\r') && !said.includes('interrupted') ? true : write(text, ...rest);
    };
  }
}
