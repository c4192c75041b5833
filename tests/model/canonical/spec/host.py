"""What the host implements: functions that guests call, and its ends of streams and futures."""

import definitions as D
from values import core


class HostCall:
  """A call of a function of the host."""

  def __init__(self, world, data, on_start, on_resolve):
    self.world = world
    self.data = data
    self.on_start = on_start
    self.on_resolve = on_resolve
    self.started = False
    self.resolved = False
    self.cancel_asked = False

  def begin(self):
    for each in self.data.get('calls', []):
      function = self.world.guests[each['instance']].exports[each['export']]
      args = [self.world.argument(arg) for arg in each.get('args', [])]
      self.world.store.invoke(function, lambda: args, lambda values: None)
    if self.data.get('start', 'now') == 'now':
      self.start()
      when = self.data.get('resolve', 'now')
      if when == 'now' or (when == 'either' and self.world.chooser.among(2) == 0):
        self.resolve()

  def start(self):
    self.started = True
    for value in self.on_start():
      if not isinstance(value, int):
        self.world.receive({'function': self.data['id']}, value)

  def resolve(self):
    self.resolved = True
    has_result = 'result' in self.data['type']
    self.on_resolve([self.world.argument(self.data.get('result', 0))] if has_result else [])

  def resolve_cancelled(self):
    self.resolved = True
    self.on_resolve(None)

  def cancel(self, caller):
    self.cancel_asked = True
    if self.data.get('cancel', 'honour') == 'honour':
      self.resolve_cancelled()

  def actions(self):
    if self.resolved:
      return []
    found = []
    if not self.started:
      found.append(self.start)
    elif self.data.get('resolve', 'now') != 'never':
      found.append(self.resolve)
    if self.cancel_asked and self.data.get('cancel') == 'delay':
      found.append(self.resolve_cancelled)
    return found


def make_ends(world):
  return {each['id']: HostEnd(world, each) for each in world.scenario.get('hostEnds', [])}


class HostBuffer:
  def __init__(self, t, values, length):
    self.t = t
    self.values = values
    self.length = length
    self.progress = 0

  def remain(self):
    return self.length - self.progress

  def is_zero_length(self):
    return self.length == 0

  def read(self, count):
    taken = self.values[self.progress : self.progress + count]
    self.progress += count
    return taken

  def write(self, values):
    self.values += values
    self.progress += len(values)


class HostEnd:
  def __init__(self, world, data):
    self.data = data
    self.world = world
    self.shared = None

  def hand_out(self):
    raise NotImplementedError

  def actions(self):
    return []
