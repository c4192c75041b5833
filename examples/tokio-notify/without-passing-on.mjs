// `drop_notified` takes the waiter off the list and does not ask whether it was notified.
import notify from './runtime.mjs';

const dropped = { check: 'cancel', do: ['deregister', 'deliver', 'done'] };
const wait = notify.protocols.wait.map((step) =>
  step.label === 'woken' ? { ...step, do: [dropped, ...step.do.slice(1)] } : step,
);

export default {
  ...notify,
  id: 'notify-without-passing-on',
  says: 'a `Notified` that is dropped keeps the notification that it was given',
  protocols: { ...notify.protocols, wait, 'wait-one': wait },
};
