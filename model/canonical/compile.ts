import { compileBuiltIn, type Scope } from './compile-built-in.ts';
import { flatten, plainCode, returns } from './compile-plain.ts';
import { componentOf, compileTypes, instanceIndex, type Types } from './compile-types.ts';
import type { Callable, Code, CompiledInstance, Func, Linked, Program } from './program.ts';
import type { Export, Scenario } from './scenario.ts';

/** Where the functions and callables of an instance begin in the lists of the program, and which imports there are. */
interface Layout {
  readonly func: (instance: number, name: string | undefined) => number;
  readonly exported: (instance: string, name: string) => number;
  readonly callables: readonly Callable[];
}

/** A scenario with its names resolved and its code as functions. It must be one that `parseScenario` takes. */
export const compileProgram = (scenario: Scenario): Program => {
  const types = compileTypes(scenario);
  const layout = layOut(scenario, types);
  const links: Linked[] = scenario.instances.flatMap((_, i) => linksOf(scenario, types, layout, i));
  const firstLink = scenario.instances.map((_, i) =>
    scenario.instances
      .slice(0, i)
      .reduce((sum, __, j) => sum + (componentOf(scenario, j).imports ?? []).length, 0),
  );
  const functions = scenario.instances.flatMap((_, i) =>
    componentOf(scenario, i).functions.map((each): Func => {
      const scope = scopeOf(scenario, types, layout, { links, first: firstLink[i]!, instance: i });
      const names = {
        locals: new Map((each.params ?? []).map((name, slot) => [name, slot])),
        globals: scope.names.globals,
      };
      const code: Code[] = [];
      const inner = { ...scope, names };
      flatten(
        { names, builtIn: (instruction) => compileBuiltIn(inner, instruction) },
        each.body,
        code,
        null,
      );
      code.push(
        plainCode(
          'return',
          returns(() => 0),
        ),
      );
      const params = (each.params ?? []).length;
      return { id: each.id, instance: i, params, locals: names.locals.size, code };
    }),
  );
  return {
    scenario,
    instances: scenario.instances.map((_, i) => compileInstance(scenario, layout, i)),
    functions,
    callables: layout.callables,
    links,
    elements: types.elements,
    resources: types.resources,
    ...compileHost(scenario, types, layout),
  };
};

const compileHost = (
  scenario: Scenario,
  types: Types,
  { exported }: Layout,
): Pick<Program, 'hostFunctions' | 'hostEnds' | 'invocations'> => ({
  hostFunctions: (scenario.hostFunctions ?? []).map((data) => ({
    id: data.id,
    data,
    calls: (data.calls ?? []).map((call) => ({
      callable: exported(call.instance, call.export),
      args: call.args ?? [],
    })),
    signature: types.signature(-1, data.type),
  })),
  hostEnds: (scenario.hostEnds ?? []).map((data) => ({
    data,
    element: types.element(-1, data.type),
  })),
  invocations: scenario.invocations.map((data) => ({
    data,
    callable: exported(data.instance, data.export),
    after: (data.after ?? []).map((name) =>
      scenario.invocations.findIndex(({ id }) => id === name),
    ),
  })),
});

const layOut = (scenario: Scenario, types: Types): Layout => {
  const firstFunction = scenario.instances.map((_, i) =>
    scenario.instances
      .slice(0, i)
      .reduce((sum, __, j) => sum + componentOf(scenario, j).functions.length, 0),
  );
  const func = (instance: number, name: string | undefined): number => {
    const at = componentOf(scenario, instance).functions.findIndex(({ id }) => id === name);
    return at < 0 ? -1 : firstFunction[instance]! + at;
  };
  const callables = scenario.instances.flatMap((instance, i): Callable[] => {
    const { exports = [], resources = [], start } = componentOf(scenario, i);
    const made = exports.map((each) => exportOf(types, func, i, instance.id, each));
    const plain = (name: string, entry: string, params: readonly 'u32'[]): Callable => ({
      name: `${instance.id}.${name}`,
      instance: i,
      signature: types.signature(i, { params }),
      abi: 'sync',
      entry: func(i, entry),
      callback: -1,
      postReturn: -1,
      realloc: -1,
      options: '',
      exclusive: false,
    });
    const destructors = resources.flatMap(({ id, destructor }) =>
      destructor === undefined ? [] : [plain(`drop ${id}`, destructor, ['u32'])],
    );
    return [...made, ...destructors, ...(start === undefined ? [] : [plain('(start)', start, [])])];
  });
  const exported = (instance: string, name: string): number =>
    callables.findIndex((each) => each.name === `${instance}.${name}`);
  return { func, callables, exported };
};

