"""What the host implements: functions that guests call, and its ends of streams and futures."""

import definitions as D
from values import core, parse_type


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
  """The host's ends, whose element types may be resources of instances, by their full names."""
  resources = {
    f'{guest.id}.{name}': each for guest in world.guests.values() for name, each in guest.resources.items()
  }
  return {each['id']: HostEnd(each, resources) for each in world.scenario.get('hostEnds', [])}


def host_value(t, number):
  if t is None:
    return ()
  return chr(core(number)) if isinstance(t, D.CharType) else core(number)


class HostBuffer:
  def __init__(self, t, length):
    self.t = t
    self.length = length
    self.progress = 0

  def remain(self):
    return self.length - self.progress

  def is_zero_length(self):
    return self.length == 0


class HostSource(HostBuffer, D.ReadableBuffer):
  """What the host writes."""

  def __init__(self, t, values):
    super().__init__(t, len(values))
    self.values = values

  def read(self, count):
    taken = self.values[self.progress : self.progress + count]
    self.progress += count
    return taken


class HostRoom(HostBuffer, D.WritableBuffer):
  """Room for what the host reads."""

  def write(self, values):
    self.progress += len(values)


class HostEnd:
  """An end of the host: it does one step after the other, and hears of what came of one when it does the next."""

  def __init__(self, data, resources):
    self.data = data
    self.type = parse_type(data['type'], resources)
    self.future = data['type'].startswith('future')
    self.shared = None
    self.gone = False
    self.at = 0
    self.copying = False
    self.buffer = None
    self.done = False
    self.event = None
    self.cancelled_by_guest = None

  def hand_out(self):
    self.attach((D.SharedFutureImpl if self.future else D.SharedStreamImpl)(self.type.t))
    return self.shared

  def attach(self, shared):
    self.shared = shared
    self.take_back = shared.cancel
    if self.data.get('slowCancel'):
      shared.cancel = self.note_cancel

  def note_cancel(self):
    self.cancelled_by_guest = self.shared.pending_buffer

  def actions(self):
    if self.shared is None or self.gone:
      return []
    found = []
    op = self.next_op()
    if op is not None and (not self.copying or self.event or op == 'cancel'):
      found.append(self.step)
    if self.cancelled_by_guest is not None and self.shared.pending_buffer is self.cancelled_by_guest:
      found.append(self.confirm)
    return found

  def confirm(self):
    self.cancelled_by_guest = None
    self.take_back()

  def next_op(self):
    steps = self.data.get('steps', [])
    op = steps[self.at]['op'] if self.at < len(steps) else None
    return 'write' if op != 'cancel' and self.left() else op

  def left(self):
    """What a write that was read in part has left: that comes before the next step, unless it is taken back."""
    if self.event is None or self.event[0] != D.CopyResult.COMPLETED or not isinstance(self.buffer, HostSource):
      return []
    return self.buffer.values[self.buffer.progress :]

  def step(self):
    op = self.next_op()
    left = self.left()
    if op == 'cancel' and self.copying and self.event is None:
      self.take_back()
    if self.event is not None:
      self.hear()
    if op == 'write' and left:
      self.copy(HostSource(self.type.t, left))
      return
    step = self.data['steps'][self.at]
    self.at += 1
    if op == 'drop':
      self.gone = True
      self.shared.drop()
    elif op != 'cancel' and not self.done:
      self.copy(self.buffer_for(step))

  def buffer_for(self, step):
    t = self.type.t
    if step['op'] == 'read':
      return HostRoom(t, step['count'])
    return HostSource(t, [host_value(t, each) for each in step['values']])

  def hear(self):
    result, reclaim = self.event
    reclaim()
    self.event = None
    self.copying = False
    self.done = result == D.CopyResult.DROPPED or (self.future and result == D.CopyResult.COMPLETED)

  def copy(self, buffer):
    self.copying = True
    self.buffer = buffer

    def on_copy(reclaim):
      self.event = (D.CopyResult.COMPLETED, reclaim)

    def on_copy_done(result):
      self.event = (result, lambda: None)

    begin = self.shared.write if isinstance(buffer, HostSource) else self.shared.read
    if self.future:
      begin(None, buffer, on_copy_done)
    else:
      begin(None, buffer, on_copy, on_copy_done)
