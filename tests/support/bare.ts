import type { GivenProtocols, Protocol } from '../../model/context/protocol.ts';
import type { Runtime } from '../../model/context/runtime.ts';
import { referencePlain } from '../../model/runtimes/reference.ts';

const { signal, join } = referencePlain.protocols;

/** A runtime with wakes that are not remembered, no cancels and nothing to hold: the fewest rules there can be. */
export const bare = (id: string, wait: Protocol): Runtime => {
  const protocols: GivenProtocols = {
    wait,
    'wait-one': wait,
    poll: [{ label: 'poll', do: [{ check: ['deliver'] }] }],
    yield: [{ label: 'yield', do: [{ guard: [] }, 'requeue'] }],
    signal,
    join,
  };
  const whole: Record<string, unknown> = { ...referencePlain, id, protocols };
  delete whole['drop'];
  return whole as unknown as Runtime;
};
