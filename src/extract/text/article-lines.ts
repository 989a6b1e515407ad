import { findDate } from '../../date/find.ts';
import { isWholeName, namesIn, startsAsByline } from '../metadata/names.ts';
import type { Block } from './blocks.ts';
import { CREDIT_LABELS, CREDIT_PHRASES, DATE_LABEL, MEDIA_LINE, READING_TIME } from './rules.ts';

/** UTF-16 code units of a line that tells of the article, of its date, and of how long it takes to read. */
const MAX_LINE = 200;
const MAX_DATE_LINE = 100;
const MAX_READING_TIME = 60;
/** Letters beside the names in a byline, and beside a date. */
const MAX_BESIDE_NAMES = 14;
const MAX_BESIDE_DATE = 12;

const SENTENCE_END = /[.!?…。！？]["'”’»“)]*$/;
const SIGNS = '[\\p{P}\\p{S}\\s]*';
const CREDIT = new RegExp(`^${SIGNS}(?:${CREDIT_LABELS.join('|')})(?: ?[:：|]|${SIGNS}$)`, 'iu');
const CREDIT_PHRASE = new RegExp(`^${SIGNS}(?:${CREDIT_PHRASES.join('|')}) (.)`, 'iu');
const COPYRIGHT = /^[^\p{L}]*(?:copyright\s*)?(?:[©ⓒ]|\(c\)\s*\d{4}|(?<=copyright\s*)\d{4})/iu;
/** How a picture is credited behind what it shows. */
const PICTURE_CREDIT = /[©ⓒ]/;
/** What stands beside a date: how a day, a time and a zone are told. */
const DATE_WORDS =
  /(?<!\p{L})(?:uhr|a\.?m\.?|p\.?m\.?|[a-z]{1,3}t|utc|gmt|jst|at|um|on|am|à|le|kl|klo|o['’]clock|last|zuletzt|aktualisiert|by|von|par)(?!\p{L})/giu;

/** Lines of a content management system: "5/10/2026 - Posted by: Ada - Category: Health". */
const DATE_AND_LABELS = /(?:by|por|par|von|da|door|av|autor|author|tags?|categor\p{L}*|kategorie|rubrik)\s*:/iu;

/** Whether a text ends as sentences do. */
export function isSentence(text: string): boolean {
  return SENTENCE_END.test(text);
}

/** Whether a block only tells of the article: when it appeared, who wrote it, whose it is, how long it takes to read. */
export function tellsOfArticle({ text, heading }: Block, authors: string[]): boolean {
  if (text.length > MAX_LINE) return false;
  if (!/\p{L}/u.test(text) || MEDIA_LINE.test(text) || isCredit(text)) return true;
  if (heading || isSentence(text)) return false;
  if ((text.length <= MAX_READING_TIME && READING_TIME.test(text)) || isDateLine(text, authors)) return true;
  return startsAsByline(text) ? isByline(text) : namesOnly(text, authors);
}

function isCredit(text: string): boolean {
  if (CREDIT.test(text) || COPYRIGHT.test(text) || (PICTURE_CREDIT.test(text) && !isSentence(text))) return true;
  const [, next = ''] = CREDIT_PHRASE.exec(text) ?? [];
  return /\p{Lu}|\p{Lo}/u.test(next);
}

/** A date and hardly anything else. */
function isDateLine(text: string, authors: string[]): boolean {
  const found = text.length <= MAX_DATE_LINE ? findDate(text, true) : null;
  if (!found) return false;
  if (DATE_AND_LABELS.test(found.rest)) return true;
  const rest = authors
    .reduce((left, author) => left.replace(author, ''), found.rest.trim())
    .replace(DATE_LABEL, '')
    .replace(READING_TIME, '')
    .replace(DATE_WORDS, '');
  // A line of two dates: when it was published, and changed.
  const second = findDate(rest, true);
  return countLetters((second?.rest ?? rest).trim().replace(DATE_LABEL, '').replace(DATE_WORDS, '')) <= MAX_BESIDE_DATE;
}

/** Names behind "by", and nothing that goes on as a sentence does. */
function isByline(text: string): boolean {
  const names = namesIn(text, []);
  const rest = names.reduce((left, name) => left.replace(name, ''), text);
  return names.some(isWholeName) && countLetters(rest) <= 2 * MAX_BESIDE_NAMES;
}

/** The names of the authors, and hardly anything else. */
function namesOnly(text: string, authors: string[]): boolean {
  const rest = authors.reduce((left, author) => left.replace(author, ''), text);
  return rest !== text && countLetters(rest) <= MAX_BESIDE_NAMES;
}

function countLetters(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}
