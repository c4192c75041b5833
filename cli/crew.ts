import { Tinypool } from 'tinypool';
import { MEMORY_DEFAULT } from '../api/memory.ts';
import { HeddleError } from '../model/errors.ts';
import { BYTES_OF_FAR, readFar, type FarNow } from './far.ts';
import { limitsOfWorker } from './memory.ts';
import {
  BYTES_OF_WATCH,
  WATCHED,
  type Request,
  type Response,
  type Subject,
  type TaskKind,
  type Tasks,
} from './tasks.ts';

/** How long one call of a user's function may take. Far beyond what a pure function of small values needs. */
const CALL_MS_MAX = 2_000;
const LOOK_MS = 100;

/** Worker threads that run everything that calls a user's functions. */
export interface Crew {
  readonly size: number;
  /**
   * `look` is called now and then with how far the worker has come, where it tells that. `signal` ends the worker.
   *
   * @throws HeddleError as the worker found it, HD213 for a function that does not come back, or HD214 where it was ended.
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
  const pool = new Tinypool({
    filename: new URL('./worker.js', import.meta.url).href,
    minThreads: 1,
    maxThreads: size,
    idleTimeout: 10_000,
    resourceLimits: limitsOfWorker(memory),
  });
  return {
    size,
    ask: async (kind, subject, ask, look, signal) => {
      const request = { kind, subject, ...ask } as Request;
      const response = await runWatched(pool, request, look, signal);
      if ('answer' in response) return response.answer as never;
      const { code, fact, evidence, next } = response.error;
      throw new HeddleError(code, fact, evidence, next);
    },
    close: () => pool.destroy(),
  };
};

/** Runs a request, and ends its worker if a call of a user's function takes too long. */
const runWatched = async (
  pool: Tinypool,
  request: Request,
  lookAt: ((far: FarNow) => void) | undefined,
  signal: AbortSignal | undefined,
): Promise<Response> => {
  const memory = new SharedArrayBuffer(BYTES_OF_WATCH + BYTES_OF_FAR);
  const cells = new Int32Array(memory, 0, 2);
  const numbers = new Float64Array(memory, BYTES_OF_WATCH);
  const abort = new AbortController();
  const end = (): void => abort.abort();
  signal?.addEventListener('abort', end);
  let stuckIn = '';
  let calls = -1;
  let since = 0;
  const look = setInterval(() => {
    const far = readFar(numbers);
    if (far !== undefined) lookAt?.(far);
    const [inside, count] = [Atomics.load(cells, 0), Atomics.load(cells, 1)];
    if (inside === 0 || count !== calls) {
      calls = count;
      since = 0;
      return;
    }
    since += LOOK_MS;
    if (since < CALL_MS_MAX) return;
    stuckIn = WATCHED[inside] ?? 'a hook';
    abort.abort();
  }, LOOK_MS);
  try {
    return (await pool.run({ request, memory }, { signal: abort.signal })) as Response;
  } catch (error) {
    if (stuckIn !== '') throw doesNotComeBack(stuckIn);
    throw isOutOfMemory(error) ? outOfMemory() : workerEnded(error);
  } finally {
    clearInterval(look);
    signal?.removeEventListener('abort', end);
  }
};

const doesNotComeBack = (hook: string): HeddleError =>
  new HeddleError(
    'HD213',
    `\`${hook}\` of the runtime does not come back.`,
    [`it was given ${CALL_MS_MAX / 1_000} s for one call`],
    hook === 'module'
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

const workerEnded = (error: unknown): HeddleError =>
  new HeddleError(
    'HD214',
    'The worker that runs the runtime ended.',
    [error instanceof Error ? error.message : String(error)],
    'Does the runtime end the process?',
  );
