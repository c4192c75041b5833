import type { Protocol } from '../../context/protocol.ts';
import { plant, type PlantedBug } from '../planted-bug.ts';
import { protocolsOf, waitOf, wakeOf } from '../protocols.ts';
import { reference } from '../reference.ts';

const [register, check, park] = waitOf() as [Protocol[0], Protocol[0], Protocol[0]];

const later = ['acquire', ...check.do.slice(2)] as const;
const sampled: Protocol[0] = {
  ...register,
  do: [{ check: 'cancel', do: ['deliver', 'done'] }, ...register.do],
};

export const cancelSampledOnEntry: PlantedBug = plant(
  {
    id: 'cancel-sampled-on-entry',
    says: 'a wait looks for a cancel when it begins, and never again',
    source:
      'the flag that is read too early, beside https://github.com/bytecodealliance/wasmtime/issues/11191',
    property: 'cancel-delivered-once',
    shape: 'sampled-on-entry',
    rows: [],
  },
  { ...reference, protocols: protocolsOf([sampled, { ...check, do: later }, park], wakeOf()) },
);
