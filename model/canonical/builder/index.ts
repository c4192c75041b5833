/**
 * Words to write scenarios of the Canonical ABI machine with. All of them make plain data: whatever has no word is
 * written as it is.
 */
export * from './built-ins.ts';
export * from './code.ts';
export * from './components.ts';
export type * from '../scenario.ts';
