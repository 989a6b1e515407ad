import type { Aliases } from '../../../src/model/watch.ts';
import { createRandom } from '../random.ts';
import type { Vocabulary } from './vocabulary.ts';
import { queryOf, writeWatches } from './watches.ts';

/** Watches in the watch language, and the aliases they name. */
export interface Queries {
  aliases: Aliases;
  queries: readonly string[];
}

const ALIASES = 100;
const NAMES_OF_AN_ALIAS = 60;
/** Of the names of an alias, those that are case-exact. */
const EXACT_SHARE = 0.2;

/**
 * `count` watches, the first of a longer list are those of a shorter one. Every other one has a form that the baselines
 * cannot say: sentences, paragraphs, scopes, counts, order, aliases, wildcards before a word's end.
 * `fromRank`: as in {@link writeWatches}.
 */
export function writeWholeLanguage(
  vocabulary: Vocabulary,
  { count, seed, fromRank }: { count: number; seed: number; fromRank: number },
): Queries {
  const random = createRandom(seed);
  const { words, names } = vocabulary;
  const common = writeWatches(vocabulary, { count: Math.ceil(count / 2), seed: seed + 1, fromRank });

  const word = () => words[Math.floor(fromRank * (words.length / fromRank) ** random.next())]!;
  const any = () => `(${word()} OR ${word()})`;
  const longWord = () => {
    let drawn = word();
    while (drawn.length < 7) drawn = word();
    return drawn;
  };
  const forms: (() => string)[] = [
    () => `${any()} NEAR/s ${any()}`,
    () => `(${word()} NEAR/p ${any()}) AND ${word()}`,
    () => `${any()} ONEAR/10 ${any()}`,
    () => `(${word()} NOT NEAR/5 ${word()}) AND ${any()}`,
    () => `(${any()} NEAR/5 ${any()}) NEAR/20 ${any()}`,
    () => `title:${any()} AND ${any()}`,
    () => `ATLEAST/2${any()} AND ${any()}`,
    () => `FIRST/100${any()} AND ${any()}`,
    () => `@group${random.below(ALIASES)} NEAR/20 ${any()}`,
    () => `@group${random.below(ALIASES)} AND ${word()} AND ${any()}`,
    () => `="${random.pick(names).join(' ')}" AND (${word()} OR =${word()})`,
    () => `~${word()} AND ~${word()} AND ${word()}`,
    () => `"${word()} ${word()}"~5 OR "${random.pick(names).join(' ')}"`,
    () => `${longWord().replace(/^(....)./, '$1?')} AND ${any()} AND ${word()}`,
    () => `*${longWord().slice(-6)} AND ${any()} AND ${word()}`,
  ];

  const aliases: Aliases = {};
  for (let group = 0; group < ALIASES; group += 1) {
    aliases[`group${group}`] = Array.from({ length: NAMES_OF_AN_ALIAS }, () => {
      const name = random.pick(names).map((part) => part.charAt(0).toUpperCase() + part.slice(1));
      return random.chance(EXACT_SHARE) ? `{${name.join(' ')}}` : name.join(' ');
    });
  }
  const queries = Array.from({ length: count }, (_, index) =>
    index % 2 === 0 ? queryOf(common[index / 2]!) : random.pick(forms)(),
  );
  return { aliases, queries };
}
