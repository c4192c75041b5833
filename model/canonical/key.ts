import type {
  Choice,
  EndState,
  Frame,
  HandleState,
  HostCallState,
  HostEndState,
  InstanceState,
  InvocationState,
  ChannelState,
  Next,
  Predicate,
  SetState,
  State,
  SubtaskState,
  Table,
  TaskState,
  ThreadState,
  WaitableState,
} from './state.ts';

/** A text of few characters for a state: equal for equal states and for no others, as its JSON would be. */
export const keyOf = (state: State): string => {
  const key: Key = { codes: [], texts: '' };
  putList(key, state.instances, putInstance);
  putList(key, state.threads, putThread);
  putList(key, state.tasks, putTask);
  putList(key, state.waitables, putWaitable);
  putList(key, state.sets, putSet);
  putList(key, state.channels, putChannel);
  putList(key, state.resources, putHandle);
  putList(key, state.hostCalls, putHostCall);
  putList(key, state.invocations, putInvocation);
  putList(key, state.hostEnds, putHostEnd);
  putList(key, state.control, putFrame);
  putList(key, [state.choice], putChoice);
  putText(key, state.over);
  putNumbers(key, state.calls);
  return textOf(key);
};

/** What is written so far: each item says how long it is, so that no two lists of items read alike. */
interface Key {
  readonly codes: number[];
  texts: string;
}

/** Strings with fewer than 256 characters to choose from take half the room. */
const OTHER = 255;
/** More arguments than this make a call too large. */
const CHUNK = 4096;

const textOf = ({ codes, texts }: Key): string => {
  let text = '';
  for (let from = 0; from < codes.length; from += CHUNK) {
    const chunk = codes.length <= CHUNK ? codes : codes.slice(from, from + CHUNK);
    text += String.fromCharCode(...chunk);
  }
  return text + texts;
};

const put = (key: Key, value: number): void => {
  if (value >= -1 && value < OTHER - 1) {
    key.codes.push(value + 1);
    return;
  }
  key.codes.push(OTHER);
  putText(key, String(value));
};

const putText = (key: Key, text: string): void => {
  put(key, text.length);
  key.texts += text;
};

const putFlag = (key: Key, flag: boolean): void => {
  key.codes.push(flag ? 1 : 0);
};

const putNumbers = (key: Key, list: readonly number[]): void => {
  put(key, list.length);
  for (let i = 0; i < list.length; i += 1) put(key, list[i]!);
};

const putList = <T>(
  key: Key,
  list: readonly (T | null)[],
  putItem: (key: Key, item: T) => void,
): void => {
  put(key, list.length);
  for (let i = 0; i < list.length; i += 1) {
    const item = list[i]!;
    putFlag(key, item !== null);
    if (item !== null) putItem(key, item);
  }
};

type Word =
  | Predicate
  | Next
  | ThreadState['mode']
  | TaskState['callerKind' | 'state']
  | WaitableState['kind' | 'event']
  | EndState['state']
  | InvocationState['status']
  | Frame['kind']
  | Choice['kind'];

/** Words by number, whatever they are said of. */
const WORDS: Readonly<Record<Word, number>> = {
  none: 0,
  always: 1,
  gate: 2,
  'gate-and-lock': 57,
  'lock-free': 3,
  'set-has-event': 4,
  'set-has-event-and-lock-free': 5,
  'own-event': 6,
  'subtask-resolved': 7,
  'others-parked': 8,
  core: 9,
  returned: 10,
  begin: 11,
  'gate-opened': 12,
  'loop-yielded': 13,
  'loop-event': 14,
  'loop-deliver': 15,
  'set-event': 16,
  'set-deliver': 17,
  parked: 18,
  'call-returned': 19,
  'call-resolved': 20,
  'call-begins': 21,
  'cancel-returned': 22,
  suspended: 23,
  waiting: 24,
  running: 25,
  invocation: 26,
  subtask: 27,
  nobody: 28,
  initial: 29,
  started: 30,
  'pending-cancel': 31,
  'cancel-delivered': 32,
  resolved: 33,
  readable: 34,
  writable: 35,
  progress: 36,
  copied: 37,
  completed: 38,
  dropped: 39,
  cancelled: 40,
  idle: 41,
  copying: 42,
  cancelling: 43,
  done: 44,
  called: 45,
  trapped: 46,
  lift: 47,
  'sync-loop': 48,
  tick: 49,
  cancel: 50,
  'host-call': 51,
  instantiate: 52,
  ready: 53,
  'wait-step': 54,
  deliver: 55,
  'host-resolve': 56,
};

