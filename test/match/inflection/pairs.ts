import { readdirSync, readFileSync } from 'node:fs';
import type { Inflection } from '../../../src/match/inflection/inflection.ts';
import { foldWord, meetsWord } from '../../../src/match/text/fold.ts';

/** A query's word, a text's word, and whether they are forms of one word. */
export interface Pair {
  language: string;
  asked: string;
  found: string;
  meets: boolean;
}

const FOLDER = new URL('pairs/', import.meta.url);

/** All pairs of test/match/inflection/pairs, by language in the order of their codes. */
export function readPairs(): Pair[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .flatMap((file) => parsePairs(file.slice(0, -'.txt'.length), readFileSync(new URL(file, FOLDER), 'utf8')));
}

function parsePairs(language: string, text: string): Pair[] {
  return text.split('\n').flatMap((line) => {
    const [sign, asked, ...found] = line.trim().split(/\s+/);
    if (sign !== '+' && sign !== '-') return [];
    return found.map((word) => ({ language, asked: asked!, found: word, meets: sign === '+' }));
  });
}

/** As the lexicon decides it: the same word, or a shared key and agreement. */
export function doMeet(inflection: Inflection | null, { asked, found }: Pick<Pair, 'asked' | 'found'>): boolean {
  const [a, f] = [foldWord(asked), foldWord(found)];
  if (meetsWord(a, f)) return true;
  if (!inflection) return false;
  const keys = new Set(inflection.foundKeys(f));
  return inflection.askedKeys(a).some((key) => keys.has(key)) && inflection.meets(a, f);
}

/** The pairs that are known to go wrong: test/match/inflection/known-misses.txt. */
export function readKnownMisses(): Pair[] {
  const text = readFileSync(new URL('known-misses.txt', import.meta.url), 'utf8');
  return text.split('\n').flatMap((line) => {
    const [language, sign, asked, found] = line.split(' ');
    if (!found || language!.startsWith('#')) return [];
    return [{ language: language!, asked: asked!, found, meets: sign === '+' }];
  });
}

export function isKnownMiss(misses: readonly Pair[], { language, asked, found }: Pair): boolean {
  return misses.some((miss) => miss.language === language && miss.asked === asked && miss.found === found);
}
