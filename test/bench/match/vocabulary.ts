import { createRandom, type Random } from './random.ts';

/** The words articles and watches are made of. */
export interface Vocabulary {
  /** Made-up words, the commonest first. None is a function word. */
  words: readonly string[];
  /** Two made-up words that stand together as a name does, the commonest first. */
  names: readonly (readonly [string, string])[];
}

const WORDS = 20_000;
const NAMES = 3_000;
/** Names are made of words no commoner than this rank. */
const NAME_RANK = 300;

const ONSETS = [
  ...'bcdfghklmnprstvz',
  'b',
  'd',
  'l',
  'm',
  'n',
  'r',
  's',
  't',
  'br',
  'st',
  'tr',
  'pl',
  'gr',
  'sh',
  'ch',
];
const VOWELS = [...'aeiou', 'a', 'e', 'i', 'o', 'ea', 'io', 'ou'];
const CODAS = ['', '', '', '', '', '', 'n', 'r', 'l', 's', 't', 'nd'];
/** Words of the first ranks are shorter, as they are in every language. */
const SHORT_WORDS = 2_000;

/** Mentions in a thousand words of English prose, roughly. */
export const FUNCTION_WORDS: Readonly<Record<string, number>> = {
  ...{ the: 60, of: 29, to: 26, and: 26, a: 22, in: 20, that: 11, is: 10, for: 9, it: 8, on: 8, was: 8, with: 7 },
  ...{ as: 7, he: 6, be: 6, by: 6, at: 5, are: 5, from: 5, his: 5, have: 5, an: 4, has: 4, they: 4, not: 4, but: 4 },
  ...{ had: 4, were: 3, their: 3, who: 3, this: 3, which: 3, we: 3, or: 3, will: 3, she: 3, been: 3, her: 2, more: 2 },
  ...{ would: 2, about: 2, one: 2, when: 2, there: 2, its: 2, all: 2, if: 2, out: 2, after: 2, no: 2, up: 2, what: 2 },
  ...{
    him: 1,
    could: 1,
    than: 1,
    into: 1,
    them: 1,
    only: 1,
    over: 1,
    some: 1,
    before: 1,
    because: 1,
    while: 1,
    then: 1,
  },
};

/** The same in every run. */
export function createVocabulary(seed: number): Vocabulary {
  const random = createRandom(seed);
  const known = new Set(Object.keys(FUNCTION_WORDS));
  const words: string[] = [];
  while (words.length < WORDS) {
    const word = makeUp(random, words.length < SHORT_WORDS ? 2 : 2 + random.below(3));
    if (word.length < 4 || known.has(word)) continue;
    known.add(word);
    words.push(word);
  }
  const part = () => words[NAME_RANK + random.below(WORDS - NAME_RANK)]!;
  return { words, names: Array.from({ length: NAMES }, () => [part(), part()] as const) };
}

/** A word one can say. It holds no x, by which corpus.ts tells those it makes up besides. */
function makeUp(random: Random, syllables: number): string {
  return Array.from({ length: syllables }, () => random.pick(ONSETS) + random.pick(VOWELS) + random.pick(CODAS)).join(
    '',
  );
}

/** Zipf's law: the share of a word is the inverse of its rank. `shift` spares the first ranks, whose words are function words. */
export function zipfWeights(count: number, shift: number): number[] {
  return Array.from({ length: count }, (_, rank) => 1 / (rank + 1 + shift));
}
