import { describe, expect, it } from 'vitest';
import { mix } from '../../explorers/mix.ts';
import { stream } from '../../explorers/random.ts';
import { defaultStrategy, singles, strategies } from '../../explorers/strategies.ts';
import type { Strategy } from '../../explorers/strategy.ts';
import type { Action } from '../../model/machine.ts';

/** A strategy that takes the action of its own name. */
const always = (id: string): Strategy => ({
  id,
  says: id,
  begin: () => (enabled) => enabled.find(({ name }) => name === id),
});

const IDS = ['a', 'b', 'c'];
const enabled = IDS.map((name): Action => ({ name, actor: name, reads: [], writes: [] }));

describe('a mix', () => {
  const mixed = mix(IDS.map(always));
  const runs = Array.from({ length: 600 }, (_, number) => {
    const choose = mixed.begin(stream(`mix/${number}`));
    return Array.from({ length: 5 }, () => choose(enabled, [])!.name);
  });

  it('gives each run to one of its parts, for the whole of it', () => {
    expect(mixed.id).toBe('a+b+c');
    for (const names of runs) expect(new Set(names).size).toBe(1);
  });

  it('gives each part as many runs as any other', () => {
    for (const id of IDS) {
      const share = runs.filter(([first]) => first === id).length / runs.length;
      expect([id, Math.abs(share - 1 / 3) < 0.06]).toEqual([id, true]);
    }
  });

  it('gives a part what it would draw alone, from where the stream stands after the choice', () => {
    const part: Strategy = { id: 'p', says: '', begin: (random) => () => pick(random()) };
    const pick = (drawn: number): Action => ({ ...enabled[0]!, name: String(drawn) });
    const random = stream('mix');
    random();
    const alone = part.begin(random)(enabled, []);
    expect(mix([part]).begin(stream('mix'))(enabled, [])).toEqual(alone);
  });
});

describe('the strategies', () => {
  it('are the singles and mixes of several, each under a name of its own', () => {
    const ids = strategies.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(singles.length);
    expect(new Set(ids.flatMap((id) => id.split('+')))).toEqual(new Set(singles.map((s) => s.id)));
    expect(strategies).toContain(defaultStrategy);
  });
});
