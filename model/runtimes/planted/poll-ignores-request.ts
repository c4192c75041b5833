import { plant, type PlantedBug } from '../planted-bug.ts';
import { reference } from '../reference.ts';

export const pollIgnoresRequest: PlantedBug = plant(
  {
    id: 'poll-ignores-request',
    says: 'a poll does not look for a cancel',
    source:
      'one cancellation point that was forgotten, beside https://github.com/bytecodealliance/wasmtime/issues/11191',
    property: 'cancel-delivered-once',
    shape: 'one-place-searched',
    rows: [],
  },
  {
    ...reference,
    protocols: {
      ...reference.protocols,
      poll: [{ label: 'poll', do: [{ guard: [] }, { check: ['deliver'] }] }],
    },
  },
);
