import { lettersOf } from '../page/surroundings.ts';
import { isSentence, tellsOfArticle } from './article-lines.ts';
import type { Block } from './blocks.ts';
import {
  CALL_PHRASES,
  COMMISSION,
  FIRST_PERSON,
  FOLLOW_WORDS,
  LABEL_LINES,
  PLATFORMS,
  POINTER_LABELS,
  POINTER_PHRASES,
  SECOND_PERSON,
} from './rules.ts';

/** A longer block is not a mere pointer to something else, however it begins. UTF-16 code units. */
const MAX_POINTER_LENGTH = 220;
/** A block with more than this share of its text in links or times is nothing else. */
const MAX_MARGINAL = 0.9;

/** The same in lists. */
const MAX_SHARE_IN_LIST = 0.6;
/** UTF-16 code units of a call to follow without a word of who calls. */
const MAX_CALL = 60;
/** UTF-16 code units. A shorter paragraph may be anything. */
const MIN_PARAGRAPH = 80;
/** Letters above a headline. */
const MAX_KICKER = 50;

const SIGNS = '[\\p{P}\\p{S}\\s]*';
/** Not inside a word; scripts without spaces show no end of a word. */
const WORD_END = '(?:(?<=[\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}])|(?![\\p{L}\\p{N}]))';
// The phrases hold no character with a meaning of its own in a pattern.
const LABEL = new RegExp(`^${SIGNS}(?:${LABEL_LINES.join('|')})${SIGNS}$`, 'iu');
const POINTER = new RegExp(
  `^${SIGNS}(?:(?:${POINTER_PHRASES.join('|')})${WORD_END}|(?:${POINTER_LABELS.join('|')}) ?[:：])`,
  'iu',
);
const CALL = new RegExp(`^${SIGNS}(?:${CALL_PHRASES.join('|')})${WORD_END}`, 'iu');
const FOLLOW = new RegExp(`^${SIGNS}(?:${FOLLOW_WORDS.join('|')})${WORD_END}`, 'iu');
const STATEMENT_END = /[.…。]["'”’»“)]*$/;
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
    (block, i, all) =>
      (!isPointer(block) || isLinkedParagraph(all, i)) &&
      !tellsOfArticle(block, known.authors) &&
      !repeats(block, i, known.title),
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
  if ((CALL.test(text) && !isStatement(text)) || COMMISSION.test(text)) return true;
  const isFollow = FOLLOW.test(text) && PLATFORM.test(text) && (text.length <= MAX_CALL || !isStatement(text));
  if (isFollow || listsPlatforms(text)) return true;
  return !heading && marginal > (listed ? MAX_SHARE_IN_LIST : MAX_MARGINAL);
}

/** A sentence of the article that is one link, between paragraphs of the article. */
function isLinkedParagraph(blocks: Block[], at: number): boolean {
  const { text, marginal, listed } = blocks[at]!;
  if (listed || marginal <= MAX_MARGINAL || text.length < MIN_PARAGRAPH || !isSentence(text) || POINTER.test(text))
    return false;
  const isText = (block: Block | undefined) =>
    block !== undefined && block.marginal < MAX_SHARE_IN_LIST && block.text.length >= MIN_PARAGRAPH;
  return isText(blocks[at - 1]) && (at + 1 === blocks.length || isText(blocks[at + 1]));
}

/** A sentence in which nobody speaks of himself or to the reader: "Follow the money: it went through Telegram to Riga." */
function isStatement(text: string): boolean {
  return STATEMENT_END.test(text) && !FIRST_PERSON.test(text) && !SECOND_PERSON.test(text);
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
