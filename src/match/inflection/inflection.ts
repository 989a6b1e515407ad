import { createStemmer } from 'multilingual-stemmer';
import { coversMarks, type FoldedWord } from '../text/fold.ts';
import { ENDINGS, type EndingSet, type Endings } from './endings.ts';
import { KOREAN_PARTICLES } from './korean.ts';

/**
 * What makes two words forms of one word in one language.
 *
 * A pair meets when both share a key and {@link Inflection.meets} agrees. Keys are cheap and generous, so that words can be
 * looked up; `meets` is strict.
 */
export interface Inflection {
  /** The keys a query's word is filed under. */
  askedKeys(word: FoldedWord): string[];
  /** The keys a text's word is looked up by. */
  foundKeys(word: FoldedWord): string[];
  meets(asked: FoldedWord, found: FoldedWord): boolean;
}

/** The part of a word that no inflection touches, at least; shorter words are left alone. In letters. */
const MIN_BASE = 3;
/** From this length on a base is hardly ever shared by two words, and endings decide alone. In letters. */
const SURE_BASE = 6;

/** The inflection of a language, or null where Wirewatch knows none. `language`: ISO 639-1. */
export function inflectionOf(language: string): Inflection | null {
  if (language === 'ko') return korean;
  const endings = ENDINGS[language];
  return endings ? bySnowball(endings) : null;
}

/**
 * Snowball (snowballstem.org) proposes, the endings decide. Stems alone go too far: *organization* and *organ* share one.
 * Endings alone do too where words are short: *new* and *news*. And stems do not go far enough with names: Телеграм and
 * Телеграма have two.
 */
function bySnowball(endings: Endings): Inflection {
  const stem = createStemmer(endings.stemmer);
  const keys = (word: FoldedWord) => [
    ...new Set([withoutMarks(stem(word.marked.normalize('NFC'))), ...sureBases(word.bare, endings.sets)]),
  ];
  return {
    askedKeys: keys,
    foundKeys: keys,
    meets: (asked, found) => endings.sets.some((set) => differByEndings(asked, found, set, endings.movingMark)),
  };
}

function sureBases(word: string, sets: readonly EndingSet[]): string[] {
  return sets
    .flatMap((set) => set.endings.filter((ending) => word.endsWith(ending)))
    .map((ending) => withoutEnding(word, ending))
    .filter((base) => base.length >= SURE_BASE);
}

/** True when both words are one base, each with an ending of the set. */
function differByEndings(asked: FoldedWord, found: FoldedWord, set: EndingSet, movingMark = ''): boolean {
  return set.endings.some((ending) => {
    const base = withoutEnding(asked.bare, ending);
    if (!asked.bare.endsWith(ending) || base.length < MIN_BASE || !found.bare.startsWith(base)) return false;
    if (!set.endings.includes(found.bare.slice(base.length))) return false;
    if (set.onlyAfter && !set.onlyAfter.test(base)) return false;
    const [askedBase, foundBase] = [asked, found].map(({ marked }) => firstLetters(marked, base.length));
    return coversMarks(askedBase!.replaceAll(movingMark, ''), foundBase!.replaceAll(movingMark, ''));
  });
}

function withoutEnding(word: string, ending: string): string {
  return word.slice(0, word.length - ending.length);
}

function withoutMarks(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '');
}

/** The first letters of a decomposed word, with their marks. */
function firstLetters(marked: string, count: number): string {
  return (
    marked
      .match(/\P{M}\p{M}*/gu)
      ?.slice(0, count)
      .join('') ?? ''
  );
}

/** Korean writes its particles behind the noun, with no space; the noun itself does not change. */
const korean: Inflection = {
  askedKeys: (word) => [word.bare],
  foundKeys: (word) =>
    KOREAN_PARTICLES.filter((particle) => word.bare.length - particle.length >= 2 && word.bare.endsWith(particle)).map(
      (particle) => word.bare.slice(0, -particle.length),
    ),
  meets: () => true,
};

export function stemmerOf(language: string): ((word: string) => string) | null {
  try {
    return createStemmer(language as 'en');
  } catch {
    return null;
  }
}
