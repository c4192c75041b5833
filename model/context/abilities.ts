import { canBeSuspended, type Frame } from './frames.ts';
import { OPERATIONS } from './operations.ts';
import { allInstructions, type Protocols } from './protocol.ts';
import type { Runtime } from './runtime.ts';
import { DEFAULT_STORE, operationsIn, type Operation, type Scenario } from './scenario.ts';

/** What a runtime may have nothing of. A scenario that uses it does not fit. */
export type Ability = 'cancel' | 'cancel-subtask' | 'drop' | 'lock' | 'store-borrow' | 'stores';

const holds = ({ protocols }: Runtime): boolean =>
  Object.values(protocols as Partial<Protocols>)
    .flatMap((steps) => steps ?? [])
    .some((step) =>
      allInstructions(step.do).some((each) => each === 'release' || each === 'acquire'),
    );

const ABILITIES: Readonly<
  Record<Ability, { readonly needs: string; readonly has: (runtime: Runtime) => boolean }>
> = {
  cancel: {
    needs: 'a protocol `cancel`',
    has: ({ protocols }) => protocols.cancel !== undefined,
  },
  'cancel-subtask': {
    needs: 'a protocol `cancel-subtask`',
    has: ({ protocols }) => protocols['cancel-subtask'] !== undefined,
  },
  drop: { needs: 'a hook `drop`', has: ({ drop }) => drop !== undefined },
  lock: { needs: '`release` or `acquire` in a protocol', has: holds },
  'store-borrow': { needs: '`release` or `acquire` in a protocol', has: holds },
  stores: { needs: 'a protocol `trap`', has: ({ protocols }) => protocols.trap !== undefined },
};

/** The abilities that a runtime has nothing of: what is drawn for it does without. */
export const lacks = (runtime: Runtime): ReadonlySet<string> =>
  new Set(
    Object.entries(ABILITIES).flatMap(([ability, { has }]) => (has(runtime) ? [] : [ability])),
  );

const framesOf = (tasks: Scenario['tasks']): readonly Frame[] => [
  ...tasks.map(({ frame }): Frame => ({ kind: frame })),
  ...tasks
    .flatMap(({ body }) => operationsIn(body))
    .flatMap((each): readonly Frame[] =>
      each.op === 'call' ? [{ kind: each.frame, fibre: each.fibre === true }] : [],
    ),
];

const abilityOf = ({ op }: Operation): string => OPERATIONS[op].word;

/** The operations of a scenario, `stores` if it has several, and `unsuspendable` if some frame cannot be suspended. */
export const usesOf = ({ tasks, signallers }: Scenario): readonly string[] => [
  ...tasks.flatMap(({ body }) => operationsIn(body).map(abilityOf)),
  ...(signallers.some(({ signals }) => signals.some((signal) => typeof signal !== 'string'))
    ? ['cancel']
    : []),
  ...(framesOf(tasks).every(canBeSuspended) ? [] : ['unsuspendable']),
  ...(new Set(tasks.map(({ store = DEFAULT_STORE }) => store)).size > 1 ? ['stores'] : []),
];

/** What of these uses a runtime has nothing of, in words. */
export const lackOf = (runtime: Runtime, uses: readonly string[]): string | undefined => {
  const missing = lacks(runtime);
  const ability = uses.find((use) => missing.has(use)) as Ability | undefined;
  return ability === undefined
    ? undefined
    : `${ability === 'stores' ? 'several stores' : `\`${ability}\``}, and \`${runtime.id}\` has not got ${ABILITIES[ability].needs}`;
};

/** Why a scenario cannot be run under a runtime: it uses what that has nothing of. */
export const misfit = (runtime: Runtime, scenario: Scenario): string | undefined => {
  const lack = lackOf(runtime, usesOf(scenario));
  return lack === undefined ? undefined : `the scenario uses ${lack}`;
};
