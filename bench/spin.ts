import { sizeName, waitableOf, type Size, type Variant } from './instance.ts';

/**
 * How a model is written. `exact`: state for state the machine's; a trap stops everybody at once. `reducible`: as one
 * writes it for a reduction that looks for steps which touch nothing shared. Such a step does not ask whether the run
 * is over, and choosing to wait is such a step, apart from the first step of the wait.
 */
export type Writing = 'exact' | 'reducible';

/** The steps of a wait, each atomic, and those that come after it is woken: from the check on. */
type WaitStep = 'register' | 'check' | 'clear' | 'park';

const WAITS: Readonly<Record<Variant, readonly WaitStep[]>> = {
  reference: ['register', 'check', 'park'],
  'check-then-register': ['check', 'register', 'park'],
  'token-cleared-late': ['register', 'check', 'clear', 'park'],
};

/** The model of an instance, in Promela. */
export const promela = (size: Size, variant: Variant, writing: Writing): string =>
  [
    `/* ${sizeName(size)}, ${variant}, ${writing}: tasks are processes 0 to N - 1, then come the host threads. */`,
    declarations(size, writing),
    inlines(size),
    taskProcess(variant, writing),
    signallerProcess(size),
    '',
  ].join('\n\n');

/** The most waiters that a set can have. */
const longest = ({ tasks, waitables }: Size): number => Math.ceil(tasks / waitables);

const declarations = (size: Size, writing: Writing): string =>
  `
#define N ${size.tasks}
#define M ${size.waitables}
#define FRAMES ${size.depth + 1}     /* the most frames of a task */
#define LIMIT ${size.depth + 1}      /* the most operations of a task */
#define LIST ${longest(size)}       /* the most waiters of a set */
#define SET (_pid % M)       /* the set that a task waits on; it has one waitable */
#define MINE (_pid - N)      /* the waitable that a host thread signals */

/* Small sets are words: bit i is task i, or waitable i. */
#define HAS(set, i) ((set >> (i)) & 1)
#define ADD(set, i) set = set | (1 << (i))
#define DROP(set, i) set = set & ~(1 << (i))

#define GOING_ON 0
#define DEADLOCK 1
#define TRAP 2
#define LIVE (over == GOING_ON)
#define LIVE_LOCALLY ${writing === 'exact' ? 'LIVE' : 'true'}

byte over;      /* why the run is over */
byte busy = N + M;  /* tasks that neither sleep nor have ended, and host threads that have not ended */
byte parked;
byte ended;
byte token;
byte event;     /* waitables that have an event */
typedef List { byte at[LIST] };  /* process ids, each plus one, in order; then zeros */
List waiters[M];`.trim();
/** An `if` of the first of the cases that holds; where none holds, nothing happens. */
const firstOf = (
  cases: readonly { readonly when: string; readonly does: readonly string[] }[],
  indent = '  ',
): string => {
  const [first, ...rest] = cases;
  if (first === undefined) return `${indent}skip`;
  return [
    `${indent}if`,
    `${indent}:: ${first.when} -> ${first.does.join('; ')}`,
    `${indent}:: else ->`,
    firstOf(rest, `${indent}  `),
    `${indent}fi`,
  ].join('\n');
};

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);

/** Moves the places of a list after `from` one to the front. */
const shift = (list: string, length: number, from: number): readonly string[] => [
  ...upTo(length - 1 - from).map((i) => `${list}[${from + i}] = ${list}[${from + i + 1}]`),
  `${list}[${length - 1}] = 0`,
];

const SELF = '(_pid + 1)';