const exportOf = (
  types: Types,
  func: Layout['func'],
  instance: number,
  id: string,
  { id: name, type, function: entry, lift = { abi: 'sync' } }: Export,
): Callable => ({
  name: `${id}.${name}`,
  instance,
  signature: types.signature(instance, type),
  abi: lift.abi,
  entry: func(instance, entry),
  callback: func(instance, lift.callback),
  postReturn: func(instance, lift.postReturn),
  realloc: func(instance, lift.realloc),
  options: lift.options ?? '',
  exclusive: type.async === true && lift.abi !== 'stackful',
});

const linksOf = (
  scenario: Scenario,
  types: Types,
  layout: Layout,
  instance: number,
): readonly Linked[] =>
  (componentOf(scenario, instance).imports ?? []).map(({ id, type }) => {
    const link = scenario.instances[instance]!.imports![id]!;
    return {
      instance,
      signature: types.signature(instance, type),
      callable: 'host' in link ? -1 : layout.exported(link.instance, link.export),
      host:
        'host' in link
          ? (scenario.hostFunctions ?? []).findIndex((each) => each.id === link.host)
          : -1,
    };
  });

interface Place {
  readonly links: Linked[];
  readonly first: number;
  readonly instance: number;
}

const scopeOf = (
  scenario: Scenario,
  types: Types,
  layout: Layout,
  { links, first, instance }: Place,
): Scope => {
  const { imports = [], globals = [] } = componentOf(scenario, instance);
  const destructor = (name: string): number => {
    const resource = types.resources[types.resource(instance, name)]!;
    const short = resource.name.split('.').at(-1)!;
    const owner = scenario.instances[resource.instance]!.id;
    const callable = layout.exported(owner, `drop ${short}`);
    if (callable < 0) return -1;
    const known = links.findIndex(
      (link) => link.instance === instance && link.callable === callable,
    );
    if (known >= 0) return known;
    const signature = types.signature(instance, { params: ['u32'] });
    return links.push({ instance, signature, callable, host: -1 }) - 1;
  };
  return {
    names: {
      locals: new Map(),
      globals: new Map(globals.map(({ id }, slot) => [id, slot])),
    },
    link: (name) => first + imports.findIndex(({ id }) => id === name),
    isAsync: (link) => links[link]!.signature.async,
    func: (name) => layout.func(instance, name),
    element: (type) => types.element(instance, type),
    resource: (name) => types.resource(instance, name),
    destructor,
  };
};

const compileInstance = (
  scenario: Scenario,
  layout: Layout,
  instance: number,
): CompiledInstance => {
  const lineOf = (i: number): readonly number[] =>
    i < 0 ? [] : [i, ...lineOf(instanceIndex(scenario, scenario.instances[i]!.parent))];
  const line = lineOf(instance);
  const { globals = [], memory = 0, table = [] } = componentOf(scenario, instance);
  const { id } = scenario.instances[instance]!;
  return {
    id,
    parent: line[1] ?? -1,
    line,
    entering: [-1, ...scenario.instances.keys()].map((from) => {
      const theirs = lineOf(from);
      return line.filter((each) => !theirs.includes(each));
    }),
    globals: globals.map(({ value = 0 }) => value),
    memory,
    table: table.map((name) => (name === null ? -1 : layout.func(instance, name))),
    start: layout.callables.findIndex((each) => each.name === `${id}.(start)`),
  };
};
