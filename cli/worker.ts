import { existsSync } from 'node:fs';
import { auditNumber, concludeAudit, planAudit, type AuditOptions } from '../api/audit.ts';
import { check, conclude } from '../api/check.ts';
import { canonicalDomain } from '../api/canonical-domain.ts';
import { contextDomain } from '../api/context-domain.ts';
import { recheck } from '../api/corpus.ts';
import type { Domain } from '../api/domain.ts';
import { runsUntil } from '../api/measure.ts';
import { climb, climbsAfter, type Climb } from '../api/ladder.ts';
import { exploreBatch, exploreExhaustively, planCheck, type CheckOptions } from '../api/plan.ts';
import { findMinimum } from '../api/minimum.ts';
import { outcomes } from '../api/outcomes.ts';
import { concludeProof, planProof, proveInstance, type ProveOptions } from '../api/prove.ts';
import { replay } from '../api/replay.ts';
import type { Exploration } from '../explorers/exploration.ts';
import type { Watch } from '../model/context/hook-calls.ts';
import { HeddleError } from '../model/errors.ts';
import { builtInRuntimes } from '../model/runtimes/index.ts';
import type { AuditedInstance } from '../properties/audit-result.ts';
import { profileOf } from './canonical.ts';
import { readPart, writePart } from './part-file.ts';
import { writeFar } from './far.ts';
import { firstLine, loadModule, originalPlace } from './runtime-module.ts';
import { notePrinted, silence, takePrinted } from './silence.ts';
import type { Request, Response, Subject, Tasks } from './tasks.ts';
import { BYTES_OF_WATCH, readStop, watchCells, writeCall, writeNoCall } from './watchdog.ts';

silence();

/** The memory that the task at hand is watched through; each task brings its own. */
let shared: Int32Array = new Int32Array(4);

/** The memory in which it tells how far it has come. */
let far: Float64Array = new Float64Array(0);

/** Whether the task at hand is to end with what it has found. */
const stopped = (): boolean => readStop(shared);

/** Says in shared memory which function of the user's is being called. */
const watch: Watch = {
  enter: (called) => writeCall(shared, called),
  leave: () => writeNoCall(shared),
  place: originalPlace,
};

/** Any machine: a task brings scenarios of the machine that its subject is of. */
type AnyDomain = Domain<unknown, unknown, unknown, unknown>;

const domains = new Map<string, AnyDomain>();

/** The four types of a domain meet nowhere but in it: what a task brings, the domain itself reads. */
const anyDomain = <Scenario, State, Ledger, Setting>(
  domain: Domain<Scenario, State, Ledger, Setting>,
): AnyDomain => domain as AnyDomain;

const makeDomain = async (subject: Subject): Promise<AnyDomain> => {
  if ('profile' in subject) {
    return anyDomain(canonicalDomain(profileOf(subject.profile)));
  }
  if ('builtIn' in subject) {
    const runtime = builtInRuntimes.find(({ id }) => id === subject.builtIn);
    return anyDomain(contextDomain(runtime, watch));
  }
  watch.enter('module');
  const { runtime } = await loadModule(subject.file);
  const domain = anyDomain(contextDomain(runtime, watch));
  notePrinted();
  return domain;
};

const domainOf = async (subject: Subject): Promise<AnyDomain> => {
  const key = JSON.stringify(subject);
  const known = domains.get(key);
  if (known !== undefined) return known;
  const domain = await makeDomain(subject);
  const expected = 'file' in subject ? subject.digest : undefined;
  if (expected !== undefined && expected !== domain.runtime.digest) throw changes(domain);
  domains.set(key, domain);
  return domain;
};

/** Keeps the last plan: thousands of instances are asked for a few at a time, all of one plan. */
const keepingLast = <Options, Plan>(
  make: (domain: AnyDomain, options: Options) => Plan,
): typeof make => {
  let last: { readonly domain: AnyDomain; readonly text: string; readonly plan: Plan } | undefined;
  return (domain, options) => {
    const text = JSON.stringify(options);
    if (last?.domain !== domain || last.text !== text) {
      last = { domain, text, plan: make(domain, options) };
    }
    return last.plan;
  };
};

const proofPlan = keepingLast((domain, options: ProveOptions) => planProof(domain, options));
const auditPlan = keepingLast((domain, options: AuditOptions) => planAudit(domain, options));

