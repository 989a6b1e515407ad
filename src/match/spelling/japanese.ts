import { simplified } from '../text/chinese.ts';
import { asOneKana } from '../text/kana.ts';

/** The long vowel at the end of a foreign word of three sounds is dropped in technical writing (JIS Z 8301): サーバー サーバ. */
const LONG_WORD = /[ァ-ヺー]{3,}/g;
const COUNTER = /(?<=[\p{sc=Han}\p{Nd}]|^)[ケがカか个](?=\p{sc=Han})/u;

/** Words that are written in several ways, folded: verbs by two rules of the Notification, and what is half in kana. */
const DOUBLETS = [
  '行う 行なう',
  '行い 行ない',
  '表す 表わす',
  '現れ 現われ',
  '断る 断わる',
  '子供 子ども',
  '友達 友だち',
  '障害者 障がい者',
  '引越 引っ越',
  '乗取 乗っ取',
  '追掛 追っ掛',
  'インターフェイス インターフェース',
  'デジタル ディジタル',
  'ディスプレイ ディスプレー',
  'レポート リポート',
  'コミュニケーション コミュニケイション',
].map((list) => list.split(' ').map((word) => simplified(asOneKana(word))));

/** Words of three letters that are written in one kind of kana may be written in the other: ひらがな, ヒラガナ. Shorter ones begin too many others. */
const HIRAGANA = /^[ぁ-ゖ]{3,}$/;
const KATAKANA = /^[ァ-ヶ]{3,}$/;
/** Both blocks are laid out alike (The Unicode Standard, section 18.4). */
const TO_KATAKANA = 0x60;

function shifted(word: string, by: number): string {
  return String.fromCharCode(...[...word].map((letter) => letter.charCodeAt(0) + by));
}

/** Every way of writing a folded term that differs in more than single letters. */
export function kanaSpellings(term: string): string[] {
  const spellings = new Set([term]);
  spellings.add(term.replace(LONG_WORD, (word) => (word.endsWith('ー') && word.length > 3 ? word.slice(0, -1) : word)));
  // At the end of a term the text may go on with it in any case.
  spellings.add(term.replace(LONG_WORD, (word, at: number) => (isOpen(word, at, term) ? `${word}ー` : word)));
  for (const words of DOUBLETS) {
    for (const word of words)
      if (term.includes(word)) for (const other of words) spellings.add(term.replace(word, other));
  }
  for (const spelling of [...spellings]) {
    if (HIRAGANA.test(spelling)) spellings.add(shifted(spelling, TO_KATAKANA));
    else if (KATAKANA.test(spelling)) spellings.add(shifted(spelling, -TO_KATAKANA));
    if (COUNTER.test(spelling)) for (const sign of 'ケがカか') spellings.add(spelling.replace(COUNTER, sign));
  }
  return [...spellings];
}

function isOpen(word: string, at: number, term: string): boolean {
  return at + word.length < term.length && !word.endsWith('ー');
}