const putWord = (key: Key, word: Word): void => {
  key.codes.push(WORDS[word]);
};

const putTable = (key: Key, { slots, free }: Table): void => {
  putNumbers(key, slots);
  putNumbers(key, free);
};

const putInstance = (key: Key, instance: InstanceState): void => {
  putFlag(key, instance.mayEnter);
  putFlag(key, instance.mayLeave);
  put(key, instance.backpressure);
  putNumbers(key, instance.gate);
  put(key, instance.exclusive);
  putTable(key, instance.handles);
  putTable(key, instance.threads);
  putNumbers(key, instance.globals);
  putNumbers(key, instance.memory);
};

const putThread = (key: Key, thread: ThreadState): void => {
  putText(key, thread.name);
  put(key, thread.instance);
  put(key, thread.task);
  putFlag(key, thread.implicit);
  putWord(key, thread.mode);
  putWord(key, thread.predicate);
  put(key, thread.on);
  putFlag(key, thread.cancellable);
  put(key, thread.index);
  put(key, thread.slot0);
  put(key, thread.slot1);
  put(key, thread.func);
  put(key, thread.at);
  putNumbers(key, thread.locals);
  putWord(key, thread.next);
  putFlag(key, thread.registered);
  putFlag(key, thread.woken);
  putFlag(key, thread.cancelled);
  put(key, thread.operand);
};

const putTask = (key: Key, task: TaskState): void => {
  putText(key, task.name);
  put(key, task.callable);
  putWord(key, task.callerKind);
  put(key, task.caller);
  putNumbers(key, task.args);
  putFlag(key, task.exclusive);
  putWord(key, task.state);
  put(key, task.borrows);
  put(key, task.implicit);
  putNumbers(key, task.threads);
};

const putWaitable = (key: Key, waitable: WaitableState): void => {
  putWord(key, waitable.kind);
  put(key, waitable.instance);
  put(key, waitable.index);
  putWord(key, waitable.event);
  put(key, waitable.set);
  putFlag(key, waitable.syncWaiter);
  if (waitable.kind === 'subtask') putSubtask(key, waitable);
  else putEnd(key, waitable);
};

const putSubtask = (key: Key, subtask: SubtaskState): void => {
  put(key, subtask.state);
  put(key, subtask.callee);
  putFlag(key, subtask.host);
  put(key, subtask.link);
  putNumbers(key, subtask.args);
  put(key, subtask.result);
  put(key, subtask.cell);
  put(key, subtask.realloc);
  putNumbers(key, subtask.lenders);
  putFlag(key, subtask.delivered);
  putFlag(key, subtask.requested);
};

const putEnd = (key: Key, end: EndState): void => {
  put(key, end.channel);
  putWord(key, end.state);
  put(key, end.cell);
  put(key, end.length);
  put(key, end.progress);
  put(key, end.hostEnd);
};

const putSet = (key: Key, { members, waiting }: SetState): void => {
  putNumbers(key, members);
  put(key, waiting);
};

const putChannel = (key: Key, channel: ChannelState): void => {
  putFlag(key, channel.future);
  put(key, channel.element);
  putFlag(key, channel.dropped);
  put(key, channel.pending);
  put(key, channel.hostEnd);
};

const putHandle = (key: Key, { type, rep, own, scope, lends }: HandleState): void => {
  put(key, type);
  put(key, rep);
  putFlag(key, own);
  put(key, scope);
  put(key, lends);
};

const putHostCall = (key: Key, call: HostCallState): void => {
  putText(key, call.name);
  put(key, call.func);
  put(key, call.subtask);
  putFlag(key, call.started);
  putFlag(key, call.cancelRequested);
};

const putInvocation = (key: Key, invocation: InvocationState): void => {
  putWord(key, invocation.status);
  put(key, invocation.task);
  putFlag(key, invocation.cancelRequested);
  put(key, invocation.result);
};

const putHostEnd = (key: Key, { at, end, cancelAsked, written, received }: HostEndState): void => {
  put(key, at);
  put(key, end);
  putFlag(key, cancelAsked);
  put(key, written);
  putNumbers(key, received);
};

const putFrame = (key: Key, frame: Frame): void => {
  putWord(key, frame.kind);
  put(key, frame.thread);
  put(key, frame.task);
  put(key, frame.from);
  put(key, frame.into);
  put(key, frame.hostCall);
  put(key, frame.at);
};

const putChoice = (key: Key, choice: Choice): void => {
  putWord(key, choice.kind);
  put(key, choice.thread);
  put(key, choice.task);
  put(key, choice.from);
  put(key, choice.hostCall);
  putNumbers(key, choice.options);
  put(key, choice.step);
};
