const segmenter = new Intl.Segmenter('en', { granularity: 'word' });
/** UTF-16 code units of a word, and of each of its parts, at least. Single letters stand in too many words. */
const MIN_PART = 2;
const MIN_KATAKANA = 3;
/** Longer words are no compounds of the dictionary, but text that it does not know. */
const MAX_WORD = 30;
/** One letter before a word of two, which is still that word: the former, the vice, the whole. */
const PREFIXES = '前元副总正代新旧原老反非准全各双亲抗驻';

const isHan = (text: string) => /^\p{sc=Han}+$/u.test(text);
const isKatakana = (text: string) => /^[\p{sc=Katakana}ー]+$/u.test(text);

/**
 * Where, inside a word that the dictionaries of ICU take for one, another may begin: 国家安全 is 国家 and 安全,
 * オペレーティングシステム ends in システム. Both parts must be words on their own, so that no word begins across the border of two.
 * In UTF-16 code units, ascending. `word` is folded. For Chinese letters and katakana.
 */
export function innerBeginnings(word: string, mayBegin: (at: number) => boolean): number[] {
  const isOfKatakana = isKatakana(word);
  const min = isOfKatakana ? MIN_KATAKANA : MIN_PART;
  if (word.length > MAX_WORD || (!isOfKatakana && !isHan(word))) return [];
  const found: number[] = [];
  for (let at = 1; at + min <= word.length; at += 1) {
    if (!mayBegin(at)) continue;
    const isBehindPrefix = at === 1 && !isOfKatakana && PREFIXES.includes(word[0]!);
    if ((isBehindPrefix || (at >= min && isOneWord(word.slice(0, at)))) && isOneWord(word.slice(at))) found.push(at);
  }
  return found;
}

function isOneWord(text: string): boolean {
  const [first] = segmenter.segment(text);
  return first?.segment.length === text.length;
}
