import type { ContextEvent } from '../model/context/events.ts';
import { frameName } from '../model/context/frames.ts';
import type { Runtime } from '../model/context/runtime.ts';
import type { Scenario } from '../model/context/scenario.ts';
import type { Scope } from '../model/context/scope.ts';
import { hasRoomFor, type Room } from '../model/context/within-scope.ts';
import { taskIn, type Ledger } from './ledger.ts';
import type { Finding, Invariant, Sometimes, Telling } from './property.ts';

/** What decides whether a *sometimes* applies: the rules, their scope, and the one scenario if there is but one. */
export interface ContextSetting {
  readonly runtime: Runtime;
  readonly scope: Scope;
  /** Null where scenarios are drawn from all that the scope has. */
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
  /** What a scope must leave room for, or it is never seen. */
  readonly takes: Room;
  readonly inapplicable: (setting: ContextSetting) => string | undefined;
  readonly saw: (before: Ledger, event: ContextEvent) => boolean;
}): ContextSometimes => ({
  ...definition,
  kind: 'sometimes',
  inapplicable: (setting) =>
    hasRoomFor(setting.scope, definition.takes)
      ? definition.inapplicable(setting)
      : 'the scope has no program that shows it',
});

/** The frames of a task in words, outermost first. */
export const stackText = (ledger: Ledger, task: string): string =>
  taskIn(ledger, task).frames.map(frameName).join(' > ');
