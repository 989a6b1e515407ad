import type { Block } from './blocks.ts';
import { FOLLOW_WORDS, LABEL_LINES, PLATFORMS, POINTER_LABELS, POINTER_PHRASES } from './rules.ts';

/** A longer block is not a mere pointer to something else, however it begins. UTF-16 code units. */
const MAX_POINTER_LENGTH = 220;
/** A block with more than this share of its text in links or times is nothing else. */
const MAX_MARGINAL = 0.9;

const SIGNS = '[\\p{P}\\p{S}\\s]*';
/** Not inside a word; scripts without spaces show no end of a word. */
const WORD_END = '(?:(?<=[\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}])|(?![\\p{L}\\p{N}]))';
// The phrases hold no character with a meaning of its own in a pattern.
const LABEL = new RegExp(`^${SIGNS}(?:${LABEL_LINES.join('|')})${SIGNS}$`, 'iu');
const POINTER = new RegExp(
  `^${SIGNS}(?:(?:${POINTER_PHRASES.join('|')})${WORD_END}|(?:${POINTER_LABELS.join('|')}) ?[:：])`,
  'iu',
);
const FOLLOW = new RegExp(`^${SIGNS}(?:${FOLLOW_WORDS.join('|')})${WORD_END}`, 'iu');
const PLATFORM = new RegExp(`(?<![\\p{L}\\p{N}])(?:${[...PLATFORMS].join('|')})(?![\\p{L}\\p{N}])`, 'iu');
const ADDRESS = /^https?:\/\/\S+$/i;

/** The blocks of an article without those that repeat its title, only point elsewhere, or head nothing. */
export function dropBoilerplate(blocks: Block[], title: string | null): Block[] {
  const own = blocks.filter((block) => !isPointer(block) && !repeats(block, title));
  const end = own.findLastIndex((block) => !block.heading) + 1;
  return own.slice(0, end);
}

function isPointer({ text, marginal, heading }: Block): boolean {
  if (text.length > MAX_POINTER_LENGTH) return false;
  if (LABEL.test(text) || POINTER.test(text) || ADDRESS.test(text)) return true;
  if ((FOLLOW.test(text) && PLATFORM.test(text)) || listsPlatforms(text)) return true;
  return marginal > MAX_MARGINAL && !heading;
}

/** A row of names is a share bar without its icons. */
function listsPlatforms(text: string): boolean {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length > 0 && words.every((word) => PLATFORMS.has(word));
}

function repeats({ text }: Block, title: string | null): boolean {
  return title !== null && text.toLowerCase() === title.toLowerCase();
}
