"""The components of a scenario as instances of the reference, and the host that calls them."""

import definitions as D
import guest as core_code
from host import HostCall, make_ends
from values import Memory, address, core, parse_function_type, signed

MOST_TURNS = 2000


class Guest:
  """One instance of a component."""

  def __init__(self, world, data, component):
    self.world = world
    self.id = data['id']
    self.data = data
    self.component = component
    parent = data.get('parent')
    self.inst = D.ComponentInstance(world.store, world.guests[parent].inst if parent else None)
    self.globals = {each['id']: each.get('value', 0) for each in component.get('globals', [])}
    self.functions = {each['id']: each for each in component['functions']}
    self.memory = Memory(component.get('memory', 0))
    self.resources = {}
    for each in component.get('resources', []):
      destructor = each.get('destructor')
      self.resources[each['id']] = D.ResourceType(self.inst, destructor and self.core(destructor, False))

  def link(self):
    """What needs the other instances to be there."""
    for name, of in self.data.get('resources', {}).items():
      self.resources[name] = self.world.guests[of['instance']].resources[of['resource']]
    self.thread_type = D.CoreFuncType(['i32'], [])
    self.table = D.Table()
    self.table.array = [name and self.thread(name) for name in self.component.get('table', [])]
    self.exports = {each['id']: self.lift(each) for each in self.component.get('exports', [])}
    imports = {each['id']: each for each in self.component.get('imports', [])}
    self.import_types = {name: parse_function_type(each['type'], self.resources) for name, each in imports.items()}

  def thread(self, name):
    params = len(self.functions[name].get('params', []))
    return D.CoreFuncRef(D.CoreFuncType(['i32'] * params, []), self.core(name, False))

  def core(self, name, has_result=True):
    def run(args):
      result = core(core_code.call(self, name, args))
      return [result] if has_result else []
    return run

  def lift(self, export):
    lift = export.get('lift', {'abi': 'sync'})
    ft = parse_function_type(export['type'], self.resources)
    abi = lift['abi']
    callback = lift.get('callback') if abi == 'callback' else None
    post_return = lift.get('postReturn')
    realloc = lift.get('realloc')
    options = D.CanonicalOptions(
      memory=self.memory.called(lift.get('options', '')),
      realloc=realloc and self.core(realloc),
      post_return=post_return and self.core(post_return, False),
      async_=abi != 'sync',
      callback=callback and self.core(callback),
    )
    has_result = abi == 'callback' or (abi == 'sync' and len(ft.result) > 0)
    return self.world.store.lift(self.core(export['function'], has_result), ft, options, self.inst)

  def call_import(self, frame, i):
    ft = self.import_types[i['import']]
    async_ = i.get('async', False)
    realloc = i.get('realloc')
    options = D.CanonicalOptions(
      memory=self.memory.called(''), realloc=realloc and self.core(realloc), async_=async_)
    args = [core(frame.value(each)) for each in i.get('args', [])]
    if async_ and ft.result:
      args.append(core(address(frame.value(i.get('cell', 0)))))
    callee = self.world.linked(self.data['imports'][i['import']])
    results = self.world.store.lower(callee, ft, options, self.inst)(args)
    if results:
      frame.put(i.get('into'), results[0])

  def start(self):
    if 'start' in self.component:
      ft = D.FuncType([], [], False)
      options = D.CanonicalOptions(memory=self.memory.called(''))
      function = self.world.store.lift(self.core(self.component['start'], False), ft, options, self.inst)
      self.world.store.invoke(function, lambda: [], lambda result: None)


class World:
  def __init__(self, scenario, chooser):
    self.scenario = scenario
    self.chooser = chooser
    self.store = D.Store()
    self.observed = []
    self.turns = 0
    self.invocations = scenario['invocations']
    self.results = {each['id']: 'idle' for each in self.invocations}
    self.values = {}
    self.cancels = {}
    self.host_functions = {each['id']: each for each in scenario.get('hostFunctions', [])}
    self.host_calls = []
    components = {each['id']: each for each in scenario['components']}
    self.guests = {}
    for each in scenario['instances']:
      self.guests[each['id']] = Guest(self, each, components[each['component']])
    for each in self.guests.values():
      each.link()
    self.ends = make_ends(self)

  def observe(self, name, value):
    self.observed.append([name, value])

  def turn(self):
    self.turns += 1
    if self.turns > MOST_TURNS:
      self.chooser.endless()

  def linked(self, link):
    if 'host' in link:
      return self.host_function(link['host'])
    return self.guests[link['instance']].exports[link['export']]

  def host_function(self, name):
    def function(on_start, on_resolve, caller):
      call = HostCall(self, self.host_functions[name], on_start, on_resolve)
      self.host_calls.append(call)
      call.begin()
      return call.cancel
    return function

  def argument(self, value):
    if not isinstance(value, dict):
      return core(value)
    return self.ends[value['end']].hand_out() if 'end' in value else self.values[value['result']]

  def run(self):
    for each in self.guests.values():
      each.start()
    while True:
      actions = self.actions()
      if not actions:
        return
      self.turn()
      actions[self.chooser.among(len(actions))]()

  def actions(self):
    """All that the host could do now."""
    found = [lambda each=each: self.invoke(each) for each in self.invocations if self.may_invoke(each)]
    if any(thread.ready() for thread in self.store.waiting):
      found.append(self.store.tick)
    for name in list(self.cancels):
      if self.results[name] == 'called':
        found.append(lambda name=name: self.cancels.pop(name)(None))
    for each in [*self.host_calls, *self.ends.values()]:
      found += each.actions()
    return found

  def may_invoke(self, invocation):
    over = all(self.results[name] not in ('idle', 'called') for name in invocation.get('after', []))
    return over and self.results[invocation['id']] == 'idle'

  def invoke(self, invocation):
    name = invocation['id']
    self.results[name] = 'called'
    args = [self.argument(each) for each in invocation.get('args', [])]

    def on_resolve(values):
      if values is None:
        self.results[name] = 'cancelled'
        return
      value = values[0] if values else 0
      self.values[name] = value
      plain = isinstance(value, int)
      self.results[name] = ['returned', signed(value) if plain else 'end']
      if not plain:
        self.receive({'invocation': name}, value)

    function = self.guests[invocation['instance']].exports[invocation['export']]
    cancel = self.store.invoke(function, lambda: args, on_resolve)
    if invocation.get('cancel') and self.results[name] == 'called':
      self.cancels[name] = cancel

  def receive(self, source, shared):
    """The host has got a readable end: the first host end that waits for one from there takes it."""
    for each in self.ends.values():
      if each.data.get('from') == source and each.shared is None:
        each.attach(shared)
        return

  def calls_after_trap(self):
    for name, result in self.results.items():
      if result == 'called':
        self.results[name] = 'trapped'
    for each in self.invocations:
      if each.get('evenAfterTrap') and self.may_invoke(each):
        try:
          self.invoke(each)
        except D.Trap:
          self.results[each['id']] = 'trapped'
