import { describe, expect, it } from 'vitest';
import type { Protocol } from '../../model/context/protocol.ts';
import { hasWindow } from '../../model/context/protocol-graph.ts';
import { reference, referencePlain } from '../../model/runtimes/reference.ts';

describe('the window between two instructions', () => {
  it('is open where they stand in different steps', () => {
    expect(hasWindow(reference.protocols.wait, 'check', 'park')).toBe(true);
    expect(hasWindow(reference.protocols.wait, 'register', 'check')).toBe(true);
  });

  it('is shut where they are one step', () => {
    expect(hasWindow(referencePlain.protocols.wait, 'check', 'park')).toBe(false);
  });

  it('is shut by a park in the step of the first, or in a step on the way', () => {
    const parksFirst: Protocol = [
      { label: 'check', do: [{ check: ['done'] }, 'park'] },
      { label: 'again', do: ['park'], next: 'check' },
    ];
    expect(hasWindow(parksFirst, 'check', 'park')).toBe(false);
    const parksBetween: Protocol = [
      { label: 'register', do: ['register'] },
      { label: 'park', do: ['park'] },
      { label: 'check', do: [{ check: ['done'] }], next: 'park' },
    ];
    expect(hasWindow(parksBetween, 'register', 'check')).toBe(false);
  });
});
