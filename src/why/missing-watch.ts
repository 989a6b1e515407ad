import { closest, didYouMean } from '../match/query/suggest.ts';
import type { WhyAnswer } from './answer.ts';
import type { Watching } from './gate.ts';
import { clause } from './words.ts';

/** What is answered where nothing is watched by that id; null: something is. */
export function missingWatch(id: string, { watches }: Watching): WhyAnswer | null {
  const known = watches.map((watch) => watch.id);
  if (known.includes(id)) return null;
  return {
    kind: 'refused',
    reason: `There is no watch ${clause(id)}.${didYouMean(closest(id, known))}`,
    hints: ['`wirewatch watch list` names them.'],
  };
}
