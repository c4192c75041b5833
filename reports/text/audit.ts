import { VERSION } from '../../model/version.ts';
import { AUDIT_CHECKS, type AuditCheck, type AuditResult } from '../../properties/audit-result.ts';
import { grouped, labelled, plural, spread, wrap, WIDTH } from './layout.ts';

/** An audit: what it found, the verdict of each check with what it was asked of, and what was searched. */
export const auditText = (result: AuditResult): string => {
  const { runtime, findings, instances, tooLarge, bound, states, steps, fewer } = result;
  const checks = Object.keys(AUDIT_CHECKS) as AuditCheck[];
  const failed = findings.length;
  const searched = instances - tooLarge;
  const left = Object.entries(fewer).map(([by, count]) => `${by} in ${grouped(count)}`);
  return [
    ...wrap(`heddle ${VERSION}   audit ${runtime.id} (${runtime.digest})`, WIDTH),
    ...findings.flatMap((one) => ['', ...findingLines(one)]),
    '',
    ...checks.flatMap((check) => rowOf(result, check)),
    '',
    ...wrap(
      `searched whole: ${plural(searched, 'instance')}, ${plural(states, 'state')}, ${plural(steps, 'step')}${tooLarge === 0 ? '' : `; ${grouped(tooLarge)} more have over ${plural(bound, 'state')} each`}`,
      WIDTH,
    ),
    ...(left.length === 0 ? [] : wrap(`fewer states without: ${left.join(', ')}`, WIDTH)),
    `${checks.length - failed} held, ${failed} failed`,
  ].join('\n');
};

/** What each check was asked of: there are always many. */
const ASKED: Readonly<Record<AuditCheck, string>> = {
  'same-verdicts': 'searches',
  'same-endings': 'states at rest',
  'images-alike': 'images',
  'footprints-cover': 'accesses',
  'futures-cover': 'futures',
  'independent-swap': 'pairs',
};

const rowOf = ({ asked, findings }: AuditResult, check: AuditCheck): readonly string[] => {
  const failed = findings.find((one) => one.check === check);
  const text =
    failed === undefined
      ? `${AUDIT_CHECKS[check]}: ${grouped(asked[check])} ${ASKED[check]}`
      : `instance ${grouped(failed.instance)}${failed.instancesWithOne === 1 ? '' : ` and ${grouped(failed.instancesWithOne - 1)} more`}, see above`;
  return labelled(`${(failed === undefined ? 'ok' : 'FAIL').padEnd(6)}${check}`, text, 0, 24);
};

const findingLines = ({
  check,
  says,
  declared,
  seen,
  schedule,
  instance,
  within,
}: AuditResult['findings'][number]): readonly string[] => [
  ...spread(`FAIL  ${check}`, `instance ${grouped(instance)}`),
  ...labelled('', `${says}.`, 0, 6),
  '',
  ...labelled('Declared', declared, 2, 13),
  ...labelled('Seen', seen, 2, 13),
  ...labelled('After', schedule.length === 0 ? 'nothing' : schedule.join(', '), 2, 13),
  ...labelled('Instance', within, 2, 13),
  ...labelled('Rule', 'docs/proof.md, Audit', 2, 13),
];
