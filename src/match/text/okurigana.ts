import { simplified } from './chinese.ts';

/** The endings of verbs that may be written or not before another verb, and behind the last (送り仮名の付け方, Cabinet Notification 2 of 1973). */
const OKURIGANA = 'りきしちみびぎじけげぜべめれえねび';
/** Behind other letters these are endings of adjectives, and a particle: 高い山 is no 高山, 来て日本 no 来日本. */
const AFTER_VERB: Record<string, string> = {
  い: simplified('買使扱払争追思言救吸拾誘歌習縫狂雇疑違迷会合占問戦'),
  て: simplified('立建当捨育企隔仕'),
  わ: '合',
};
const HAN = /\p{sc=Han}/u;

/** True when the letter at `at` may be left out: the ending of a verb between two letters of Chinese origin, as 取り調べ is 取調べ. All folded. */
export function isOkurigana(text: string, at: number): boolean {
  const letter = text[at]!;
  if (!isEnding(text[at - 1], letter)) return false;
  // 打ち合わせ is 打合せ.
  return HAN.test(text[at + 1] ?? '') || (letter === 'わ' && text[at + 1] === 'せ');
}

function isEnding(before: string | undefined, letter: string): boolean {
  if (before === undefined || !HAN.test(before)) return false;
  return OKURIGANA.includes(letter) || (AFTER_VERB[letter]?.includes(before) ?? false);
}

/**
 * A folded term without the endings of its verbs, the last one too, or null when it has no two letters between which one
 * might stand.
 */
export function withoutOkurigana(term: string): string | null {
  let result = '';
  for (let at = 0; at < term.length; at += 1) {
    const isLast = at === term.length - 1 && at > 1 && isEnding(term[at - 1], term[at]!) && term[at] !== 'わ';
    if (!isLast && !isOkurigana(term, at)) result += term[at];
  }
  return /\p{sc=Han}{2}/u.test(result) ? result : null;
}
