import { parseCounterexample, type Counterexample } from '../model/counterexample.ts';
import { counterexampleText as textOf, type ReplayLines } from '../reports/text/counterexample.ts';
import { tokenOf as tokenOfRecord } from '../reports/token.ts';
import { checkArgument } from './options.ts';

/**
 * A record as text: verdict, the smallest story, why it is wrong, and `commands` to replay it, where there are any.
 *
 * @throws HeddleError HD301, HD302 (not a record), HD438 (options of another form).
 */
export const counterexampleText = (record: Counterexample, options?: ReplayLines): string => {
  if (options !== undefined) checkArgument('counterexampleText', options);
  return textOf(parseCounterexample(record), options);
};

/**
 * A record as the one word that `heddle replay` takes.
 *
 * @throws HeddleError HD301, HD302 (not a record).
 */
export const tokenOf = (record: Counterexample): string =>
  tokenOfRecord(parseCounterexample(record));
