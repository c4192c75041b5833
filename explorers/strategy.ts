import type { Choose } from '../properties/run.ts';
import type { Random } from './random.ts';

/** A way to pick schedules. `begin` is called once a run, with a stream that is that run's alone. */
export interface Strategy {
  readonly id: string;
  readonly says: string;
  begin(random: Random): Choose;
}