const answer = async (request: Request): Promise<unknown> => {
  const domain = await domainOf(request.subject);
  switch (request.kind) {
    case 'describe':
      return domain.runtime;
    case 'cover':
      return exploreExhaustively(planCheck(domain, request.options), stopped) ?? null;
    case 'batch':
      return exploreBatch(planCheck(domain, request.options), request.batch);
    case 'climb':
      return climbed(domain, request.options, request.found);
    case 'conclude':
      return conclude(planCheck(domain, request.options), request.found, request.climbed);
    case 'hunt':
      return hunt(domain, request.options);
    case 'find':
      return runsUntil(domain, request.property, request.options);
    case 'bounds':
      return proofPlan(domain, request.options).extent;
    case 'prove':
      return proved(domain, request);
    case 'proved':
      return concludeProof(proofPlan(domain, request.options), request.results);
    case 'small':
      return auditPlan(domain, request.options).instances.length;
    case 'audit':
      return auditNumbers(domain, request.options, request.numbers);
    case 'audited':
      return concludeAudit(auditPlan(domain, request.options), request.results);
    case 'minimum':
      return findMinimum(domain, request.options);
    case 'outcomes': {
      const profile = 'profile' in request.subject ? request.subject.profile : undefined;
      return outcomes(request.scenario, profileOf(profile), request.options, stopped);
    }
    case 'replay':
      return replay(domain, request.request);
    case 'recheck':
      return recheck(domain, request);
    default:
      return request satisfies never;
  }
};

const proved = (
  domain: AnyDomain,
  { options, number, part }: Tasks['prove']['ask'],
): Tasks['prove']['answer'] => {
  const before = part !== null && existsSync(part.path) ? readPart(part.path, part.key) : undefined;
  const result = proveInstance(proofPlan(domain, options), number, {
    tell: (now) => writeFar(far, now),
    stopped,
    ...(typeof before === 'object' ? { resume: before } : {}),
    ...(part === null
      ? {}
      : { save: { from: part.from, keep: (now) => writePart(part.path, part.key, now) } }),
  });
  return { result, ignored: typeof before === 'string' ? before : null };
};

const auditNumbers = (
  domain: AnyDomain,
  options: AuditOptions,
  numbers: readonly number[],
): readonly AuditedInstance[] => {
  const plan = auditPlan(domain, options);
  return numbers.map((number) => auditNumber(plan, number));
};

const climbed = (
  domain: AnyDomain,
  options: CheckOptions,
  found: Exploration<unknown>,
): Climb<unknown> | null => {
  const plan = planCheck(domain, options);
  return climbsAfter(plan, found) ? climb(plan, stopped) : null;
};

const changes = ({ runtime }: AnyDomain): HeddleError =>
  new HeddleError(
    'HD215',
    'The runtime module is not the same each time it is loaded.',
    [`its rules have the digest ${runtime.digest} in one worker and another one in the next`],
    'A runtime module only describes rules: it must not depend on chance, time or where it runs.',
  );

const hunt = (domain: AnyDomain, options: Parameters<typeof check>[1]): unknown => {
  const result = check(domain, options);
  const replays = result.properties.every(
    ({ counterexample: record }) =>
      record === undefined ||
      replay(domain, { ...record, digest: record.runtime.digest, record }).outcome === 'same',
  );
  return { result, replays };
};

/** The entry of a worker thread. Never rejects: errors come back as data. */
const work = async ({
  request,
  memory,
}: {
  readonly request: Request;
  readonly memory: SharedArrayBuffer;
}): Promise<Response> => {
  shared = watchCells(memory);
  far = new Float64Array(memory, BYTES_OF_WATCH);
  try {
    return { answer: await answer(request), printed: takePrinted() };
  } catch (error) {
    const { code, fact, evidence, next } =
      error instanceof HeddleError ? error : faultOfHeddle(error);
    return { error: { code, fact, evidence, next }, printed: takePrinted() };
  }
};

const faultOfHeddle = (error: unknown): HeddleError =>
  new HeddleError(
    'HD901',
    'This is a fault in heddle, not in your runtime.',
    [firstLine(error)],
    'Please report it with the command that you ran and the runtime module.',
  );

// tinypool calls the default export.
export default work;
