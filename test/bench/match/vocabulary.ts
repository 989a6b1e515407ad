import { createRandom, type Random } from '../random.ts';

/** The words articles and watches are made of. */
export interface Vocabulary {
  /** Made-up words, the commonest first. None is a function word. */
  words: readonly string[];
  /** Two made-up words that stand together as a name does, the commonest first. */
  names: readonly (readonly [string, string])[];
}

const WORDS = 20_000;
const NAMES = 3_000;
/** A `tsquery` that says NEAR/20 of five longer words does not fit a page of PostgreSQL. */
const MAX_LENGTH = 10;
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

/** English words that bind others together, each with its mentions in a thousand words of prose, roughly. */
export const FUNCTION_WORDS: ReadonlyMap<string, number> = new Map([
  ...mentioned(60, 'the'),
  ...mentioned(27, 'of to and'),
  ...mentioned(21, 'a in'),
  ...mentioned(9, 'that is for it on was'),
  ...mentioned(6, 'with as he be by'),
  ...mentioned(5, 'at are from his have an has'),
  ...mentioned(4, 'they not but had were their'),
  ...mentioned(3, 'who this which we or will she been'),
  ...mentioned(2, 'her more would about one when there its all if out after no up what'),
  ...mentioned(1, 'him could than into them only over some before because while then'),
]);

function mentioned(often: number, words: string): [word: string, often: number][] {
  return words.split(' ').map((word) => [word, often]);
}

/** The same in every run. */
export function createVocabulary(seed: number): Vocabulary {
  const random = createRandom(seed);
  const known = new Set(FUNCTION_WORDS.keys());
  const words: string[] = [];
  while (words.length < WORDS) {
    const word = makeUp(random, words.length < SHORT_WORDS ? 2 : 2 + random.below(3));
    if (word.length < 4 || word.length > MAX_LENGTH || known.has(word)) continue;
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
