/** What any machine emits: a kind and flat fields. Explorers, shrinkers and reports look no deeper. */
export interface MachineEvent {
  readonly kind: string;
}

/** The event that a driver, not a machine, appends when no action is enabled. */
export const QUIESCENT: { readonly kind: 'quiescent' } = { kind: 'quiescent' };
