import { describe, expect, it } from 'vitest';
import { mix } from '../../explorers/mix.ts';
import { stream } from '../../explorers/random.ts';
import { defaultStrategy, singles, strategies } from '../../explorers/strategies.ts';
import { choosing, type Strategy } from '../../explorers/strategy.ts';
import type { Action } from '../../model/machine.ts';

/** A strategy that takes the action at a place, whose name it bears. */
const always = (id: string, place: number): Strategy => ({
  id,
  says: id,
  begin: () => (_, first) => first + place,
});

const IDS = ['a', 'b', 'c'];
const enabled = IDS.map((name): Action => ({ name, actor: name, reads: [], writes: [] }));

describe('a mix', () => {
  const mixed = mix(IDS.map(always));
  const runs = Array.from({ length: 600 }, (_, number) => {
    const choose = choosing(mixed, stream(`mix/${number}`));
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
    const drawn: number[] = [];
    const part: Strategy = {
      id: 'p',
      says: '',
      begin: (random) => (_, first) => {
        drawn.push(random());
        return first;
      },
    };
    const random = stream('mix');
    random();
    choosing(part, random)(enabled, []);
    choosing(mix([part]), stream('mix'))(enabled, []);
    expect(drawn[1]).toBe(drawn[0]);
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
