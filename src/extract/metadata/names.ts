import { findDate } from '../../date/find.ts';
import {
  AGENCIES,
  BYLINE_LABELS,
  CJK_LABEL_WITHIN,
  CJK_LABELS,
  COLON_LABELS,
  HAN_REPORTER,
  JOB_WORDS,
  KOREAN_BYLINE,
  OUTLET_WORDS,
  PLACE_WORDS,
} from './author-rules.ts';
import { isPlace } from './places.ts';

/** UTF-16 code units of a name; longer text is a sentence. */
const MAX_NAME = 60;
const MAX_WORDS = 6;

const LABEL = new RegExp(
  `^[\\s(（【\\[–—-]*(?:(?:${BYLINE_LABELS.map((label) => label.replace('.', '\\.')).join('|')})(?:\\s*[:：]|(?=\\s))|(?:${COLON_LABELS.join('|')})\\s*[:：]|(?:${CJK_LABELS.join('|')})\\s*[:：／/＝=丨｜ ])\\s*`,
  'iu',
);
const SEPARATOR = /\s*[,;|/•·、，；،؛ㆍ]\s*|\s[–—-]\s|\n|及び|および/u;
/** Between two whole names; between two words of one name the same letters mean something else (Ortega y Gasset). */
const CONJUNCTION =
  /(?<=\S\s\S+|[\p{sc=Han}])\s+(?:and|und|et|y|e|en|og|och|oraz|i|a|и|та|й|και|és|şi|și|ja|ir|un|ve|dan|và|และ|और|এবং|و|&|with|mit)\s+(?=\S+\s\S)/iu;
const CJK = /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}・ ]{2,20}$/u;
/** The name of an account (`newsdesk2`); agencies have short ones. */
const ACCOUNT = /^[\p{Ll}\p{N}_.-]{5,}$/u;
const PARTICLE = '(?:van|von|vom|zu|de|der|den|da|dos|di|del|della|al|el|bin|ter|la|le|du)';
const CAPITALISED_WORD = "\\p{Lu}[\\p{L}\\p{M}.'’-]*";
const CASELESS =
  '[\\p{sc=Arab}\\p{sc=Hebr}\\p{sc=Thai}\\p{sc=Deva}\\p{sc=Beng}\\p{sc=Taml}\\p{sc=Telu}\\p{sc=Gujr}\\p{sc=Guru}\\p{sc=Mlym}\\p{sc=Knda}\\p{sc=Geor}\\p{M}\\u200c]';
const CASELESS_NAME = new RegExp(`^${CASELESS}{2,}(?:\\s${CASELESS}{2,}){1,3}$`, 'u');
/** "And" is a letter before the next name in Arabic and Hebrew; names begin with it, too. */
const JOINED =
  /(?<=[\p{sc=Arab}\p{sc=Hebr}]{2}\s[\p{sc=Arab}\p{sc=Hebr}]{2,20})\s(?:و(?!ليد|ائل|سام|فاء|جدي|هبة|ليام)|ו(?!רד|יקטור))(?=[\p{sc=Arab}\p{sc=Hebr}]{2,}\s[\p{sc=Arab}\p{sc=Hebr}]{2})/u;
/** What is left of "and" behind what stood in brackets. */
const LEADING_AND = /^(?:and|und|et|y|e|en|og|och|oraz|и|та|και|és|și|ve|&)\s+(?=\p{Lu})/u;
/** Between Chinese reporters, whose names are written without a space inside. */
const REPORTERS = /(?:记者|通讯员|本報記者)[:：\s]/u;
const BETWEEN_REPORTERS = /(?<=\p{sc=Han}{2})\s+(?=\p{sc=Han}{2,4}(?:\s|$))/u;
/** What else stands in a line of names: addresses of mail and accounts, and when the article came out. */
const NOT_NAMES = /\s?\(?(?:\S{1,60}@\S{1,60}|@\w{1,30})\)?/gu;
const PUBLISHED =
  /\s(?:published|updated|posted|veröffentlicht|aktualisiert|stand:|publié|mis à jour|publicado|actualizado|pubblicato|aggiornato|gepubliceerd|publisert|publicerad)(?!\p{L}).*$/iu;
