import type { ContextEvent } from '../model/context/events.ts';
import { frameName } from '../model/context/frames.ts';
import type { Runtime } from '../model/context/runtime.ts';
import type { Scenario } from '../model/context/scenario.ts';
import { taskIn, type Ledger } from './ledger.ts';
import type { Finding, Invariant, Sometimes, Telling } from './property.ts';

/** What decides whether a *sometimes* applies: the rules, and the one scenario if there is but one. */
export interface ContextSetting {
  readonly runtime: Runtime;
  /** Null where scenarios are drawn from the whole vocabulary. */
  readonly scenario: Scenario | null;
}

export type ContextInvariant = Invariant<Ledger>;
export type ContextSometimes = Sometimes<Ledger, ContextSetting>;

type Kind = ContextEvent['kind'];

/** An invariant over the events of the async-context machine; its functions see the vocabulary's types. */
export const invariant = (definition: {
  readonly id: string;
  readonly kind: 'always' | 'eventually';
  readonly says: string;
  readonly needs: readonly Kind[];
  readonly diagnosis?: true;
  readonly judge: (before: Ledger, event: ContextEvent) => Finding | undefined;
  readonly refine?: (finding: Finding, events: readonly ContextEvent[]) => Finding;
  readonly tell: (finding: Finding) => Telling;
}): ContextInvariant => definition;

/** A *sometimes* over the events of the async-context machine. */
export const sometimes = (definition: {
  readonly id: string;
  readonly says: string;
  readonly needs: readonly Kind[];
  readonly inapplicable: (setting: ContextSetting) => string | undefined;
  readonly saw: (before: Ledger, event: ContextEvent) => boolean;
}): ContextSometimes => ({ ...definition, kind: 'sometimes' });

/** The frames of a task in words, outermost first. */
export const stackText = (ledger: Ledger, task: string): string =>
  taskIn(ledger, task).frames.map(frameName).join(' > ');
