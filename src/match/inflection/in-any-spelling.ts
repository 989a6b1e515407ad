import type { Respelling } from '../spelling/replacement.ts';
import { respellingsOf } from '../spelling/respellings.ts';
import { type FoldedWord, foldedFrom, foldKeys, meetsWord } from '../text/fold.ts';
import type { Inflection } from './inflection.ts';

/** Languages in which every word is among its own bases. */
const OWN_BASE: ReadonlySet<string> = new Set(['fi']);

/** A word meets itself. */
const UNINFLECTED: Inflection = { askedKeys: foldKeys, foundKeys: foldKeys, meets: meetsWord };

/**
 * `inflection` for words in any spelling that readers of the language take for the same; itself for a language with one
 * spelling. `language`: ISO 639-1.
 */
export function inAnySpelling(language: string, inflection: Inflection | null): Inflection | null {
  const { ofWords, ofUninflected } = respellingsOf(language);
  if (!ofWords) return inflection;
  // Not every word is its own base.
  const base = OWN_BASE.has(language) ? inflection : inflection && either(inflection, UNINFLECTED);
  const inflected = respelled(base ?? UNINFLECTED, ofWords);
  return ofUninflected ? either(inflected, respelled(UNINFLECTED, ofUninflected)) : inflected;
}

function respelled({ askedKeys, foundKeys, meets }: Inflection, respelling: Respelling): Inflection {
  // A query's word is compared with many of a text, and a word of a text with many in a row.
  const asked = new WeakMap<FoldedWord, FoldedWord>();
  const asAsked = (word: FoldedWord) => {
    let result = asked.get(word);
    if (!result) {
      result = respell(word, respelling);
      asked.set(word, result);
    }
    return result;
  };
  let last: FoldedWord | null = null;
  let lastAsFound: FoldedWord | null = null;
  const asFound = (word: FoldedWord) => {
    if (word !== last) {
      last = word;
      lastAsFound = respell(word, respelling);
    }
    return lastAsFound!;
  };
  return {
    askedKeys: (word) => askedKeys(asAsked(word)),
    foundKeys: (word) => foundKeys(asFound(word)),
    meets: (one, other) => meets(asAsked(one), asFound(other)),
  };
}

function either(a: Inflection, b: Inflection): Inflection {
  return {
    askedKeys: (word) => together(a.askedKeys(word), b.askedKeys(word)),
    foundKeys: (word) => together(a.foundKeys(word), b.foundKeys(word)),
    meets: (asked, found) => a.meets(asked, found) || b.meets(asked, found),
  };
}

/** Each once. There are few, so that a set of them would take longer. */
function together(some: string[], others: string[]): string[] {
  const missing = others.filter((key) => !some.includes(key));
  return missing.length === 0 ? some : [...some, ...missing];
}

function respell(word: FoldedWord, respelling: Respelling): FoldedWord {
  const marked = respelling(word.marked);
  const spelledOut = word.spelledOut === word.marked ? marked : respelling(word.spelledOut);
  return marked === word.marked && spelledOut === word.spelledOut ? word : foldedFrom(marked, spelledOut);
}
