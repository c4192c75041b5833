// `notify_with_strategy` does not load the state again with the lock held: it was WAITING, so there must be a waiter.
// (`notify_locked` would panic on the empty list. Here it shrugs.)
import notify from './runtime.mjs';

const signal = notify.protocols.signal.map((step) =>
  step.label === 'locked'
    ? { ...step, do: [{ look: 1 }, 'pop', { branch: 'no-more', do: ['done'] }, 'mark'] }
    : step,
);

export default {
  ...notify,
  id: 'notify-without-reload',
  says: 'a notifier that saw a waiter before it took the lock stores no permit if the waiter has gone',
  protocols: { ...notify.protocols, signal },
};
