import { readFileSync } from 'node:fs';
import { stemOf } from './stem.ts';
import { fold, isAllCapitals, isCapitalised, type Word } from './words.ts';

/** A country or a city that a text names. */
export interface FoundPlace {
  /** ISO 3166-1 alpha-2, or a time zone whose city it is: `DE`, `Europe/Berlin`. */
  code: string;
  written: string;
  start: number;
}

interface Table {
  /** By the stem of the first word: the stems of all, and the code. */
  spaced: Map<string, { stems: string[]; code: string }[]>;
  /** By the first letter, the longest first. */
  unspaced: Map<string, { name: string; code: string }[]>;
}

const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/u;

/** Names of countries and cities in some 40 languages, of CLDR 48 (Unicode License v3); made by `npm run stories:tables`. */
const TABLE = readTable(readFileSync(new URL('tables/places.txt', import.meta.url), 'utf8'));

function readTable(lines: string): Table {
  const table: Table = { spaced: new Map(), unspaced: new Map() };
  for (const line of lines.split('\n')) {
    const [code, names] = line.split('\t');
    for (const name of names?.split('|') ?? []) {
      if (UNSPACED.test(name)) put(table.unspaced, name[0]!, { name, code: code! });
      else {
        const stems = isAllCapitals(name) && name.length < 5 ? [name] : splitName(name).map(stemOf);
        if (stems.length > 0) put(table.spaced, stems[0]!, { stems, code: code! });
      }
    }
  }
  for (const names of table.unspaced.values()) names.sort((a, b) => b.name.length - a.name.length);
  for (const names of table.spaced.values()) names.sort((a, b) => b.stems.length - a.stems.length);
  return table;
}

function put<Kept>(map: Map<string, Kept[]>, key: string, kept: Kept): void {
  const known = map.get(key);
  if (known) known.push(kept);
  else map.set(key, [kept]);
}

function splitName(name: string): string[] {
  return fold(name).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The places that are named by words of a text. In scripts with capitals only what has one. */
export function* placesOf(words: readonly Word[]): Generator<FoundPlace> {
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!;
    if (word.script === 'han' || word.script === 'kana' || word.script === 'hangul' || word.script === 'unspaced') {
      yield* placesInRun(word);
    } else if (word.script !== 'cased' || isCapitalised(word.text)) {
      const found = placeAt(words, at);
      if (found) yield { code: found.code, written: word.text, start: word.start };
      at += (found?.stems.length ?? 1) - 1;
    }
  }
}

function placeAt(words: readonly Word[], at: number): { stems: string[]; code: string } | undefined {
  const first = stemOfWord(words[at]!);
  return TABLE.spaced
    .get(first)
    ?.find(({ stems }) =>
      stems.every((stem, index) => index === 0 || (words[at + index] && stemOfWord(words[at + index]!) === stem)),
    );
}

function stemOfWord({ text, folded }: Word): string {
  return text.length < 5 && isAllCapitals(text) ? text : stemOf(folded);
}

/** Korean writes its particles behind a name, and other words in front of it apart. */
function* placesInRun({ text, start, script }: Word): Generator<FoundPlace> {
  for (let at = 0; at < text.length; at += 1) {
    const found = TABLE.unspaced.get(text[at]!)?.find(({ name }) => text.startsWith(name, at));
    if (found) {
      yield { code: found.code, written: found.name, start: start + at };
      at += found.name.length - 1;
    }
    if (script === 'hangul') return;
  }
}
