const V: Record<string, string> = { ヴァ: 'バ', ヴィ: 'ビ', ヴェ: 'ベ', ヴォ: 'ボ', ヴュ: 'ビュ', ヴ: 'ブ' };
const SMALL = 'ァィゥェォヵヶゎ';
const LARGE = 'アイウエオカケワ';
const CONCERNED = /[ヴァィゥェォヵヶゎ]/;

/**
 * Katakana in one of the ways to write a foreign sound (外来語の表記, Cabinet Notification 2 of 1991): ヴァイオリン バイオリン,
 * ウィルス ウイルス.
 */
export function asOneKana(text: string): string {
  if (!CONCERNED.test(text)) return text;
  return text
    .replace(/ヴ[ァィェォュ]?/g, (sound) => V[sound]!)
    .replace(/[ァィゥェォヵヶゎ]/g, (letter) => LARGE[SMALL.indexOf(letter)]!);
}
