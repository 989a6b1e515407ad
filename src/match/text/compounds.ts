const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** Scripts whose compounds are opened, and the letters (UTF-16 code units) the parts have at least. */
interface Rule {
  script: RegExp;
  minPart: number;
  /** Shorter parts are taken beside one this long. */
  shortBeside: number;
}

const RULES: readonly Rule[] = [
  { script: /^\p{sc=Han}+$/u, minPart: 2, shortBeside: 0 },
  // Mon-ster and neku-tai are no compounds.
  { script: /^[\p{sc=Kana}ー]+$/u, minPart: 3, shortBeside: 4 },
  { script: /^[\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]+$/u, minPart: 4, shortBeside: 0 },
];
/** Vice, former, new, anti-, non-, stationed in: one letter before a word that stays what it is. */
const PREFIX = /^[副前元新旧舊反非駐驻]/u;
/** Between a Chinese and a foreign part: 東南アジア. */
const SCRIPT_BORDER = /(?<=\p{sc=Han})(?=[ァ-ヺ]{2})|(?<=[ァ-ヺー]{2})(?=\p{sc=Han})/u;
/** No word begins with them. */
const CONTINUES = /^[ーァィゥェォャュョッヮヵヶ\p{M}]/u;
const SHORT_HAN = /^\p{sc=Han}{2,3}$/u;
const SHORT_KATAKANA = /^[ァ-ヺー]{2}$/;
const ENDS_OPEN = /ッ$/u;
const MIN_COMPOUND = 3;
/** UTF-16 code units; longer words are names of offices at best. */
const MAX_COMPOUND = 16;
const MAX_REMEMBERED = 20_000;
const WHOLE: readonly number[] = [0];

const compounds = new Map<string, readonly number[]>();
const words = new Map<string, boolean>();

/**
 * Where the words begin that a word of a script without spaces is made of, in UTF-16 code units, from 0: 国家安全 is 国家
 * and 安全. The dictionaries of ICU hold many a compound as one word; it is opened where every part of it is a word of the
 * same dictionaries, so that 京都 is no part of 東京都 (東 and 京都 leave one letter over) nor ランド of ポーランド.
 */
export function partsOf(word: string): readonly number[] {
  if (word.length < MIN_COMPOUND || word.length > MAX_COMPOUND) return WHOLE;
  const known = compounds.get(word);
  if (known) return known;
  const found = open(word);
  remember(compounds, word, found);
  return found;
}

function open(word: string): readonly number[] {
  const border = SCRIPT_BORDER.exec(word);
  if (border) {
    const [before, after] = [word.slice(0, border.index), word.slice(border.index)];
    return [...partsOf(before), ...partsOf(after).map((at) => at + border.index)];
  }
  const rule = RULES.find(({ script }) => script.test(word));
  if (!rule) return WHOLE;
  // A surrogate pair is one letter; such letters are in no dictionary.
  if (rule.minPart === 2 && PREFIX.test(word) && isWord(word.slice(1))) return [0, 1];
  return split(word, rule) ?? WHOLE;
}

/** The fewest words that make up `word`, two at least; by where each may end, the shortest way there. */
function split(word: string, rule: Rule): number[] | null {
  const ways: (number[] | undefined)[] = [[]];
  for (let end = 1; end <= word.length; end += 1) {
    for (let start = 0; start < end; start += 1) {
      const way = ways[start];
      if (!way || end - start === word.length || way.length + 1 >= (ways[end]?.length ?? Number.POSITIVE_INFINITY))
        continue;
      if (isPart(word, start, end, rule)) ways[end] = [...way, start];
    }
  }
  return ways[word.length] ?? null;
}

function isPart(word: string, start: number, end: number, { minPart, shortBeside }: Rule): boolean {
  const length = end - start;
  const rest = word.length - length;
  if (length < minPart && !(length === minPart - 1 && shortBeside > 0 && rest >= shortBeside)) return false;
  const part = word.slice(start, end);
  return !CONTINUES.test(part) && !(ENDS_OPEN.test(part) && end < word.length) && isWord(part);
}

/**
 * True when a term that goes from one word over into the first letter of a longer one is another word there: 和服, *kimono*, in
 * 产品|和|服务. Where the dictionaries do not know the term, as they do few names, they could not tell.
 */
export function isAcrossBorder(term: string): boolean {
  return SHORT_HAN.test(term) && isWord(term);
}

/** True when a term that ends inside a foreign word is too short to be a part of it: タイ in タイトル. */
export function isTooShortFor(term: string, next: string): boolean {
  return SHORT_KATAKANA.test(term) && /[ァ-ヺ]/.test(next);
}

/** In the dictionaries: written twice in a row, a word is seen twice, and letters that are none are run together or apart. */
function isWord(text: string): boolean {
  const known = words.get(text);
  if (known !== undefined) return known;
  const pieces = [...segmenter.segment(text + text)];
  const found = pieces.length === 2 && pieces[1]!.index === text.length;
  remember(words, text, found);
  return found;
}

function remember<T>(memory: Map<string, T>, key: string, value: T): void {
  if (memory.size >= MAX_REMEMBERED) memory.clear();
  memory.set(key, value);
}
