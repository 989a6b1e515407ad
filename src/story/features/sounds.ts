import { functionWordsOf } from '../../language/function-words.ts';
import { NAME } from './feature.ts';
import { isNoise } from './noise.ts';
import { skeletonOf } from './skeleton.ts';
import { transcribedIn } from './transcribed.ts';
import { fold, isAllCapitals, isCapitalised, type Word } from './words.ts';

/** A word by how it sounds, and how surely it is a name. */
export interface Sound {
  skeleton: string;
  name: number;
  written: string;
  start: number;
}

const MIN_SKELETON = { name: 2, word: 4 };
/** Letters of the shortest common word that languages may share: president, Präsident, президент. */
const MIN_WORD = 6;
const MIN_PLAIN = 3;
/** Share of capitals from which a headline has them on every word. */
const TITLE_CASE = 0.6;

/** Particles and articles that Korean and Arabic write onto a word. */
const KOREAN_PARTICLES =
  /(?<=.{2})(?:에서는|에게서|으로는|이라고|에서|에게|으로|까지|부터|이나|라고|은|는|이|가|을|를|의|에|와|과|도|로|만|씨)$/u;
const ARABIC_ARTICLES = /^(?:[وفبكل]?ال|لل)(?=.{3})/u;

/**
 * The names of a text and the words that other languages may share, by their skeletons. In scripts with capitals a name is
 * what has one and stands inside a sentence, or anywhere if it is never written without; in others any word may be one.
 *
 * @param titleEnd Where the headline ends, whose capitals may mean nothing.
 */
export function* soundsOf(words: readonly Word[], language: string | null, titleEnd: number): Generator<Sound> {
  const common = language === null ? undefined : functionWordsOf(language);
  const isName = nameTest(words, titleEnd);
  const known = new Map<string, string>();
  const skeleton = (text: string) => {
    let found = known.get(text);
    if (found === undefined) {
      found = skeletonOf(text);
      known.set(text, found);
    }
    return found;
  };
  for (const word of words) {
    if (word.script === 'han') {
      for (const { text, at } of transcribedIn(word.text)) {
        const sound = skeleton(text);
        if (sound.length >= MIN_SKELETON.name) {
          yield { skeleton: sound, name: NAME.perhaps, written: text, start: word.start + at };
        }
      }
      continue;
    }
    if (word.script === 'unspaced') continue;
    const text = bare(word);
    const lower = text.toLowerCase();
    if (common?.has(lower) || isNoise(lower)) continue;
    const name = word.script === 'cased' ? isName(word) : word.script === 'kana' ? NAME.yes : NAME.perhaps;
    if (name === NAME.no && text.length < MIN_WORD) continue;
    if (name === NAME.perhaps && text.length < (word.script === 'hangul' ? 2 : MIN_PLAIN)) continue;
    const sound = isAllCapitals(text) && text.length <= 5 ? `=${skeletonOfCapitals(text)}` : skeleton(lower);
    if (sound.length < (name === NAME.no ? MIN_SKELETON.word : MIN_SKELETON.name)) continue;
    yield { skeleton: sound, name, written: text, start: word.start };
  }
}

/** Capitals are spelled letter by letter, and stay so in languages that take them over: BKA. */
function skeletonOfCapitals(text: string): string {
  return fold(text).toUpperCase();
}

function bare({ text, script }: Word): string {
  if (script === 'hangul') return text.replace(KOREAN_PARTICLES, '');
  return script === 'plain' ? text.replace(ARABIC_ARTICLES, '') : text;
}

/** Tells of each word with or without a capital how surely it is a name. */
function nameTest(words: readonly Word[], titleEnd: number): (word: Word) => number {
  const inside = new Set<string>();
  const small = new Set<string>();
  const cased = words.filter(({ script }) => script === 'cased');
  const title = cased.filter(({ start }) => start < titleEnd);
  const capitals = title.filter(({ text }) => isCapitalised(text)).length;
  const isTitleCased = title.length > 2 && capitals / title.length >= TITLE_CASE;
  const opens = (word: Word) => word.opens || (isTitleCased && word.start < titleEnd);
  for (const word of cased) {
    if (!isCapitalised(word.text)) small.add(word.text);
    else if (!opens(word)) inside.add(word.text);
  }
  return (word) => {
    if (!isCapitalised(word.text)) return NAME.no;
    if (!opens(word) || inside.has(word.text)) return word.text.length > 1 ? NAME.yes : NAME.no;
    return small.has(word.text.toLowerCase()) || word.text.length < 4 ? NAME.no : NAME.perhaps;
  };
}
