import type { Action, Machine } from '../../model/machine.ts';
import {
  AUDIT_CHECKS,
  type AuditCheck,
  type AuditedInstance,
  type AuditFinding,
} from '../../properties/audit-result.ts';
import type { Suite } from '../../properties/property.ts';
import { coverOf, type Undeclared } from './footprints.ts';
import { futuresOf } from './futures.ts';
import { imagesOf } from './images.ts';
import { compareAll, type Pack } from './reductions.ts';
import { swapsOf } from './swaps.ts';
import { scheduleTo, wholeOf, type SeenStep, type Whole } from './whole.ts';

const NEVER: Readonly<Record<AuditCheck, number>> = {
  'same-verdicts': 0,
  'same-endings': 0,
  'images-alike': 0,
  'footprints-cover': 0,
  'futures-cover': 0,
  'independent-swap': 0,
};

/**
 * Searches a machine whole, and holds everything that a reduced search goes by to what is seen there. `machine(true)`
 * enters of frames that behave alike one alone. Nothing is asked where there are more states than `limit`.
 */
export const auditInstance = <State, Ledger, Setting>(
  machine: (frames: boolean) => Machine<State>,
  suite: Suite<Ledger, Setting>,
  limit: number,
  pack?: Pack,
): AuditedInstance => {
  const all = machine(false);
  const parts = all.parts!;
  let accesses = 0;
  let uncovered: { readonly step: SeenStep; readonly undeclared: Undeclared } | undefined;
  const whole = wholeOf(all, suite, limit, (step) => {
    const seen = coverOf(parts, step);
    accesses += seen.accesses;
    if (seen.undeclared !== undefined) uncovered ??= { step, undeclared: seen.undeclared };
  });
  if (whole === undefined) return { states: 0, steps: 0, asked: NEVER, findings: [], fewer: [] };
  const compared = compareAll(whole, machine, suite, pack);
  const images = imagesOf(whole, parts.symmetries);
  const futures = futuresOf(whole);
  const swaps = swapsOf(whole);
  const findings: (AuditFinding | undefined)[] = [
    ...compared.map(({ verdicts }) => verdicts && deviation('same-verdicts', verdicts)),
    ...compared.map(({ endings }) => endings && deviation('same-endings', endings)),
    images.unlike && unlike(whole, images.unlike),
    uncovered && undeclared(whole, uncovered),
    futures.forgotten && forgotten(whole, parts.actors, futures.forgotten),
    swaps.clash && clash(whole, swaps.clash),
  ];
  const found = findings.filter((each) => each !== undefined);
  return {
    states: whole.states.length,
    steps: whole.moves.reduce((sum, list) => sum + list.length, 0),
    asked: {
      'same-verdicts': compared.length,
      'same-endings': compared.reduce((sum, { rests }) => sum + rests, 0),
      'images-alike': images.asked,
      'footprints-cover': accesses,
      'futures-cover': futures.asked,
      'independent-swap': swaps.pairs,
    },
    findings: (Object.keys(AUDIT_CHECKS) as AuditCheck[]).flatMap((id) =>
      found.filter(({ check }) => check === id).slice(0, 1),
    ),
    fewer: compared.flatMap(({ by, fewer }) => (fewer ? [by] : [])),
  };
};

const deviation = (
  check: AuditCheck,
  {
    by,
    declared,
    seen,
    schedule,
  }: Readonly<Record<'by' | 'declared' | 'seen', string>> & Pick<AuditFinding, 'schedule'>,
): AuditFinding => ({
  check,
  says:
    check === 'same-verdicts'
      ? `a search without ${by} judges otherwise than the whole one`
      : `a search without ${by} does not come to rest where the whole one does`,
  declared,
  seen,
  schedule,
});

const unlike = (
  whole: Whole,
  { state, names, declared, seen }: NonNullable<ReturnType<typeof imagesOf>['unlike']>,
): AuditFinding => ({
  check: 'images-alike',
  says: `a state and its image are not alike, where ${names.join(', ')}`,
  declared,
  seen,
  schedule: scheduleTo(whole, state),
});

const undeclared = (
  whole: Whole,
  { step, undeclared: { field, writes, cells } }: { step: SeenStep; undeclared: Undeclared },
): AuditFinding => ({
  check: 'footprints-cover',
  says: `${named(whole, step.from, step.action)} touches more than it declares`,
  declared: touchedText(step.action),
  seen: `${writes ? 'writes' : 'reads'} the field ${field}, for which ${cells.join(' or ') || 'no cell'} stands`,
  schedule: scheduleTo(whole, step.from),
});

const named = (whole: Whole, state: number, action: Action): string =>
  `${action.actor} (${whole.on.label(whole.states[state]!, action)})`;

const touchedText = ({
  reads,
  writes,
}: Readonly<Record<'reads' | 'writes', readonly string[]>>): string =>
  `reads ${reads.join(', ') || 'nothing'}; writes ${writes.join(', ') || 'nothing'}`;

const forgotten = (
  whole: Whole,
  actors: readonly string[],
  { state, actor, name, cells, future }: NonNullable<ReturnType<typeof futuresOf>['forgotten']>,
): AuditFinding => ({
  check: 'futures-cover',
  says: `the future of ${actors[actor]} leaves out what it may touch with ${name} or after it`,
  declared: touchedText(future),
  seen: `touches ${cells.join(', ')}`,
  schedule: scheduleTo(whole, state),
});

const clash = (
  whole: Whole,
  { state, first, second, seen }: NonNullable<ReturnType<typeof swapsOf>['clash']>,
): AuditFinding => {
  const [one, two] = [first, second].map(({ action }) => named(whole, state, action));
  return {
    check: 'independent-swap',
    says: `${one} and ${two} are declared independent, and are not`,
    declared: [first, second]
      .map(({ action }) => `${action.actor} ${touchedText(action)}`)
      .join('; '),
    seen,
    schedule: scheduleTo(whole, state),
  };
};
