import type { EventOf } from '../model/context/events.ts';
import { taskIn, withTask, without, type Ledger, type TaskLedger } from './ledger.ts';
import { suspendable } from './suspension.ts';

/** Who has which lock. */
export const observeHolds = (ledger: Ledger, event: EventOf<'locked' | 'unlocked'>): Ledger => ({
  ...ledger,
  holders:
    event.kind === 'locked'
      ? { ...ledger.holders, [event.lock]: event.task }
      : without(ledger.holders, event.lock),
});

/** Who is ready, since when, and who was picked before. */
export const observeSchedule = (
  ledger: Ledger,
  event: EventOf<'own-called' | 'resumed' | 'suspended' | 'unparked'>,
): Ledger => {
  switch (event.kind) {
    case 'own-called':
      return withTask(ledger, event.subtask, { phase: 'new' });
    case 'suspended':
      return event.operation === 'yield' || event.operation === 'poll'
        ? withTask(ledger, event.task, { overtaken: [] })
        : ledger;
    case 'unparked': {
      // Who slept where it may not holds its executor, and need not be picked.
      const picked = suspendable(taskIn(ledger, event.task).frames);
      return withTask(ledger, event.task, { overtaken: picked ? [] : null });
    }
    case 'resumed':
      return resumed(ledger, event);
    default:
      return event satisfies never;
  }
};

/** A ready task was picked, unless control just came back to it from a subtask, or never left it. */
const resumed = (ledger: Ledger, { task, executor }: EventOf<'resumed'>): Ledger => {
  const { overtaken, doing, cancel } = taskIn(ledger, task);
  const change: Partial<TaskLedger> = {
    overtaken: null,
    doing: doing && { ...doing, due: doing.due || cancel === 'requested' },
  };
  const self = withTask(ledger, task, change);
  if (overtaken === null) return self;
  const tasks = Object.entries(self.tasks).map(([other, known]): [string, TaskLedger] =>
    known.executor === executor && known.overtaken !== null && !known.overtaken.includes(task)
      ? [other, { ...known, overtaken: [...known.overtaken, task].toSorted() }]
      : [other, known],
  );
  return { ...self, tasks: Object.fromEntries(tasks) };
};
