"""Runs scenarios on the executable reference of the Canonical ABI, under every sequence of choices.

Reads one scenario a line (JSON), writes one answer a line: the set of outcomes, or why there is none. The reference
is not part of this repository: `HEDDLE_SPEC` names a checkout of the specification. The scheduling is all its own;
what is put in the place of its parts are its random choices, its threads (greenlets here, which switch faster), and
how values lie in memory (a cell holds an element of any type).
"""

import json
import linecache
import os
import sys

from greenlet import getcurrent, greenlet

sys.path.insert(0, os.path.join(os.environ['HEDDLE_SPEC'], 'design', 'mvp', 'canonical-abi'))
import definitions as D  # noqa: E402

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from chooser import Chooser, Endless  # noqa: E402
from world import World  # noqa: E402


class Continuations:
  """Greenlets in the place of operating system threads: one runs at a time, as the reference has it."""

  def __init__(self):
    self.running = []
    self.made = []
    D.cont_new = self.new
    D.resume = self.resume
    D.block = lambda switch_to: getcurrent().parent.switch(switch_to)
    D.current_thread = lambda: self.running[-1]

  def new(self, function):
    made = greenlet(function)
    self.made.append(made)
    return made

  def resume(self, cont, block_result, thread):
    cont.parent = getcurrent()
    self.running.append(thread)
    switch_to = cont.switch(block_result)
    self.running.pop()
    return (None if cont.dead else cont, switch_to)

  def end(self):
    """Ends those that are still parked: nobody else would, for they refer to one another."""
    for each in self.made:
      if not each.dead:
        each.parent = getcurrent()
        each.throw()
    self.made.clear()
    self.running.clear()


def numbered(kind):
  """Numbers objects as they are made, so that choices among them come in the same order in each run."""
  made = kind.__init__

  def init(self, *args):
    numbered.count += 1
    self.number = numbered.count
    made(self, *args)

  kind.__init__ = init


def outcome(scenario, chooser, continuations):
  numbered.count = 0
  D.random = chooser
  world = World(scenario, chooser)
  end = {'end': 'rest'}
  try:
    world.run()
  except D.Trap as trap:
    end = {'end': 'trap', 'at': raised_in(trap)}
    continuations.running.clear()
    world.calls_after_trap()
  except AssertionError as fault:
    end = {'end': 'fault', 'at': raised_in(fault)}
  return {**end, 'results': world.results, 'observed': world.observed}


def raised_in(error):
  """The function that raised it, and its line there; `core` where it is core code that did."""
  frame = error.__traceback__
  where = 'core'
  while frame is not None:
    code = frame.tb_frame.f_code
    if code.co_name not in ('trap', 'trap_if'):
      of_reference = code.co_filename == D.__file__
      line = linecache.getline(code.co_filename, frame.tb_lineno).strip()
      where = f'{code.co_qualname}: {line}' if of_reference else 'core'
    frame = frame.tb_next
  return where


def outcomes(scenario, limit, continuations):
  found = {}
  prefix = []
  for runs in range(limit):
    chooser = Chooser(prefix)
    try:
      result = outcome(scenario, chooser, continuations)
    except (Endless, RecursionError):
      return {'skipped': 'endless'}
    finally:
      continuations.end()
    found[json.dumps(result)] = None
    prefix = chooser.next_prefix()
    if prefix is None:
      return {'outcomes': [json.loads(text) for text in sorted(found)], 'runs': runs + 1}
  return {'skipped': 'too many runs'}


def main():
  continuations = Continuations()
  numbered(D.Thread)
  limit = int(os.environ.get('HEDDLE_RUNS', '20000'))
  sys.setrecursionlimit(10000)
  for line in sys.stdin:
    print(json.dumps(outcomes(json.loads(line), limit, continuations)), flush=True)


main()
