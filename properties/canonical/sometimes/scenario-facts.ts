import type { Instruction, Scenario } from '../../../model/canonical/scenario.ts';
import type { CanonicalSetting } from '../canonical-property.ts';

const opsIn = (body: readonly Instruction[]): readonly string[] =>
  body.flatMap((instruction) => [
    instruction.op,
    ...(instruction.op === 'loop' ? opsIn(instruction.body) : []),
    ...(instruction.op === 'if'
      ? [...opsIn(instruction.then), ...opsIn(instruction.else ?? [])]
      : []),
  ]);

const opsOf = ({ components }: Scenario): ReadonlySet<string> =>
  new Set(components.flatMap(({ functions }) => functions.flatMap(({ body }) => opsIn(body))));

type Inapplicable = (setting: CanonicalSetting) => string | undefined;

/** Why something cannot happen in a scenario that has none of these instructions. */
export const lacksAll =
  (...ops: readonly string[]): Inapplicable =>
  ({ scenario }) => {
    if (scenario === null) return undefined;
    const own = opsOf(scenario);
    return ops.some((op) => own.has(op))
      ? undefined
      : `the scenario has no \`${ops.join('` and no `')}\``;
  };

/** Why nobody is asked to cancel. */
export const lacksCancel: Inapplicable = (setting) =>
  setting.scenario?.invocations.some(({ cancel }) => cancel === true) === true
    ? undefined
    : lacksAll('subtask.cancel')(setting);
