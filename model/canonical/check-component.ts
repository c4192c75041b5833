import { checkUnique, first, unknown, type Problem } from './check.ts';
import type { Component, CoreFunction, Export, Instruction } from './scenario.ts';

/** How deep instructions may nest: far beyond any scenario of interest, and well within any native stack. */
const DEPTH_MAX = 64;

/** The first broken rule of a component. */
export const checkComponent = (component: Component, at: string): Problem | undefined => {
  const functions = component.functions.map(({ id }) => id);
  const named = (place: string, name: string | undefined): Problem | undefined =>
    name === undefined ? undefined : unknown(place, 'function', name, functions);
  return (
    checkUnique(`${at}.functions`, component.functions) ??
    checkUnique(`${at}.imports`, component.imports) ??
    checkUnique(`${at}.exports`, component.exports) ??
    checkUnique(`${at}.globals`, component.globals) ??
    checkUnique(`${at}.resources`, component.resources) ??
    named(`${at}.start`, component.start) ??
    first(component.table ?? [], (name, i) => named(`${at}.table[${i}]`, name ?? undefined)) ??
    first(component.resources ?? [], ({ destructor }, i) =>
      named(`${at}.resources[${i}].destructor`, destructor),
    ) ??
    first(component.exports ?? [], (each, i) =>
      checkExport(component, each, `${at}.exports[${i}]`, named),
    ) ??
    checkTypes(component, at) ??
    first(component.functions, (each, i) => checkFunction(component, each, `${at}.functions[${i}]`))
  );
};

const resourcesOf = ({ resources = [], importedResources = [] }: Component): readonly string[] => [
  ...resources.map(({ id }) => id),
  ...importedResources,
];

/** The resource that a type is about. */
const ABOUT = /(?:own|borrow)<([^<>]+)>/;

const checkResource = (component: Component, at: string, type = ''): Problem | undefined => {
  const [, name] = ABOUT.exec(type) ?? [];
  return name === undefined ? undefined : unknown(at, 'resource', name, resourcesOf(component));
};

const checkTypes = (component: Component, at: string): Problem | undefined => {
  const typed = (list: 'imports' | 'exports'): Problem | undefined =>
    first(component[list] ?? [], ({ type: { params = [], result } }, i) => {
      const place = `${at}.${list}[${i}].type`;
      return (
        first(params, (type, j) => checkResource(component, `${place}.params[${j}]`, type)) ??
        checkResource(component, `${place}.result`, result)
      );
    });
  return typed('imports') ?? typed('exports');
};

const checkExport = (
  component: Component,
  { type, function: entry, lift }: Export,
  at: string,
  named: (place: string, name: string | undefined) => Problem | undefined,
): Problem | undefined => {
  const missing =
    named(`${at}.function`, entry) ??
    named(`${at}.lift.callback`, lift?.callback) ??
    named(`${at}.lift.postReturn`, lift?.postReturn) ??
    named(`${at}.lift.realloc`, lift?.realloc);
  if (missing) return missing;
  const { params = [] } = component.functions.find(({ id }) => id === entry)!;
  if (params.length > (type.params ?? []).length) {
    return { at: `${at}.function`, problem: `\`${entry}\` has more parameters than its type` };
  }
  if (lift === undefined || lift.abi === 'sync') return undefined;
  if (type.async !== true) {
    return { at: `${at}.lift.abi`, problem: `a \`${lift.abi}\` lift needs an async type` };
  }
  if ((lift.abi === 'callback') !== (lift.callback !== undefined)) {
    return {
      at: `${at}.lift.callback`,
      problem: 'a `callback` lift has a callback, and no other has one',
    };
  }
  return lift.postReturn === undefined
    ? undefined
    : { at: `${at}.lift.postReturn`, problem: 'only a `sync` lift has a post-return' };
};

const checkFunction = (
  component: Component,
  { params = [], body }: CoreFunction,
  at: string,
): Problem | undefined => {
  const globals = new Set((component.globals ?? []).map(({ id }) => id));
  const shadowed = first(params, (name, i) =>
    globals.has(name)
      ? { at: `${at}.params[${i}]`, problem: `\`${name}\` is a global already` }
      : undefined,
  );
  return shadowed ?? checkBody(component, body, { at: `${at}.body`, loop: false, depth: 1 });
};

interface Place {
  readonly at: string;
  readonly loop: boolean;
  readonly depth: number;
}

const checkBody = (
  component: Component,
  body: readonly Instruction[],
  { at, loop, depth }: Place,
): Problem | undefined => {
  if (depth > DEPTH_MAX) return { at, problem: `instructions nest deeper than ${DEPTH_MAX}` };
  return first(body, (instruction, i) => {
    const place = `${at}[${i}]`;
    const inner = (body: readonly Instruction[], name: string, inLoop: boolean) =>
      checkBody(component, body, { at: `${place}.${name}`, loop: inLoop, depth: depth + 1 });
    if (instruction.op === 'if') {
      return inner(instruction.then, 'then', loop) ?? inner(instruction.else ?? [], 'else', loop);
    }
    if (instruction.op === 'loop') return inner(instruction.body, 'body', true);
    if (instruction.op === 'break') {
      return loop ? undefined : { at: place, problem: 'a `break` stands in a loop' };
    }
    return checkNames(component, instruction, place);
  });
};

const checkNames = (
  component: Component,
  instruction: Instruction,
  at: string,
): Problem | undefined => {
  if (instruction.op === 'call') {
    const imports = component.imports ?? [];
    const missing = unknown(
      `${at}.import`,
      'import',
      instruction.import,
      imports.map(({ id }) => id),
    );
    if (missing) return missing;
    const { type } = imports.find(({ id }) => id === instruction.import)!;
    if (instruction.async === true && type.async !== true) {
      return { at: `${at}.async`, problem: 'only a function of an async type is lowered async' };
    }
    const count = (type.params ?? []).length;
    return (instruction.args ?? []).length === count
      ? undefined
      : { at: `${at}.args`, problem: `\`${instruction.import}\` has ${count} parameters` };
  }
  if ('type' in instruction) return checkResource(component, `${at}.type`, instruction.type);
  if (!('resource' in instruction)) return undefined;
  return unknown(`${at}.resource`, 'resource', instruction.resource, resourcesOf(component));
};
