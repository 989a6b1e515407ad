import { readFileSync } from 'node:fs';
import { stemOf } from './stem.ts';
import { fold, type Word } from './words.ts';

/** Words of a language by what they mean. */
interface Vocabulary {
  /** Signs by stem. */
  spaced: Map<string, string[]>;
  /** By the first letter, the longest first. */
  unspaced: Map<string, { word: string; signs: string[] }[]>;
}

const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;
const MIN_LETTERS = 3;

/**
 * What CLDR 48 calls the emoji in each language (Unicode License v3): a small vocabulary that languages share, of police,
 * fire, ships, money. Made by `npm run stories:tables`.
 */
const VOCABULARIES = readVocabularies(readFileSync(new URL('tables/words.txt', import.meta.url), 'utf8'));

function readVocabularies(lines: string): Map<string, Vocabulary> {
  const all = new Map<string, Vocabulary>();
  for (const line of lines.split('\n')) {
    const [sign, ...languages] = line.split('\t');
    for (const entry of languages) {
      const [language, ...words] = entry.split('|');
      const known = all.get(language!) ?? { spaced: new Map(), unspaced: new Map() };
      all.set(language!, known);
      for (const word of words) {
        if (UNSPACED.test(word)) {
          const same: { word: string; signs: string[] }[] = known.unspaced.get(word[0]!) ?? [];
          known.unspaced.set(word[0]!, same);
          const entryOfWord = same.find((other) => other.word === word);
          if (entryOfWord) entryOfWord.signs.push(sign!);
          else if (word.length > 1) same.push({ word, signs: [sign!] });
        } else {
          const stem = stemOf(fold(word));
          if (word.length < MIN_LETTERS) continue;
          const signs = known.spaced.get(stem);
          if (!signs) known.spaced.set(stem, [sign!]);
          else if (!signs.includes(sign!)) signs.push(sign!);
        }
      }
    }
  }
  for (const { unspaced } of all.values()) {
    for (const words of unspaced.values()) words.sort((a, b) => b.word.length - a.word.length);
  }
  return all;
}

/** The signs that words of a text stand for. */
export function* sharedWordsOf(
  words: readonly Word[],
  language: string | null,
): Generator<{ sign: string; word: Word }> {
  const vocabulary = VOCABULARIES.get(language ?? '');
  if (!vocabulary) return;
  for (const word of words) {
    if (word.script === 'cased' || word.script === 'plain') {
      if (word.text.length < MIN_LETTERS) continue;
      for (const sign of vocabulary.spaced.get(stemOf(word.folded)) ?? []) yield { sign, word };
      continue;
    }
    for (let at = 0; at < word.text.length; at += 1) {
      const found = vocabulary.unspaced.get(word.text[at]!)?.find((entry) => word.text.startsWith(entry.word, at));
      if (found) for (const sign of found.signs) yield { sign, word };
      if (found) at += found.word.length - 1;
      if (word.script === 'hangul') break;
    }
  }
}