const inlines = (size: Size): string => {
  const length = longest(size);
  const list = 'waiters[SET].at';
  const places = upTo(length);
  const join = places.map((i) => ({
    when: `${list}[${i}] == 0 || ${list}[${i}] == ${SELF}`,
    does: [`${list}[${i}] = ${SELF}`],
  }));
  const leave = places.map((i) => ({
    when: `${list}[${i}] == ${SELF}`,
    does: shift(list, length, i),
  }));
  return `
/* Puts the task at the end of the list, unless it is on it. */
inline register() {
${firstOf(join)}
}

/* Takes the task off the list, if it is on it. */
inline deregister() {
${firstOf(leave)}
}

/* Asked at every park, at the end of a task, and at the end of a host thread. */
inline verdict() {
  if
  :: busy == 0 && parked != 0 ->
    over = DEADLOCK;
    /* no lost wakeup */
    ${upTo(size.tasks)
      .map((i) => `assert(!(HAS(parked, ${i}) && HAS(event, ${waitableOf(size, i)})))`)
      .join(';\n    ')}
  :: else
  fi
}

/* What a host thread found on the list. */
inline snapshot() {
  ${places.map((i) => `wake.at[${i}] = waiters[MINE].at[${i}]`).join('; ')}
}

/* Who sleeps is woken; for who does not, the wake is remembered. */
inline unpark() {
  if
  :: HAS(parked, wake.at[0] - 1) -> DROP(parked, wake.at[0] - 1); busy++
  :: else ->
    if
    :: !HAS(ended, wake.at[0] - 1) -> ADD(token, wake.at[0] - 1)
    :: else
    fi
  fi;
  ${shift('wake.at', length, 0).join('; ')}
}`.trim();
};

/** A branch of a choice: where it may be taken, what it does in one step, and where it goes. */
interface Branch {
  readonly when: readonly string[];
  readonly does: readonly string[];
  readonly goes: string;
  /** Where it goes to `guest`: the operations and frames that are left then. */
  readonly left?: string;
  readonly depth?: string;
}

const branchText = ({ when, does, goes }: Branch): string =>
  `  :: d_step { ${when.join(' && ')} -> ${does.length === 0 ? 'skip' : does.join('; ')} } goto ${goes}`;

/**
 * A place in the guest's code for each thing that it can still do: a reduction looks at places, not at conditions.
 * Where no operation is left, a return from a callback is all there is, and that is nobody else's business.
 */
const toPlaces = (branch: Branch): readonly Branch[] => {
  const { when, goes, left = 'left', depth = 'depth' } = branch;
  if (goes !== 'guest') return [branch];
  return [
    { ...branch, when: [...when, `${left} > 0`] },
    { ...branch, when: [...when, `${left} == 0`, `${depth} > 1`], goes: 'unwinds' },
    { ...branch, when: [...when, `${left} == 0`, `${depth} == 1`], goes: 'ends' },
  ];
};

const choice = (writing: Writing, label: string, branches: readonly Branch[]): string =>
  [
    `${label}:`,
    '  if',
    ...(writing === 'exact' ? branches : branches.flatMap(toPlaces)).map(branchText),
    '  fi;',
  ].join('\n');

/** The label of a step; an inline may have its name. */
const labelOf = (step: WaitStep | undefined): string => `at_${step}`;

/** What a step of the wait does, and where it goes; `next` is the label of the step after it. */
const waitStep = (step: WaitStep, next: string): readonly Branch[] => {
  switch (step) {
    case 'register':
      return [{ when: [], does: ['register()'], goes: next }];
    case 'check':
      return [
        { when: ['HAS(event, SET)'], does: ['deregister()', 'DROP(event, SET)'], goes: 'guest' },
        { when: ['!HAS(event, SET)', 'sync == 0'], does: [], goes: next },
        {
          when: ['!HAS(event, SET)', 'sync != 0'],
          does: ['deregister()', 'over = TRAP'],
          goes: 'stopped',
        },
      ];
    case 'clear':
      return [{ when: [], does: ['DROP(token, _pid)'], goes: next }];
    case 'park':
      return [
        { when: ['HAS(token, _pid)'], does: ['DROP(token, _pid)'], goes: labelOf('check') },
        {
          when: ['!HAS(token, _pid)'],
          does: ['ADD(parked, _pid)', 'busy--', 'verdict()'],
          goes: 'asleep',
        },
      ];
    default:
      return step satisfies never;
  }
};

const also = (
  branches: readonly Branch[],
  when: string,
  does: readonly string[] = [],
): readonly Branch[] =>
  branches.map((branch) => ({
    ...branch,
    when: [when, ...branch.when],
    does: [...does, ...branch.does],
  }));

