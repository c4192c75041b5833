import { Tinypool } from 'tinypool';
import { MEMORY_DEFAULT } from '../api/memory.ts';
import type { Called } from '../model/context/hook-calls.ts';
import { HeddleError } from '../model/errors.ts';
import { thrownMessage } from '../model/thrown.ts';
import { visible } from '../model/visible.ts';
import { plural } from '../reports/text/layout.ts';
import { catchSignals, Interrupted, interruption } from './interruption.ts';
import { BYTES_OF_FAR, readFar, type FarNow } from './far.ts';
import { limitsOfWorker } from './memory.ts';
import { printError } from './output.ts';
import type { Printed, Request, Response, Subject, TaskKind, Tasks } from './tasks.ts';
import {
  BYTES_OF_WATCH,
  readCall,
  readCalls,
  watchCells,
  watchdog,
  writeStop,
  type Stuck,
} from './watchdog.ts';

const LOOK_MS = 100;

/** Worker threads that run everything that calls a user's functions. */
export interface Crew {
  readonly size: number;
  /**
   * `look` is called now and then with how far the worker has come, where it tells that. `signal` ends the worker.
   *
   * @throws HeddleError as the worker found it, HD213 for a function that does not come back, or HD214 where it was ended; Interrupted where
   * a signal came and there is nothing to show.
   */
  ask<Kind extends TaskKind>(
    kind: Kind,
    subject: Subject,
    ask: Tasks[Kind]['ask'],
    look?: (far: FarNow) => void,
    signal?: AbortSignal,
  ): Promise<Tasks[Kind]['answer']>;
  close(): Promise<void>;
}

/** `memory`: what a search may count, in bytes. */
export const startCrew = (size: number, memory: number = MEMORY_DEFAULT): Crew => {
  catchSignals();
  const pool = new Tinypool({
    filename: new URL('./worker.js', import.meta.url).href,
    minThreads: 1,
    maxThreads: size,
    idleTimeout: 10_000,
    resourceLimits: limitsOfWorker(memory),
  });
  let busy = 0;
  let printed: Printed | null = null;
  return {
    size,
    ask: async <Kind extends TaskKind>(
      kind: Kind,
      subject: Subject,
      ask: Tasks[Kind]['ask'],
      look?: (far: FarNow) => void,
      signal?: AbortSignal,
    ) => {
      const request = { kind, subject, ...ask } as Request;
      busy += 1;
      const response = await runWatched(
        pool,
        request,
        () => Math.min(busy, size),
        look,
        signal,
      ).finally(() => {
        busy -= 1;
      });
      printed ??= response.printed;
      if ('answer' in response) return response.answer as Tasks[Kind]['answer'];
      const { code, fact, evidence, next } = response.error;
      throw new HeddleError(code, fact, evidence, next);
    },
    close: async () => {
      await pool.destroy();
      if (printed !== null) printError(printedText(printed));
    },
  };
};

/**
 * The requests that are let come to their end where a signal came: they end with what they have found, or soon, or tell
 * what was found. The worker of any other is ended.
 */
const ENDS_WELL: ReadonlySet<TaskKind> = new Set<TaskKind>([
  'describe',
  'cover',
  'batch',
  'climb',
  'conclude',
  'bounds',
  'prove',
  'proved',
  'audited',
  'outcomes',
]);

/** Runs a request, and ends its worker if a call of a user's function takes too long. */
const runWatched = async (
  pool: Tinypool,
  request: Request,
  busy: () => number,
  lookAt: ((far: FarNow) => void) | undefined,
  signal: AbortSignal | undefined,
): Promise<Response> => {
  const memory = new SharedArrayBuffer(BYTES_OF_WATCH + BYTES_OF_FAR);
  const cells = watchCells(memory);
  const numbers = new Float64Array(memory, BYTES_OF_WATCH);
  const abort = new AbortController();
  const end = (): void => abort.abort();
  signal?.addEventListener('abort', end);
  const interrupt = (): void => (ENDS_WELL.has(request.kind) ? writeStop(cells) : end());
  interruption.addEventListener('abort', interrupt);
  if (interruption.aborted) interrupt();
  let stuck: Stuck | undefined;
  const isStuck = watchdog();
  const look = setInterval(() => {
    const far = readFar(numbers);
    if (far !== undefined) lookAt?.(far);
    const { user, system } = process.cpuUsage();
    stuck = isStuck({
      called: readCall(cells),
      calls: readCalls(cells),
      used: (user + system) / 1e6,
      busy: busy(),
      passed: LOOK_MS / 1_000,
    });
    if (stuck !== undefined) abort.abort();
  }, LOOK_MS);
  try {
    return (await pool.run({ request, memory }, { signal: abort.signal })) as Response;
  } catch (error) {
    if (stuck !== undefined) throw doesNotComeBack(stuck);
    if (interruption.aborted) throw new Interrupted();
    throw isOutOfMemory(error) ? outOfMemory() : workerEnded(error, readCall(cells));
  } finally {
    clearInterval(look);
    signal?.removeEventListener('abort', end);
    interruption.removeEventListener('abort', interrupt);
  }
};

const doesNotComeBack = ({ called, after }: Stuck): HeddleError =>
  new HeddleError(
    'HD213',
    `\`${called}\` of the runtime does not come back.`,
    [`it was given ${after} for one call`],
    called === 'module'
      ? 'A runtime module only describes rules: it must not wait for anything while it loads.'
      : 'Hooks are asked about one small value at a time; look for a loop that does not end.',
  );

/** Whether a worker was ended because its heap was full. */
export const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';

const outOfMemory = (): HeddleError =>
  new HeddleError(
    'HD217',
    'The memory of a worker ran out.',
    ['a search counts what it takes, and something took far more than that'],
    'Give less to it (`--memory`, `--states`, `--steps`), or a smaller scenario; does the runtime remember without bound?',
  );

const workerEnded = (error: unknown, called: Called | undefined): HeddleError =>
  new HeddleError(
    'HD214',
    called === undefined
      ? 'The worker that runs the runtime ended.'
      : `The worker that runs the runtime ended in \`${called}\`.`,
    [thrownMessage(error)],
    'Does the runtime end the process?',
  );

const printedText = ({ lines, first }: Printed): string =>
  lines === 0
    ? 'The runtime writes to the console while it is checked; that is not shown.'
    : `The runtime writes to the console, ${plural(lines, 'line')} while its rules are read; that is not shown. It begins: ${visible(first)}`;
