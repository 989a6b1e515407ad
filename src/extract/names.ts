import { BYLINE_LABELS, CJK_LABEL_WITHIN, CJK_LABELS, JOB_WORDS, KOREAN_BYLINE, OUTLET_WORDS } from './author-rules.ts';

/** UTF-16 code units of a name; longer text is a sentence. */
const MAX_NAME = 60;
const MAX_WORDS = 6;

const LABEL = new RegExp(
  `^[\\s(（【\\[–—-]*(?:(?:${BYLINE_LABELS.join('|')})(?:\\s*[:：]|(?=\\s))|(?:${CJK_LABELS.join('|')})\\s*[:：／/ ])\\s*`,
  'iu',
);
const SEPARATOR = /\s*[,;|/•·、，；]\s*|\s[–—-]\s|\n/u;
/** Between two whole names; between two words of one name the same letters mean something else (Ortega y Gasset). */
const CONJUNCTION =
  /(?<=\S\s\S+|[\p{sc=Han}])\s+(?:and|und|et|y|e|en|og|och|oraz|i|и|ve|dan|&|with|mit)\s+(?=\S+\s\S)/iu;
const CJK = /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}・ ]{2,20}$/u;
/** The name of an account (`newsdesk2`); agencies have short ones. */
const ACCOUNT = /^[\p{Ll}\p{N}_.-]{5,}$/u;
const PARTICLE = '(?:van|von|vom|zu|de|der|den|da|dos|di|del|della|al|el|bin|ter|la|le|du)';
const CAPITALISED_WORD = "\\p{Lu}[\\p{L}\\p{M}.'’-]*";
const CASELESS_NAME = /^[\p{sc=Arab}\p{sc=Hebr}]{2,}(?:\s[\p{sc=Arab}\p{sc=Hebr}]{2,}){1,3}$/u;
const WHOLE_NAME = new RegExp(`^${CAPITALISED_WORD}(?:\\s(?:${PARTICLE}\\s)*${CAPITALISED_WORD}){1,3}$`, 'u');

/** Whether a line begins as bylines do: "Von Ada Feld", "记者：王明". */
export function startsAsByline(text: string): boolean {
  return LABEL.test(text) || CJK_LABEL_WITHIN.test(text) || KOREAN_BYLINE.test(text);
}

/**
 * The people and agencies a byline names: "By Ada Field and Bo Lund, Political Editor" → Ada Field, Bo Lund.
 *
 * @param text One line.
 * @param outlets Names of the outlet and its host, which are no authors.
 */
export function namesIn(text: string, outlets: string[]): string[] {
  const korean = KOREAN_BYLINE.exec(text)?.[1];
  if (korean) return [korean];
  const parts = text
    .slice(CJK_LABEL_WITHIN.exec(text)?.index ?? 0)
    // "Ada Field (with AFP)"
    .replace(/\s\((?!www\.|https?:)[^()]*\)/gi, ', ')
    .replace(LABEL, '')
    .replace(/[)）】\]]\s*$/, '')
    .split(SEPARATOR)
    .flatMap((part) => part.split(CONJUNCTION))
    .map((name) => name.replace(LABEL, '').replace(/^[\s"'“”«»(@]+|[\s"'“”«»):.]+$/g, ''));
  const names = parts.filter((name) => isName(name) && !isOutlet(name, outlets));
  // "The Post, London": behind an outlet stands where it is at home.
  const isAddress = isOutlet(parts[0] ?? '', outlets) && !names.some(isWholeName);
  return isAddress ? [] : [...new Set(names)];
}

/** Profile addresses, account numbers, dates and job titles stand where names are asked for. */
function isName(text: string): boolean {
  if (text.length < 2 || text.length > MAX_NAME || !/\p{L}/u.test(text)) return false;
  if (/https?:|www\.|@|\d{2}|[<>{}=?!]/i.test(text)) return false;
  if (CJK.test(text)) return true;
  if (ACCOUNT.test(text)) return false;
  const words = wordsOf(text);
  return words.length <= MAX_WORDS && !words.some((word) => JOB_WORDS.has(word));
}

/** True where each word is the outlet's or says nothing: "STERN.de", "n-tv NACHRICHTEN", "Lesotho Times". */
function isOutlet(name: string, outlets: string[]): boolean {
  const own = new Set(outlets.flatMap(wordsOf));
  const whole = new Set(outlets.map(compact));
  if (whole.has(compact(name))) return true;
  return wordsOf(name).every((word) => own.has(word) || OUTLET_WORDS.has(word) || whole.has(word));
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

function compact(text: string): string {
  return wordsOf(text).join('');
}

/** Two to four words, each with a capital where the script has any, or as many signs as Chinese and Japanese names have. */
export function isWholeName(name: string): boolean {
  return WHOLE_NAME.test(name) || CASELESS_NAME.test(name) || /^(?:\p{sc=Han}{2,4}|\p{sc=Hang}{2,4})$/u.test(name);
}
