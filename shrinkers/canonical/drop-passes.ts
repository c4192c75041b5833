import type { Scenario } from '../../model/canonical/scenario.ts';
import { leavingOut, type Pass } from '../pass.ts';
import { editComponent, editFunction, editInstruction } from './bodies.ts';
import { editingOne, scenarioPass, withoutField, withoutOne } from './scenario-pass.ts';

const dropInstance = scenarioPass(
  'drop-instance',
  'leaves one instance out, with all calls of its exports',
  function* (scenario) {
    for (const instances of withoutOne(scenario.instances)) yield { ...scenario, instances };
  },
);

const dropInvocation = scenarioPass(
  'drop-invocation',
  'leaves out one call that the host makes',
  function* (scenario) {
    for (const invocations of withoutOne(scenario.invocations)) yield { ...scenario, invocations };
  },
);

const dropHost = scenarioPass(
  'drop-host',
  'leaves out a function or an end of the host, one call that it makes, or one step that it does',
  function* (scenario) {
    const { hostFunctions, hostEnds } = scenario;
    for (const fewer of withoutOne(hostFunctions)) yield { ...scenario, hostFunctions: fewer };
    for (const fewer of withoutOne(hostEnds)) yield { ...scenario, hostEnds: fewer };
    for (const edited of editingOne(hostFunctions, function* (each) {
      for (const calls of withoutOne(each.calls)) yield { ...each, calls };
    })) {
      yield { ...scenario, hostFunctions: edited };
    }
    for (const edited of editingOne(hostEnds, function* (each) {
      for (const steps of withoutOne(each.steps)) yield { ...each, steps };
    })) {
      yield { ...scenario, hostEnds: edited };
    }
  },
);

const dropExport = scenarioPass('drop-export', 'leaves one export or import out', (scenario) =>
  editComponent(scenario, function* (component) {
    for (const exports of withoutOne(component.exports)) yield { ...component, exports };
    for (const imports of withoutOne(component.imports)) yield { ...component, imports };
  }),
);

const dropBody = scenarioPass(
  'drop-body',
  'leaves out all that a function does, or half of it',
  (scenario) =>
    editFunction(scenario, function* ({ body, ...rest }) {
      if (body.length < 2) return;
      const half = Math.ceil(body.length / 2);
      for (const left of [[], body.slice(half), body.slice(0, half)]) yield { ...rest, body: left };
    }),
);

const dropInstruction = scenarioPass(
  'drop-instruction',
  'leaves one instruction out, with all that is in it',
  (scenario) => editInstruction(scenario, () => [[]]),
);

/** The most instructions of which two are left out at once: the pairs are as many as their square. */
const PAIRS_OF = 16;

const dropTwo = scenarioPass(
  'drop-two',
  'leaves two instructions out at once: one often makes up for the other',
  function* (scenario) {
    const one = [...editInstruction(scenario, () => [[]])];
    if (one.length > PAIRS_OF) return;
    for (const smaller of one) yield* editInstruction(smaller, () => [[]]);
  },
);

const dropName = scenarioPass(
  'drop-name',
  'leaves out a function, resource or component; a global, which then is a local; cells of memory',
  function* (scenario) {
    const { components } = scenario;
    for (const fewer of withoutOne(components)) yield { ...scenario, components: fewer };
    yield* editComponent(scenario, function* (component) {
      for (const functions of withoutOne(component.functions)) yield { ...component, functions };
      for (const globals of withoutOne(component.globals)) yield { ...component, globals };
      for (const resources of withoutOne(component.resources)) yield { ...component, resources };
      for (const importedResources of withoutOne(component.importedResources)) {
        yield { ...component, importedResources };
      }
      yield* withoutField(component, ['start', 'table']);
      const { memory = 0 } = component;
      for (const cells of [0, Math.floor(memory / 2), memory - 1]) {
        if (cells >= 0 && cells < memory) yield { ...component, memory: cells };
      }
    });
  },
);

/** What leaves something out, largest first. */
export const dropPasses: readonly Pass<Scenario>[] = [
  dropInstance,
  dropInvocation,
  dropHost,
  dropExport,
  dropBody,
  dropInstruction,
].map(leavingOut);

/** What leaves out the names that are left over, and what takes long. */
export const namePasses: readonly Pass<Scenario>[] = [dropName, leavingOut(dropTwo)];
