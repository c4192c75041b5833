import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replay } from '../api/replay.ts';
import { EVENT_KINDS } from '../model/context/events.ts';
import { parseCounterexample } from '../model/counterexample.ts';
import { builtInRuntimes } from '../model/runtimes/index.ts';
import { domainOf } from './support/context.ts';

/** What was written when format 1 was frozen. Nothing writes these files anew: what differs from them is format 2. */
const FROZEN = resolve(import.meta.dirname, 'format-1');
const read = (file: string): unknown => JSON.parse(readFileSync(join(FROZEN, file), 'utf8'));

describe('format 1', () => {
  it('has these kinds of event, with these fields', () => {
    const fields = Object.fromEntries(
      Object.entries(EVENT_KINDS).map(([kind, rule]) => [kind, rule.fields]),
    );
    expect(fields).toEqual(read('events.json'));
  });

  for (const file of readdirSync(FROZEN).filter((name) => name !== 'events.json')) {
    it(`reads ${file}, and replays it step by step`, () => {
      const record = parseCounterexample(read(file));
      const runtime = builtInRuntimes.find(({ id }) => id === record.runtime.id);
      const again = replay(domainOf(runtime), { ...record, digest: record.runtime.digest, record });
      expect(again).toMatchObject({ outcome: 'same', sameRules: true, note: '' });
    });
  }
});
