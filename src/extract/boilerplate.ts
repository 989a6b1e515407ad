import { findDate } from '../date/find.ts';
import type { Block } from './blocks.ts';
import { isWholeName, namesIn, startsAsByline } from './names.ts';
import {
  CREDIT_LABELS,
  FIRST_PERSON,
  FOLLOW_WORDS,
  LABEL_LINES,
  MEDIA_LINE,
  PLATFORMS,
  POINTER_LABELS,
  POINTER_PHRASES,
  READING_TIME,
} from './rules.ts';
import { lettersOf } from './surroundings.ts';

/** A longer block is not a mere pointer to something else, however it begins. UTF-16 code units. */
const MAX_POINTER_LENGTH = 220;
/** A block with more than this share of its text in links or times is nothing else. */
const MAX_MARGINAL = 0.9;

/** The same in lists. */
const MAX_SHARE_IN_LIST = 0.6;
/** UTF-16 code units of a line that tells of the article, of one that tells its date, and of what may stand before that. */
const MAX_LINE = 200;
const MAX_DATE_LINE = 100;
const MAX_BEFORE_DATE = 30;
/** UTF-16 code units of a call without a word of who calls. */
const MAX_CALL = 60;
/** Letters beside the names in a byline, and above a headline. */
const MAX_BESIDE_NAMES = 14;
const MAX_KICKER = 50;

const SENTENCE_END = /[.!?…。！？]["'”’»“)]*$/;
const SIGNS = '[\\p{P}\\p{S}\\s]*';
/** Not inside a word; scripts without spaces show no end of a word. */
const WORD_END = '(?:(?<=[\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}])|(?![\\p{L}\\p{N}]))';
// The phrases hold no character with a meaning of its own in a pattern.
const LABEL = new RegExp(`^${SIGNS}(?:${LABEL_LINES.join('|')})${SIGNS}$`, 'iu');
const POINTER = new RegExp(
  `^${SIGNS}(?:(?:${POINTER_PHRASES.join('|')})${WORD_END}|(?:${POINTER_LABELS.join('|')}) ?[:：])`,
  'iu',
);
const CREDIT = new RegExp(`^${SIGNS}(?:${CREDIT_LABELS.join('|')})(?: ?[:：|]|$|\\s(?=\\p{Lu}))`, 'iu');
const FOLLOW = new RegExp(`^${SIGNS}(?:${FOLLOW_WORDS.join('|')})${WORD_END}`, 'iu');
const PLATFORM = new RegExp(`(?<![\\p{L}\\p{N}])(?:${[...PLATFORMS].join('|')})(?![\\p{L}\\p{N}])`, 'iu');
const ADDRESS = /^https?:\/\/\S+$/i;

/** What is known of an article besides its blocks. */
interface Known {
  title: string | null;
  authors: string[];
}

/** The blocks of an article without those that repeat its title, tell of it, only point elsewhere, or head nothing. */
export function dropBoilerplate(blocks: Block[], known: Known): Block[] {
  const own = untilTail(blocks).filter(
    (block, i) => !isPointer(block) && !isLine(block, known.authors) && !repeats(block, i, known.title),
  );
  const end = own.findLastIndex((block) => !block.heading) + 1;
  return own.slice(0, end);
}

/** Without the list of other articles at the end, and its heading. */
function untilTail(blocks: Block[]): Block[] {
  const isEntry = ({ text, marginal, listed }: Block) =>
    text.length <= MAX_POINTER_LENGTH && (listed || marginal > MAX_SHARE_IN_LIST);
  const end = blocks.findLastIndex((block) => !isEntry(block));
  const heading = blocks[end];
  const isHeaded = heading !== undefined && end > 0 && blocks.length - end > 2 && isPointer(heading);
  return isHeaded ? blocks.slice(0, end) : blocks;
}

function isPointer({ text, marginal, heading, listed }: Block): boolean {
  if (text.length > MAX_POINTER_LENGTH) return false;
  if (LABEL.test(text) || POINTER.test(text) || ADDRESS.test(text)) return true;
  if ((FOLLOW.test(text) && PLATFORM.test(text) && !isStatement(text)) || listsPlatforms(text)) return true;
  return !heading && marginal > (listed ? MAX_SHARE_IN_LIST : MAX_MARGINAL);
}

/** A line that tells of the article: when it appeared, who wrote it, whose it is, how long it takes to read. */
function isLine({ text, heading }: Block, authors: string[]): boolean {
  if (text.length > MAX_LINE) return false;
  if (!/\p{L}/u.test(text) || MEDIA_LINE.test(text) || CREDIT.test(text) || /[©ⓒ]/.test(text)) return true;
  if (heading) return false;
  if (READING_TIME.test(text) || isDateLine(text)) return true;
  return startsAsByline(text)
    ? namesIn(text, []).some(isWholeName) && !SENTENCE_END.test(text)
    : namesOnly(text, authors);
}

/** A date with little around it. */
function isDateLine(text: string): boolean {
  const isEarly = text.search(/\d/) <= MAX_BEFORE_DATE;
  return isEarly && text.length <= MAX_DATE_LINE && !SENTENCE_END.test(text) && findDate(text, true) !== null;
}

/** The names of the authors, and hardly anything else. */
function namesOnly(text: string, authors: string[]): boolean {
  const rest = authors.reduce((left, author) => left.replace(author, ''), text);
  return rest !== text && rest.replace(/[^\p{L}]/gu, '').length <= MAX_BESIDE_NAMES;
}

/** A whole sentence in which nobody speaks of himself: "Follow the money: it went through a Telegram channel to Riga." */
function isStatement(text: string): boolean {
  return text.length > MAX_CALL && SENTENCE_END.test(text) && !FIRST_PERSON.test(text);
}

/** A row of names is a share bar without its icons. */
function listsPlatforms(text: string): boolean {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length > 0 && words.every((word) => PLATFORMS.has(word));
}

/** A headline may have a word above it: "City council: Market hall stays". */
function repeats({ text, heading }: Block, index: number, title: string | null): boolean {
  if (title === null) return false;
  const [shown, told] = [lettersOf(text), lettersOf(title)];
  const isAtTop = heading || index < 3;
  return (
    shown === told || (isAtTop && told.length > 20 && shown.endsWith(told) && shown.length < told.length + MAX_KICKER)
  );
}
