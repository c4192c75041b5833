import type { GivenProtocols, Instruction, Protocol, ProtocolStep } from '../context/protocol.ts';

/** The choices of a runtime in a wait, each of which has a right way. */
export interface WaitChoices {
  /** What puts the task on the list … */
  readonly enter: readonly Instruction[];
  /** … what takes it off again, whatever the wait ends with … */
  readonly leave: readonly Instruction[];
  /** … and what it does for others on its way out. */
  readonly pass: readonly Instruction[];
  /** The step that a woken task goes on with. */
  readonly again: 'check' | 'register';
  readonly guarding: 'lazy' | 'eager';
  /** Whether anybody can come between the check and the park. */
  readonly parks: 'later' | 'at once';
}

const REFERENCE: Omit<WaitChoices, 'parks'> = {
  enter: ['register'],
  leave: ['deregister'],
  pass: [],
  again: 'check',
  guarding: 'lazy',
};

/** The steps of a right wait whose park is a step of its own, for who changes one of them. */
export const waitSteps = (
  choices: Omit<Partial<WaitChoices>, 'parks'> = {},
): {
  readonly register: ProtocolStep;
  readonly check: ProtocolStep;
  readonly park: ProtocolStep;
} => {
  const { enter, leave, pass, again, guarding } = { ...REFERENCE, ...choices };
  const take = [...leave, 'deliver', ...pass, 'done'] as const;
  const lazy: readonly Instruction[] = guarding === 'lazy' ? [{ guard: [...leave, ...pass] }] : [];
  const eager: readonly Instruction[] = guarding === 'eager' ? [{ guard: [] }] : [];
  return {
    register: { label: 'register', do: [...eager, ...enter] },
    check: {
      label: 'check',
      do: ['acquire', { check: 'cancel', do: take }, { check: take }, ...lazy],
    },
    park: { label: 'park', do: ['release', 'park'], next: again },
  };
};

/** A right wait: register, then check for a cancel and for an event, ask the guard, park. */
export const waitOf = (choices: Partial<WaitChoices> = {}): Protocol => {
  const { register, check, park } = waitSteps(choices);
  return choices.parks === 'at once'
    ? [register, { ...park, label: check.label, do: [...check.do, ...park.do] }]
    : [register, check, park];
};

/** What follows once a waitable of a set has an event: look who waits, and wake. */
export const wakeOf = (
  look: readonly Instruction[] = ['look'],
  unpark: Instruction = 'unpark',
): Protocol => [
  { label: 'look', do: [...look, { branch: 'no-more', do: ['done'] }] },
  { label: 'unpark', do: [unpark, { branch: 'more', do: [{ goto: 'unpark' }] }] },
];

const LEAVE_CANCELLED: Instruction = { check: 'cancel', do: ['deliver', 'done'] };

const poll: Protocol = [
  { label: 'poll', do: [{ guard: [] }, LEAVE_CANCELLED, { check: ['deliver'] }] },
];

const giveWay: Protocol = [
  { label: 'yield', do: [LEAVE_CANCELLED, { guard: [] }, 'release', 'requeue'] },
  { label: 'back', do: ['acquire', LEAVE_CANCELLED] },
];

/** All protocols of a right runtime, from its wait and from what its signals do to wake. */
export const protocolsOf = (
  wait: Protocol,
  wake: Protocol,
  unpark: Instruction = 'unpark',
): GivenProtocols => ({
  wait,
  'wait-one': wait,
  'cancel-subtask': [{ label: 'request', do: ['mark'] }, { label: 'wake', do: [unpark] }, ...wait],
  poll,
  yield: giveWay,
  signal: [{ label: 'mark', do: ['mark'] }, ...wake],
  join: [{ label: 'link', do: ['link', { branch: 'no-event', do: ['done'] }] }, ...wake],
  cancel: [
    { label: 'mark', do: ['mark', { branch: 'no-more', do: ['done'] }] },
    { label: 'unpark', do: [unpark] },
  ],
  trap: [{ label: 'trap', do: ['close', 'put-back'] }],
});
