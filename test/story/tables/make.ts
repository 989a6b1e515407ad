/**
 * `npm run stories:tables -- FOLDER`: makes the tables of places and of shared words from the CLDR packages in the
 * node_modules of FOLDER (Unicode License v3):
 *
 *   npm install --prefix FOLDER cldr-localenames-full@48.2.0 cldr-dates-full@48.2.0 cldr-annotations-full@48.2.0
 *
 * A line of a table is a code and what it is called in all the languages, each name once.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LANGUAGES =
  'en de fr es pt it nl ru uk pl cs sk tr ar fa he ja zh zh-Hant ko vi id hi th ro hu sv da no fi el bg sr hr sl ca et lv lt'.split(
    ' ',
  );
/** Languages of the shared words: each word costs more than a place. */
const WORD_LANGUAGES = 'en de fr es pt it nl ru uk pl cs tr ar ja zh ko'.split(' ');
/** A word that stands for more things stands for nothing. */
const MAX_MEANINGS = 6;

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: npm run stories:tables -- FOLDER');

/** A file of a package, or nothing where the language has none. */
function read(...path: string[]): Record<string, unknown> {
  const file = join(folder!, 'node_modules', ...path);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

// biome-ignore lint/suspicious/noExplicitAny: files of CLDR, whose form is theirs
const at = (value: any, ...path: string[]): any => path.reduce((found, key) => found?.[key], value);

function territories(language: string): [code: string, name: string][] {
  const file = read('cldr-localenames-full', 'main', language, 'territories.json');
  const names = at(file, 'main', language, 'localeDisplayNames', 'territories') ?? {};
  return Object.entries<string>(names).flatMap(([key, name]) => {
    const code = key.split('-alt', 1)[0]!;
    return /^[A-Z]{2}$/.test(code) && !['EU', 'EZ', 'UN', 'XA', 'XB', 'ZZ', 'QO'].includes(code) ? [[code, name]] : [];
  });
}

function cities(language: string): [code: string, name: string][] {
  const file = read('cldr-dates-full', 'main', language, 'timeZoneNames.json');
  const zones = at(file, 'main', language, 'dates', 'timeZoneNames', 'zone') ?? {};
  const found: [string, string][] = [];
  const walk = (path: string[], value: Record<string, unknown>) => {
    if (typeof value.exemplarCity === 'string') found.push([path.join('/'), value.exemplarCity]);
    for (const [key, inner] of Object.entries(value)) {
      if (key !== 'long' && key !== 'short' && typeof inner === 'object') walk([...path, key], inner as typeof value);
    }
  };
  for (const area of ['Africa', 'America', 'Asia', 'Australia', 'Europe', 'Pacific']) walk([area], zones[area] ?? {});
  return found;
}

/** English has the names of cities in their keys. */
function englishCities(keys: Iterable<string>): [code: string, name: string][] {
  return [...keys].map((key) => [key, key.split('/').at(-1)!.replaceAll('_', ' ')]);
}

function words(language: string): [code: string, name: string][] {
  const file = read('cldr-annotations-full', 'annotations', language, 'annotations.json');
  const annotations = at(file, 'annotations', 'annotations') ?? {};
  const meanings = new Map<string, string[]>();
  for (const [sign, { default: keywords = [], tts = [] }] of Object.entries<{ default?: string[]; tts?: string[] }>(
    annotations,
  )) {
    // Faces and people in all colours, flags and signs of punctuation tell nothing of what happened.
    if (/[\u{1f3fb}-\u{1f3ff}\u200d]/u.test(sign) || !/\p{Emoji_Presentation}|\p{Extended_Pictographic}/u.test(sign))
      continue;
    for (const word of new Set([...keywords, ...tts])) {
      if (/\s/.test(word)) continue;
      const folded = word.toLowerCase();
      meanings.set(folded, [...(meanings.get(folded) ?? []), sign]);
    }
  }
  return [...meanings].flatMap(([word, signs]) =>
    signs.length > MAX_MEANINGS ? [] : signs.map((sign): [string, string] => [sign, word]),
  );
}

/** A line is a sign and, for each language, its code and its words. */
function writeWords(): void {
  const bySign = new Map<string, string[]>();
  for (const language of WORD_LANGUAGES) {
    const own = Map.groupBy(words(language), ([sign]) => sign);
    for (const [sign, entries] of own) {
      bySign.set(sign, [...(bySign.get(sign) ?? []), `${language}|${entries.map(([, word]) => word).join('|')}`]);
    }
  }
  const lines = [...bySign].map(([sign, languages]) => `${sign}\t${languages.join('\t')}`);
  writeFileSync('src/story/features/tables/words.txt', `${lines.join('\n')}\n`);
  console.log(`words: ${lines.length} signs`);
}

function write(name: string, entries: [code: string, name: string][]): void {
  const byCode = new Map<string, Set<string>>();
  for (const [code, called] of entries) {
    const clean = called
      .replace(/\s*[（(].*[)）]/, '')
      .replace(/[|\t\n]/g, '')
      .trim();
    if (clean.length > 1) byCode.set(code, (byCode.get(code) ?? new Set()).add(clean));
  }
  const lines = [...byCode].map(([code, names]) => `${code}\t${[...names].join('|')}`);
  writeFileSync(`src/story/features/tables/${name}.txt`, `${lines.join('\n')}\n`);
  console.log(`${name}: ${lines.length} codes, ${entries.length} names`);
}

const inOthers = LANGUAGES.flatMap(cities);
write('places', [
  ...LANGUAGES.flatMap(territories),
  ...englishCities(new Set(inOthers.map(([code]) => code))),
  ...inOthers,
]);
writeWords();
