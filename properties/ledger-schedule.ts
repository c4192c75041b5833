import type { EventOf } from '../model/context/events.ts';
import type { Ledger } from './ledger.ts';
import { taskOf } from './ledger-parts.ts';
import { suspendable } from './suspension.ts';

/** Who has which lock. */
export const observeHolds = (ledger: Ledger, event: EventOf<'locked' | 'unlocked'>): void => {
  const lock = ledger.locks[event.lock];
  if (lock !== undefined) lock.holder = event.kind === 'locked' ? event.task : null;
};

/** Who is ready, since when, and who was picked before. */
export const observeSchedule = (
  ledger: Ledger,
  event: EventOf<'own-called' | 'resumed' | 'suspended' | 'unparked'>,
): void => {
  switch (event.kind) {
    case 'own-called':
      taskOf(ledger, event.subtask).phase = 'new';
      return;
    case 'suspended':
      if (event.operation === 'yield' || event.operation === 'poll')
        taskOf(ledger, event.task).overtaken = [];
      return;
    case 'unparked': {
      const task = taskOf(ledger, event.task);
      // Who slept where it may not holds its executor, and need not be picked.
      task.overtaken = suspendable(task.frames) ? [] : null;
      return;
    }
    case 'resumed':
      resumed(ledger, event);
      return;
    default:
      event satisfies never;
  }
};

/** A ready task was picked, unless control just came back to it from a subtask, or never left it. */
const resumed = (ledger: Ledger, { task, executor }: EventOf<'resumed'>): void => {
  const self = taskOf(ledger, task);
  if (self.cancellable === true && self.cancel === 'requested') self.due = true;
  if (self.overtaken === null) return;
  self.overtaken = null;
  if (ledger.run.the.queue === 'lifo') return;
  for (const other of Object.values(ledger.tasks)) {
    if (other.executor !== executor) continue;
    const { overtaken } = other;
    if (overtaken !== null && !overtaken.includes(task)) {
      other.overtaken = [...overtaken, task];
    }
  }
};

/** A task that has ended is picked no more: whom it has overtaken makes no difference. */
export const forgetOvertaker = (ledger: Ledger, task: string): void => {
  for (const other of Object.values(ledger.tasks)) {
    if (other.overtaken?.includes(task) === true) {
      other.overtaken = other.overtaken.filter((each) => each !== task);
    }
  }
};
