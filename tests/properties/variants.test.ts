import { describe, expect, it } from 'vitest';
import { check } from '../../api/check.ts';
import type { GivenProtocols, Instruction, Protocol } from '../../model/context/protocol.ts';
import { protocolsOf, waitOf, wakeOf } from '../../model/runtimes/protocols.ts';
import {
  protocolsOfVariant,
  reference,
  variants,
  type Variant,
} from '../../model/runtimes/reference.ts';
import { domainOf } from '../support/context.ts';

type Step = Protocol[number];

const parksAtOnce = ({ wait }: Variant): boolean => wait.parks === 'at once';

/** The steps of a variant's wait; the park is none of its own where it is in the step of the check. */
const waitSteps = (variant: Variant): readonly [Step, Step, Step] =>
  waitOf(variant.wait) as unknown as [Step, Step, Step];

const withWait = (variant: Variant, wait: Protocol): GivenProtocols =>
  protocolsOf(wait, wakeOf(variant.look, variant.unpark), variant.unpark);

const isCancel = (each: Instruction): boolean =>
  typeof each === 'object' && 'check' in each && each.check === 'cancel';

/** A rule that can be changed in any variant: how, where it means something, and what must see it. */
interface Change {
  readonly property: string;
  readonly in?: (variant: Variant) => boolean;
  readonly protocols: (variant: Variant) => GivenProtocols;
}

const CHANGES: Readonly<Record<string, Change>> = {
  'looks first and registers afterwards': {
    property: 'no-lost-wakeup',
    in: (variant) => !parksAtOnce(variant),
    protocols: (variant) => {
      const [register, look, park] = waitSteps(variant);
      // A woken task begins anew, whatever its step is called.
      return withWait(variant, [look, register, { ...park, next: look.label }]);
    },
  },
  'looks for waiters before it marks': {
    property: 'no-lost-wakeup',
    protocols: (variant) => {
      const [look, unpark] = wakeOf(variant.look, variant.unpark) as unknown as [Step, Step];
      const finds = variant.look.filter((each) => typeof each === 'string' || 'look' in each);
      return {
        ...protocolsOfVariant(variant),
        signal: [
          { ...look, do: finds },
          { label: 'mark', do: ['mark', { branch: 'no-more', do: ['done'] }] },
          unpark,
        ],
      };
    },
  },
  'marks and wakes nobody': {
    property: 'no-lost-wakeup',
    protocols: (variant) => ({
      ...protocolsOfVariant(variant),
      signal: [{ label: 'mark', do: ['mark'] }],
    }),
  },
  'joins and wakes nobody': {
    property: 'no-lost-wakeup',
    protocols: (variant) => ({
      ...protocolsOfVariant(variant),
      join: [{ label: 'link', do: ['link'] }],
    }),
  },
  'forgets a wake that comes before the park': {
    property: 'no-lost-wakeup',
    in: (variant) => !parksAtOnce(variant),
    protocols: (variant) => protocolsOfVariant({ ...variant, unpark: { unpark: 'plain' } }),
  },
  'throws the token away before it parks': {
    property: 'no-lost-wakeup',
    in: (variant) => !parksAtOnce(variant),
    protocols: (variant) => {
      const [register, look, park] = waitSteps(variant);
      return withWait(variant, [register, look, { label: 'clear', do: ['clear-token'] }, park]);
    },
  },
  'cancels and wakes nobody': {
    property: 'no-lost-wakeup',
    protocols: (variant) => ({
      ...protocolsOfVariant(variant),
      cancel: [{ label: 'mark', do: ['mark'] }],
    }),
  },
  'looks for a cancel only when it begins': {
    property: 'cancel-delivered-once',
    in: (variant) => variant.wait.again !== 'register',
    protocols: (variant) => {
      const [register, look, ...park] = waitSteps(variant);
      return withWait(variant, [
        { ...register, do: [{ check: 'cancel', do: ['deliver', 'done'] }, ...register.do] },
        { ...look, do: look.do.filter((each) => !isCancel(each)) },
        ...park,
      ]);
    },
  },
  'tells of a cancel where it must not': {
    property: 'cancel-delivered-once',
    protocols: (variant) => {
      const [register, look, ...park] = waitSteps(variant);
      const any = look.do.map((each): Instruction =>
        isCancel(each) ? { ...(each as { do: readonly Instruction[] }), check: 'request' } : each,
      );
      return withWait(variant, [register, { ...look, do: any }, ...park]);
    },
  },
  'parks with what it holds': {
    property: 'nothing-held-across-park',
    protocols: (variant) =>
      withWait(
        variant,
        waitOf(variant.wait).map((step) => ({
          ...step,
          do: step.do.filter((each) => each !== 'release'),
        })),
      ),
  },
  'does not take back what it gave up': {
    property: 'holds-restored',
    protocols: (variant) =>
      withWait(
        variant,
        waitOf(variant.wait).map((step) => ({
          ...step,
          do: step.do.filter((each) => each !== 'acquire'),
        })),
      ),
  },
};

describe('a rule that is changed', () => {
  for (const [change, { property, in: applies = () => true, protocols }] of Object.entries(
    CHANGES,
  )) {
    describe(`so that a runtime ${change}`, () => {
      for (const variant of Object.values<Variant>(variants).filter(applies)) {
        it(`is caught in ${variant.id} by ${property}`, () => {
          const runtime = {
            ...reference,
            id: 'changed',
            guarding: variant.wait.guarding ?? 'lazy',
            queue: variant.queue ?? 'fifo',
            protocols: protocols(variant),
          };
          const options = { seed: '1', properties: [property], until: property };
          const { properties } = check(domainOf(runtime), options);
          expect(properties).toMatchObject([{ id: property, verdict: 'violated' }]);
        });
      }
    });
  }
});
