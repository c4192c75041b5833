// `poll_notified` does not load the state again with the lock held: it sets WAITING and puts itself on the list.
import notify from './runtime.mjs';

const wait = notify.protocols.wait.map((step) =>
  step.label === 'enlist' ? { ...step, do: ['register'] } : step,
);

export default {
  ...notify,
  id: 'notify-without-recheck',
  says: 'a waiter goes onto the list without looking at the state again under the lock',
  protocols: { ...notify.protocols, wait, 'wait-one': wait },
};
