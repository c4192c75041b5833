"""Types, numbers and memory of a scenario as the reference knows them."""

import definitions as D

# Cells begin here: what the reference stores besides (events) lies before them.
CELLS = 16


class Byte(D.U32Type):
  """A number of eight bits that takes a cell of memory like any other."""


class Text(D.U32Type):
  """A string: a number to everybody, but whoever receives it runs its `realloc`."""


lower_number = D.lower_flat
store_number = D.store


def lower_flat(cx, v, t):
  receive(cx, t)
  return lower_number(cx, v, t)


def store(cx, v, t, ptr):
  receive(cx, t)
  store_number(cx, v, t, ptr)


def receive(cx, t):
  if isinstance(t, Text) and cx.opts.realloc is not None:
    cx.allocate(1, 1)


D.lower_flat = lower_flat
D.store = store


def core(value):
  return value & 0xFFFFFFFF


def signed(value):
  value &= 0xFFFFFFFF
  return value - (1 << 32) if value >= 1 << 31 else value


def parse_type(text, resources):
  if '<' not in text:
    return {'u32': D.U32Type, 'u8': Byte, 'char': D.CharType, 'string': Text}[text]()
  kind, inner = text[:-1].split('<', 1)
  if kind in ('own', 'borrow'):
    return (D.OwnType if kind == 'own' else D.BorrowType)(resources[inner])
  element = None if inner == 'unit' else parse_type(inner, resources)
  return (D.StreamType if kind == 'stream' else D.FutureType)(element)


def parse_function_type(data, resources):
  params = [parse_type(each, resources) for each in data.get('params', [])]
  result = [parse_type(data['result'], resources)] if 'result' in data else []
  return D.FuncType(params, result, data.get('async', False))


class Memory:
  """The cells of an instance; each name of options is a memory of its own to the reference, with the same cells."""

  def __init__(self, count):
    self.count = count
    self.bytes = bytearray(CELLS + 4 * count)
    self.named = {}

  def called(self, name):
    if name not in self.named:
      self.named[name] = D.MemInst(self.bytes, 'i32')
    return self.named[name]

  def load(self, cell):
    D.trap_if(not 0 <= cell < self.count)
    return signed(int.from_bytes(self.bytes[address(cell) : address(cell) + 4], 'little'))

  def store(self, cell, value):
    D.trap_if(not 0 <= cell < self.count)
    self.bytes[address(cell) : address(cell) + 4] = core(value).to_bytes(4, 'little')


def address(cell):
  return CELLS + 4 * cell
