import { plant, type PlantedBug } from '../planted-bug.ts';
import { waitOf } from '../protocols.ts';
import { reference } from '../reference.ts';

export const finishedSubtaskTraps: PlantedBug = plant(
  {
    id: 'finished-subtask-traps',
    says: 'cancelling a subtask that has ended already traps, as if its end were still to come',
    source: 'https://github.com/bytecodealliance/wasmtime/pull/12797',
    property: 'trap-only-where-unsuspendable',
    shape: 'states-conflated',
    rows: ['A38'],
  },
  {
    ...reference,
    protocols: {
      ...reference.protocols,
      'cancel-subtask': [
        { label: 'request', do: [{ guard: [] }, 'mark'] },
        { label: 'wake', do: ['unpark'] },
        ...waitOf(),
      ],
    },
  },
);
