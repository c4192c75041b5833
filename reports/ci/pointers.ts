import type { Counterexample } from '../../model/counterexample.ts';

/** What a report to a CI points at; only who knows the files can say it. */
export interface Pointers {
  /** The runtime's module, as the CI names files; null for a built-in runtime. */
  readonly file: string | null;
  /** The commands that replay a record, as one pastes them; the last one works anywhere. */
  readonly commands: (record: Counterexample) => readonly string[];
}
