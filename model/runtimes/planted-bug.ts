import type { Runtime } from '../context/runtime.ts';
import type { Shape } from './shapes.ts';

/** A right runtime with one rule changed, and what must catch it. */
export interface PlantedBug {
  readonly id: string;
  /** The rule that was changed, in one line. */
  readonly says: string;
  /** Where the bug was seen: an address, or where the idea comes from. */
  readonly source: string;
  /** The property that sees it where an outsider could. */
  readonly property: string;
  readonly shape: Shape;
  /** The bugs of `docs/planted-bugs.md` that it stands for. */
  readonly rows: readonly string[];
  readonly runtime: Runtime;
}

/** A planted bug whose runtime carries the bug's own id and line. */
export const plant = (
  bug: Omit<PlantedBug, 'runtime'>,
  runtime: Omit<Runtime, 'id' | 'says'>,
): PlantedBug => ({ ...bug, runtime: { ...runtime, id: bug.id, says: bug.says } });
