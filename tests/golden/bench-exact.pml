/* N3 M2 D1, token-cleared-late, exact: tasks are processes 0 to N - 1, then come the host threads. */

#define N 3
#define M 2
#define FRAMES 2     /* the most frames of a task */
#define LIMIT 2      /* the most operations of a task */
#define LIST 2       /* the most waiters of a set */
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
#define LIVE_LOCALLY LIVE

byte over;      /* why the run is over */
byte busy = N + M;  /* tasks that neither sleep nor have ended, and host threads that have not ended */
byte parked;
byte ended;
byte token;
byte event;     /* waitables that have an event */
typedef List { byte at[LIST] };  /* process ids, each plus one, in order; then zeros */
List waiters[M];

/* Puts the task at the end of the list, unless it is on it. */
inline register() {
  if
  :: waiters[SET].at[0] == 0 || waiters[SET].at[0] == (_pid + 1) -> waiters[SET].at[0] = (_pid + 1)
  :: else ->
    if
    :: waiters[SET].at[1] == 0 || waiters[SET].at[1] == (_pid + 1) -> waiters[SET].at[1] = (_pid + 1)
    :: else ->
      skip
    fi
  fi
}

/* Takes the task off the list, if it is on it. */
inline deregister() {
  if
  :: waiters[SET].at[0] == (_pid + 1) -> waiters[SET].at[0] = waiters[SET].at[1]; waiters[SET].at[1] = 0
  :: else ->
    if
    :: waiters[SET].at[1] == (_pid + 1) -> waiters[SET].at[1] = 0
    :: else ->
      skip
    fi
  fi
}

/* Asked at every park, at the end of a task, and at the end of a host thread. */
inline verdict() {
  if
  :: busy == 0 && parked != 0 ->
    over = DEADLOCK;
    /* no lost wakeup */
    assert(!(HAS(parked, 0) && HAS(event, 0)));
    assert(!(HAS(parked, 1) && HAS(event, 1)));
    assert(!(HAS(parked, 2) && HAS(event, 0)))
  :: else
  fi
}

/* What a host thread found on the list. */
inline snapshot() {
  wake.at[0] = waiters[MINE].at[0]; wake.at[1] = waiters[MINE].at[1]
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
  wake.at[0] = wake.at[1]; wake.at[1] = 0
}

active [N] proctype Task() {
  byte depth;          /* frames on the stack */
  byte sync;           /* bit d: frame d is a sync callback, below which nobody can suspend */
  byte left = LIMIT;

  d_step { LIVE_LOCALLY -> depth = 1 };
guest:
  if
  :: d_step { LIVE_LOCALLY && left > 0 && depth < FRAMES -> depth++; left-- } goto guest
  :: d_step { LIVE_LOCALLY && left > 0 && depth < FRAMES -> ADD(sync, depth); depth++; left-- } goto guest
  :: d_step { LIVE_LOCALLY && depth > 1 -> depth--; DROP(sync, depth) } goto guest
  :: d_step { LIVE && left > 0 -> left--; register() } goto at_check
  :: d_step { LIVE && depth == 1 -> depth = 0; ADD(ended, _pid); busy--; verdict() } goto stopped
  fi;
at_check:
  if
  :: d_step { LIVE && HAS(event, SET) -> deregister(); DROP(event, SET) } goto guest
  :: d_step { LIVE && !HAS(event, SET) && sync == 0 -> skip } goto at_clear
  :: d_step { LIVE && !HAS(event, SET) && sync != 0 -> deregister(); over = TRAP } goto stopped
  fi;
at_clear:
  if
  :: d_step { LIVE -> DROP(token, _pid) } goto at_park
  fi;
at_park:
  if
  :: d_step { LIVE && HAS(token, _pid) -> DROP(token, _pid) } goto at_check
  :: d_step { LIVE && !HAS(token, _pid) -> ADD(parked, _pid); busy--; verdict() } goto asleep
  fi;
asleep:
  if
  :: d_step { LIVE && !HAS(parked, _pid) && HAS(event, SET) -> deregister(); DROP(event, SET) } goto guest
  :: d_step { LIVE && !HAS(parked, _pid) && !HAS(event, SET) && sync == 0 -> skip } goto at_clear
  :: d_step { LIVE && !HAS(parked, _pid) && !HAS(event, SET) && sync != 0 -> deregister(); over = TRAP } goto stopped
  fi;
stopped:
  false
}

active [M] proctype Signaller() {
  List wake;           /* those who are still to be woken */

  d_step { LIVE -> ADD(event, MINE) };
  if
  :: d_step { LIVE && waiters[MINE].at[0] == 0 -> busy--; verdict() } goto stopped
  :: d_step { LIVE && waiters[MINE].at[0] != 0 -> snapshot() } goto waking
  fi;
waking:
  if
  :: d_step { LIVE && wake.at[1] == 0 -> unpark(); busy--; verdict() } goto stopped
  :: d_step { LIVE && !(wake.at[1] == 0) -> unpark() } goto waking
  fi;
stopped:
  false
}