const IN_PLACE = new RegExp(
  `^(.{3,60}?)\\s(?:${PLACE_WORDS})\\s\\p{Lu}[\\p{L}\\p{M}'’.-]*(?:\\s\\p{Lu}[\\p{L}\\p{M}'’.-]*){0,2}$`,
  'u',
);
const WHOLE_NAME = new RegExp(`^${CAPITALISED_WORD}(?:\\s(?:${PARTICLE}\\s)*${CAPITALISED_WORD}){1,3}$`, 'u');

/** Whether a line begins as bylines do: "Von Ada Feld", "记者：王明". */
export function startsAsByline(text: string): boolean {
  return LABEL.test(text) || CJK_LABEL_WITHIN.test(text) || KOREAN_BYLINE.test(text) || HAN_REPORTER.test(text);
}

/**
 * The people and agencies a byline names: "By Ada Field and Bo Lund, Political Editor" → Ada Field, Bo Lund.
 *
 * @param text One line.
 * @param outlets Names of the outlet and its host, which are no authors.
 */
export function namesIn(text: string, outlets: string[]): string[] {
  const korean = KOREAN_BYLINE.exec(text)?.[1];
  if (korean) return korean.split(/\s?[·ㆍ,、]\s?/u);
  const reporter = HAN_REPORTER.exec(text)?.[1];
  if (reporter && !CJK_LABELS.some((label) => reporter.endsWith(label) || `${reporter}记者` === label)) {
    if (!/本[报報台]|[社台报報]$/u.test(reporter)) return [reporter];
  }
  const parts = withoutRest(text.slice(CJK_LABEL_WITHIN.exec(text)?.index ?? 0))
    // "Ada Field (with AFP)"
    .replace(/\s\((?!www\.|https?:)[^()]*\)/gi, ', ')
    .replace(LABEL, '')
    .replace(/[)）】\]]\s*$/, '')
    .split(SEPARATOR)
    .flatMap((part) => part.split(CONJUNCTION))
    .flatMap((part) => part.split(JOINED))
    .flatMap((part) => (REPORTERS.test(text) ? part.split(BETWEEN_REPORTERS) : part))
    .map((name) =>
      name
        .replace(LEADING_AND, '')
        .replace(LABEL, '')
        .replace(/^[\s"'“”«»(@]+|[\s"'“”«»):.]+$/g, ''),
    )
    .map(withoutPlace);
  const found = parts.filter((name) => isName(name) && !isOutlet(name, outlets));
  const names = found.some(isWholeName) ? found.filter((name, index) => index === 0 || isAuthor(name)) : found;
  // "The Post, London": behind an outlet stands where it is at home.
  const isAddress = isOutlet(parts[0] ?? '', outlets) && !names.some(isWholeName);
  return isAddress ? [] : [...new Set(names)];
}

/** The line without accounts, dates and what is said of them. */
function withoutRest(text: string): string {
  const line = text.replace(NOT_NAMES, ' ');
  const dated = /\d/.test(line) ? findDate(line, true)?.rest.replace(/\s+/g, ' ').trim() : undefined;
  return (dated ?? line).replace(PUBLISHED, '');
}

/** "Ada Field in Tarnholm" → "Ada Field". */
function withoutPlace(name: string): string {
  const [, before] = IN_PLACE.exec(name) ?? [];
  return before && isWholeName(before) ? before : name;
}

/** Behind the name of a person: not where they write from. */
function isAuthor(name: string): boolean {
  if (isPlace(name)) return false;
  const isWord = /^\p{Lu}[\p{Ll}\p{M}-]+(?:-\p{Lu}[\p{Ll}\p{M}]+)*$/u.test(name);
  return !isWord || AGENCIES.has(name.toLowerCase());
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
