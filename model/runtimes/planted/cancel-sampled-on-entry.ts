import type { ProtocolStep } from '../../context/protocol.ts';
import { plant, type PlantedBug } from '../planted-bug.ts';
import { protocolsOf, waitSteps, wakeOf } from '../protocols.ts';
import { reference } from '../reference.ts';

const { register, check, park } = waitSteps();

const later = ['acquire', ...check.do.slice(2)] as const;
const sampled: ProtocolStep = {
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
