import { drawnMachines, randomRuns } from './heddle-canonical.ts';
import { RANDOM_RUNS, TIMES } from './measures.ts';
import { median } from './statistics.ts';

/*
 * A process of its own: prints the random runs of the Canonical ABI machine in a second of its time. What another
 * measure leaves behind slows the collection of garbage, which is half of this one.
 */

const machines = drawnMachines(RANDOM_RUNS.worlds);
const rates: number[] = [];
for (let i = 0; i < TIMES; i += 1) {
  const before = process.cpuUsage();
  const runs = randomRuns(machines, RANDOM_RUNS.each);
  const { user, system } = process.cpuUsage(before);
  rates.push((runs * 1_000_000) / (user + system));
}
process.stdout.write(`${median(rates)}\n`);