const taskProcess = (variant: Variant, writing: Writing): string => {
  const steps = WAITS[variant];
  const wait = waitStep(steps[0]!, labelOf(steps[1]));
  const again = waitStep('check', labelOf(steps[steps.indexOf('check') + 1]));
  return [
    'active [N] proctype Task() {',
    '  byte depth;          /* frames on the stack */',
    '  byte sync;           /* bit d: frame d is a sync callback, below which nobody can suspend */',
    '  byte left = LIMIT;',
    '',
    '  d_step { LIVE_LOCALLY -> depth = 1 };',
    ...guestPlaces(writing, wait),
    ...steps.flatMap((step, i) =>
      // Nobody comes back to a register that begins the wait.
      i === 0 && step === 'register'
        ? []
        : [choice(writing, labelOf(step), also(waitStep(step, labelOf(steps[i + 1])), 'LIVE'))],
    ),
    choice(writing, 'asleep', also(again, 'LIVE && !HAS(parked, _pid)')),
    'stopped:',
    '  false',
    '}',
  ].join('\n');
};

/** The places between two operations. To be reduced, what touches something shared is a place of its own. */
const guestPlaces = (writing: Writing, wait: readonly Branch[]): readonly string[] =>
  writing === 'exact'
    ? [
        choice(writing, 'guest', [
          ...CALLS,
          ...also(wait, 'LIVE && left > 0', ['left--']),
          ...also(ends(writing), 'LIVE && depth == 1'),
        ]),
      ]
    : [
        choice(writing, 'guest', [
          ...CALLS,
          { when: ['left > 0'], does: ['left--'], goes: 'waits' },
          { when: ['depth == 1'], does: ['left = 0'], goes: 'ends' },
        ]),
        choice(writing, 'waits', also(wait, 'LIVE')),
        choice(writing, 'unwinds', UNWIND),
        choice(writing, 'ends', also(ends(writing), 'LIVE')),
      ];

/** What nobody reads any more is forgotten, where the model is written to be reduced. */
const ends = (writing: Writing): readonly Branch[] => [
  {
    when: [],
    does: [
      'depth = 0',
      ...(writing === 'exact' ? [] : ['left = 0', 'DROP(token, _pid)']),
      'ADD(ended, _pid)',
      'busy--',
      'verdict()',
    ],
    goes: 'stopped',
  },
];

const RETURN: readonly Branch[] = [
  { when: [], does: ['depth--', 'DROP(sync, depth)'], goes: 'guest', depth: '(depth - 1)' },
];

const UNWIND: readonly Branch[] = (
  [
    ['depth > 2', 'unwinds'],
    ['depth == 2', 'ends'],
  ] as const
).flatMap(([when, goes]) => also(RETURN, when).map((branch) => ({ ...branch, goes })));

const CALLS: readonly Branch[] = [
  ...also(
    [
      ['depth++', 'left--'],
      ['ADD(sync, depth)', 'depth++', 'left--'],
    ].map((does) => ({
      when: ['left > 0', 'depth < FRAMES'],
      does,
      goes: 'guest',
      left: '(left - 1)',
      depth: '(depth + 1)',
    })),
    'LIVE_LOCALLY',
  ),
  ...also(RETURN, 'LIVE_LOCALLY && depth > 1'),
];

const signallerProcess = (size: Size): string => {
  const last = longest(size) === 1 ? 'true' : 'wake.at[1] == 0';
  return `
active [M] proctype Signaller() {
  List wake;           /* those who are still to be woken */

  d_step { LIVE -> ADD(event, MINE) };
  if
  :: d_step { LIVE && waiters[MINE].at[0] == 0 -> busy--; verdict() } goto stopped
  :: d_step { LIVE && waiters[MINE].at[0] != 0 -> snapshot() } goto waking
  fi;
waking:
  if
  :: d_step { LIVE && ${last} -> unpark(); busy--; verdict() } goto stopped
  :: d_step { LIVE && !(${last}) -> unpark() } goto waking
  fi;
stopped:
  false
}`.trim();
};
