import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { CheckResult } from '../properties/check-result.ts';
import { annotations } from '../reports/ci/annotations.ts';
import { junitXml } from '../reports/ci/junit.ts';
import type { Pointers } from '../reports/ci/pointers.ts';
import { stepSummary } from '../reports/ci/step-summary.ts';
import { append, writeWhole } from './files.ts';
import { replayCommands, type RecordPaths } from './output.ts';
import { writeError, writeOut } from './streams.ts';
import type { Subject } from './tasks.ts';

/** How a CI wants to be told. */
export interface CiOptions {
  /** The file for JUnit XML. */
  readonly junit: string | undefined;
  /** Annotations, and a summary where the environment names a file for it. */
  readonly github: boolean;
  /** Stdout belongs to the JSON: annotations go to stderr, which the runner reads as well. */
  readonly json: boolean;
}

/** Tells a verdict to the CI. @throws HeddleError HD408 where a file cannot be written. */
export const tellCi = (
  result: CheckResult,
  subject: Subject,
  paths: RecordPaths,
  { junit, github, json }: CiOptions,
): void => {
  const pointers: Pointers = {
    file: 'file' in subject ? inWorkspace(subject.file) : null,
    commands: (record) => replayCommands(record, subject, paths.get(record)),
  };
  if (github) {
    const write = json ? writeError : writeOut;
    for (const line of annotations(result, pointers)) write(`${line}\n`);
    const summary = process.env['GITHUB_STEP_SUMMARY'] ?? '';
    if (summary !== '') append(summary, stepSummary(result, pointers));
  }
  if (junit !== undefined) writeWhole(junit, junitXml(result, pointers));
};

/** A file as GitHub names it: from the top of the repository, wherever in it the step runs. */
const inWorkspace = (file: string): string => {
  const root = process.env['GITHUB_WORKSPACE'] ?? '';
  const path = root === '' ? '' : relative(root, resolve(file));
  return path === '' || path.startsWith('..') || isAbsolute(path)
    ? file
    : path.split(sep).join('/');
};
