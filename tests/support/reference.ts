import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Fault, TrapReason } from '../../model/canonical/reasons.ts';
import type { Scenario } from '../../model/canonical/scenario.ts';
import { outcomeText } from './canonical-outcomes.ts';

/** The interpreter that runs the reference; it needs greenlet. */
const PYTHON = process.env['HEDDLE_PYTHON'] ?? 'python3';
const DRIVER = join(import.meta.dirname, '../model/canonical/spec/driver.py');

/** Why the reference cannot be run here, or undefined where it can. */
export const whyNoReference = (): string | undefined => {
  if (process.env['HEDDLE_SPEC'] === undefined) {
    return 'HEDDLE_SPEC names no checkout of the Component Model specification';
  }
  try {
    execFileSync(PYTHON, ['-c', 'import greenlet'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return `${PYTHON} is no Python 3 with greenlet: HEDDLE_PYTHON names another`;
  }
};

/** What the reference tells of one scenario. */
interface Answer {
  readonly outcomes?: readonly Told[];
  readonly skipped?: string;
}

interface Told {
  readonly end: 'rest' | 'trap' | 'fault';
  readonly at?: string;
  readonly results: Readonly<Record<string, string | readonly [string, number | string]>>;
  readonly observed: readonly (readonly [string, number])[];
}

/**
 * The outcomes that the reference has for each scenario, over all its choices, as `outcomeText` tells them; undefined
 * where there are too many runs.
 */
export const referenceOutcomes = (
  scenarios: readonly Scenario[],
  runs = 2000,
): Promise<readonly (readonly string[] | undefined)[]> =>
  new Promise((resolve, reject) => {
    const options = {
      env: { ...process.env, HEDDLE_RUNS: String(runs) },
      maxBuffer: 1 << 28,
    };
    const child = execFile(PYTHON, [DRIVER], options, (error, stdout) => {
      if (error) reject(error);
      else
        resolve(
          stdout
            .trimEnd()
            .split('\n')
            .map((line) => texts(JSON.parse(line) as Answer)),
        );
    });
    // Where it does not read, its exit says why.
    child.stdin!.on('error', () => {});
    child.stdin!.end(scenarios.map((scenario) => `${JSON.stringify(scenario)}\n`).join(''));
  });

const texts = ({ outcomes }: Answer): readonly string[] | undefined =>
  outcomes &&
  [
    ...new Set(
      outcomes.map(({ end, at, results, observed }) =>
        outcomeText({
          end,
          reason: at === undefined ? '' : reasonAt(at),
          results: Object.fromEntries(
            Object.entries(results).map(([id, result]) => [id, resultText(result, end)]),
          ),
          observed: observed.map(([name, value]) => `${name}=${value}`),
        }),
      ),
    ),
  ].toSorted();

const resultText = (result: Told['results'][string], end: Told['end']): string => {
  if (typeof result !== 'string') return String(result[1]);
  return end !== 'rest' && result === 'called' ? 'trapped' : result;
};

/** Where the reference traps or fails, by its function and a part of the line, and what that is to the machine. */
const PLACES: readonly (readonly [RegExp, TrapReason | Fault])[] = [
  [/^Thread\.resume: assert/, 'resumed-running-thread'],
  [/^canon_subtask_cancel: assert/, 'cancel-woken-by-start'],
  [/^SharedFutureImpl\.drop: assert/, 'reader-drop-met-write'],
  [/^core/, 'unreachable'],
  [/may_leave/, 'cannot-leave'],
  [/may_enter_from/, 'cannot-enter'],
  [/^canon_lift: .*candidates/, 'cannot-block'],
  [/^Table\.(get|remove)/, 'unknown-handle'],
  [/isinstance\(wset/, 'not-a-waitable-set'],
  [/isinstance\(w,/, 'not-a-waitable'],
  [/isinstance\(s(ubtask)?,/, 'not-a-subtask'],
  [/isinstance\(e,/, 'not-the-end'],
  [/isinstance\(h,/, 'not-a-resource'],
  [/shared\.t !=/, 'element-type-differs'],
  [/h\.rt is not/, 'resource-type-differs'],
  [/^WaitableSet\.drop: .*elems/, 'set-not-empty'],
  [/^WaitableSet\.drop: .*num_waiting/, 'set-has-waiters'],
  [/^canon_waitable_join: .*has_sync_waiter/, 'sync-waiter'],
  [/in_waitable_set\(\) and not/, 'sync-in-set'],
  [/^lift_async_value: .*in_waitable_set/, 'lift-in-set'],
  [/^lift_async_value: .*state/, 'lift-busy'],
  [/^canon_task_\w+: .*opts\.async_/, 'sync-lifted'],
  [/result_type !=/, 'result-type-differs'],
  [/LiftOptions\.equal/, 'options-differ'],
  [/^Task\.return_: .*RESOLVED/, 'already-resolved'],
  [/^Task\.cancel: .*CANCEL_DELIVERED/, 'not-cancelled'],
  [/^Task\.\w+: .*num_borrows/, 'borrows-remain'],
  [/^Task\.unregister_thread: trap_if/, 'unresolved'],
  [/^canon_backpressure_inc/, 'backpressure-overflow'],
  [/^canon_backpressure_dec/, 'backpressure-underflow'],
  [/^canon_subtask_cancel: .*resolve_delivered\(\)\)$/, 'terminal-delivered'],
  [/cancellation_requested/, 'cancel-requested'],
  [/^Subtask\.drop/, 'subtask-unresolved'],
  [/^(stream|future)_copy: .*IDLE/, 'end-busy'],
  [/^cancel_copy: .*COPYING/, 'not-copying'],
  [/^CopyEnd\.drop/, 'drop-busy'],
  [/^WritableFutureEnd\.drop/, 'future-unwritten'],
  [/^BufferGuestImpl.*MAX_LENGTH/, 'buffer-too-long'],
  [/^BufferGuestImpl/, 'buffer-out-of-bounds'],
  [/none_or_number_type/, 'same-instance'],
  [/num_lends/, 'lent'],
  [/h\.own/, 'not-owned'],
  [/^unpack_callback_result/, 'callback-code'],
  [/suspended\(\)\)$/, 'thread-not-suspended'],
  [/f\.t != ft/, 'signature-differs'],
];

const reasonAt = (at: string): string => PLACES.find(([place]) => place.test(at))?.[1] ?? at;

/** Reasons that the reference has one check for. */
const ALIKE: Readonly<Record<string, string>> = {
  'memory-out-of-bounds': 'unreachable',
  'undefined-element': 'unknown-handle',
  'lift-done': 'lift-busy',
  'end-done': 'end-busy',
  'cancel-sync-waiter': 'not-copying',
};

/** An outcome of the machine, with no more said of its reason than the reference can tell. */
export const asReferenceTells = (text: string): string =>
  text.replace(/(?<=, |^)trap ([a-z-]+)/, (all, reason: string) =>
    reason in ALIKE ? `trap ${ALIKE[reason]}` : all,
  );
