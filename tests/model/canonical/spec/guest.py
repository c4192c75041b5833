"""Core code: what the functions of a component do, one instruction after the other."""

import definitions as D
from values import address, core, parse_type, signed

OPERATORS = {
  '+': lambda a, b: a + b,
  '-': lambda a, b: a - b,
  '&': lambda a, b: a & b,
  '|': lambda a, b: a | b,
  '<<': lambda a, b: a << (b & 31),
  '>>': lambda a, b: a >> (b & 31),
  '==': lambda a, b: int(a == b),
  '!=': lambda a, b: int(a != b),
  '<': lambda a, b: int(a < b),
}

CODES = {'return-exit': 0, 'return-yield': 1, 'return-wait': 2}

BREAK = 'break'


class Returned(Exception):
  def __init__(self, value):
    self.value = value


class Frame:
  """A call of a core function in an instance."""

  def __init__(self, guest, function, args):
    self.guest = guest
    self.locals = dict(zip(function.get('params', []), args))

  def get(self, name):
    return self.guest.globals[name] if name in self.guest.globals else self.locals.get(name, 0)

  def put(self, name, value):
    if name is None:
      return
    names = self.guest.globals if name in self.guest.globals else self.locals
    names[name] = signed(value)

  def value(self, expression):
    if isinstance(expression, str):
      return self.get(expression)
    if not isinstance(expression, list):
      return expression
    if expression[0] == 'load':
      return self.guest.memory.load(self.value(expression[1]))
    return signed(OPERATORS[expression[0]](self.value(expression[1]), self.value(expression[2])))


def call(guest, name, args):
  """Runs a core function; what it returns is 0 where it says nothing."""
  function = guest.functions[name]
  frame = Frame(guest, function, [signed(each) for each in args])
  try:
    block(frame, function['body'])
  except Returned as returned:
    return returned.value
  return 0


def block(frame, body):
  for instruction in body:
    if step(frame, instruction) == BREAK:
      return BREAK
  return None


def step(frame, i):
  op = i['op']
  if op == 'if':
    return block(frame, i['then'] if frame.value(i['condition']) else i.get('else', []))
  if op == 'break':
    return BREAK
  if op == 'loop':
    while block(frame, i['body']) != BREAK:
      frame.guest.world.turn()
    return None
  if op == 'return':
    raise Returned(frame.value(i.get('value', 0)))
  if op in CODES:
    raise Returned(CODES[op] | frame.value(i.get('set', 0)) << 4)
  if op in PLAIN:
    PLAIN[op](frame, i)
  else:
    built_in(frame, i)
  return None


PLAIN = {
  'set': lambda f, i: f.put(i['name'], f.value(i['value'])),
  'store': lambda f, i: f.guest.memory.store(f.value(i['cell']), f.value(i['value'])),
  'assert': lambda f, i: D.trap_if(f.value(i['condition']) == 0),
  'unreachable': lambda f, i: D.trap(),
  'observe': lambda f, i: f.guest.world.observe(i['name'], f.value(i['value'])),
}


def built_in(f, i):
  op = i['op']
  operand = lambda key: core(f.value(i.get(key, 0)))
  name = 'canon_' + op.replace('-', '_').replace('.', '_')
  canon = getattr(D, name, None)
  async_ = i.get('async', False)
  cancellable = i.get('cancellable', False)
  if op == 'call':
    f.guest.call_import(f, i)
  elif op in ('waitable-set.wait', 'waitable-set.poll'):
    memory = f.guest.memory.called('')
    [code] = canon(cancellable, memory, operand('set'), 0)
    f.put(i.get('into'), code)
    f.put(i.get('p1'), int.from_bytes(memory.bytes[0:4], 'little'))
    f.put(i.get('p2'), int.from_bytes(memory.bytes[4:8], 'little'))
  elif op in ('stream.read', 'stream.write', 'future.read', 'future.write'):
    options = D.CanonicalOptions(memory=f.guest.memory.called(''), async_=async_)
    count = [operand('count')] if op.startswith('stream') else []
    t = parse_type(i['type'], f.guest.resources)
    [packed] = canon(t, options, operand('end'), core(address(f.value(i.get('cell', 0)))), *count)
    f.put(i.get('into'), packed)
  elif '.cancel-' in op:
    [packed] = canon(parse_type(i['type'], f.guest.resources), async_, operand('end'))
    f.put(i.get('into'), packed)
  elif '.drop-' in op:
    canon(parse_type(i['type'], f.guest.resources), operand('end'))
  elif op in ('stream.new', 'future.new'):
    [ends] = canon(parse_type(i['type'], f.guest.resources))
    f.put(i['readable'], ends)
    f.put(i['writable'], ends >> 32)
  elif op in ('thread.suspend', 'thread.yield'):
    [cancelled] = canon(cancellable)
    f.put(i.get('into'), cancelled)
  elif '-then-' in op:
    [cancelled] = canon(cancellable, operand('thread'))
    f.put(i.get('into'), cancelled)
  elif op == 'thread.new-indirect':
    [index] = canon(f.guest.thread_type, f.guest.table, operand('index'), operand('argument'))
    f.put(i['into'], index)
  elif op == 'task.return':
    task_return(f, i)
  elif op == 'subtask.cancel':
    [state] = canon(async_, operand('subtask'))
    f.put(i.get('into'), state)
  elif op.startswith('context.'):
    if op == 'context.set':
      canon('i32', i['slot'], operand('value'))
    else:
      [value] = canon('i32', i['slot'])
      f.put(i['into'], value)
  elif op.startswith('resource.'):
    [*results] = canon(f.guest.resources[i['resource']], operand('rep' if op == 'resource.new' else 'handle'))
    f.put(i.get('into'), *results) if results else None
  else:
    keys = {'waitable.join': ['waitable', 'set'], 'waitable-set.drop': ['set'], 'subtask.drop': ['subtask'],
            'thread.resume-later': ['thread']}
    [*results] = canon(*[operand(key) for key in keys.get(op, [])])
    f.put(i.get('into'), *results) if results else None


def task_return(f, i):
  task = D.current_task()
  if 'type' in i:
    result = [parse_type(i['type'], f.guest.resources)]
  else:
    result = task.ft.result
  name = i.get('options')
  memory = task.opts.memory if name is None else f.guest.memory.called(name)
  flat = [core(f.value(i.get('value', 0)))] if result else []
  D.canon_task_return(result, D.LiftOptions(memory=memory), flat)
