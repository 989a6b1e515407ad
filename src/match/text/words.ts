import {
  APOSTROPHES,
  CHARACTER,
  characterOf,
  JOINERS,
  LETTERS_AS_DOTS,
  UNSPACED,
  UNSPACED_LETTER,
} from './characters.ts';
import { partsOf } from './compounds.ts';
import { addToken, begin, createTokens, type Tokens } from './tokens.ts';

/** One word of a text. Offsets are UTF-16 code units into the text, `end` exclusive. */
export interface Word {
  start: number;
  end: number;
  /** What is compared: the word as it stands, without a possessive ending. */
  text: string;
  /** Cut from a script that writes without spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese). */
  unspaced: boolean;
}

const FIRST = `[[\\p{L}\\p{N}]--[${LETTERS_AS_DOTS}]]`;
const INNER = `[[\\p{L}\\p{M}\\p{N}\\p{Default_Ignorable_Code_Point}\u055b\u055c\u055e]--[${LETTERS_AS_DOTS}]]`;
/**
 * Letters and digits, with the signs that may stand inside a word, and `+`, `++` or `#` behind it (C++, C#).
 * The parts do not overlap, so that matching is linear.
 */
const CHUNK = new RegExp(`${FIRST}${INNER}*(?:[${JOINERS}]${INNER}+)*(?:(?:\\+\\+?|#)(?!${FIRST}))?`, 'vy');
const JOINER = new RegExp(`[${JOINERS}]`, 'g');
const APOSTROPHE = new RegExp(`[${APOSTROPHES}]`);
const UNSPACED_RUN = new RegExp(`${UNSPACED_LETTER}[${UNSPACED_LETTER}\\p{DI}]*`, 'gv');

/** Articles and pronouns that lose their vowel before another: l'Élysée, d'utilisateurs, dell'Interno. The word is what follows. */
const ELIDED = new Set(
  'c d j l m n s t qu jusqu lorsqu puisqu quoiqu un all dall dell nell sull quell bell sant gl degl dagl negl sugl'.split(
    ' ',
  ),
);
/** An abbreviation with a dot behind each letter but the last: U.S, أ.ف.ب. */
const DOTTED = /^\p{L}\p{M}*(?:\.\p{L}\p{M}*)+$/u;
const ONE_LETTER = /^\p{L}\p{M}*$/u;
/** A Korean particle, or another word, behind a foreign name. */
const FOREIGN_BEFORE_HANGUL = /^[\p{sc=Latin}\p{M}]+(?=\p{sc=Hangul})/u;
/** Languages that set case endings off from a name by an apostrophe: İstanbul'da, Bakı'da. */
const SUFFIX_AFTER_APOSTROPHE = /^(?:tr|az)\b/;

/**
 * Reads `text` word by word into `tokens`, in linear time. `language` (BCP 47, or null) settles what an apostrophe means, never whether
 * a word is seen.
 */
export function readTokens(text: string, language: string | null, tokens: Tokens): void {
  begin(tokens, text);
  const { length } = text;
  const { codes } = tokens;
  const typesAccents = language?.startsWith('it') ?? false;
  let at = 0;
  while (at < length) {
    const first = characterOf(codes[at]!);
    if (first === CHARACTER.letter || first === CHARACTER.hangul) {
      const start = at;
      let next: number = CHARACTER.gap;
      for (at += 1; at < length; at += 1) {
        next = characterOf(codes[at]!);
        if (next !== CHARACTER.letter && next !== first) break;
      }
      // Most words of most texts end here, and nothing is to be decided.
      if (at === length || next === CHARACTER.gap || (next === CHARACTER.sign && !continuesBehind(text, at))) {
        if (typesAccents && next === CHARACTER.sign && isTypedAccent(text, at)) at += 1;
        addToken(tokens, start, at, at, false);
      } else {
        at = readChunk(text, start, language, tokens);
      }
    } else if (first === CHARACTER.unspaced || first === CHARACTER.surrogate) {
      at = readChunk(text, at, language, tokens);
    } else {
      at += 1;
    }
  }
}

/** Used again for each short text. */
const scratch = createTokens();

/** The words of a short text, such as a term of a query. */
export function readWords(text: string, language: string | null): Word[] {
  const tokens = scratch;
  readTokens(text, language, tokens);
  const words: Word[] = [];
  for (let index = 0; index < tokens.count; index += 1) {
    const start = tokens.starts[index]!;
    words.push({
      start,
      end: tokens.ends[index]!,
      text: text.slice(start, tokens.textEnds[index]),
      unspaced: tokens.unspaced[index] === 1,
    });
  }
  return words;
}

/** An apostrophe for the accent of the vowel before it, as Italian agencies type: citta', perche'. */
function isTypedAccent(text: string, sign: number): boolean {
  return APOSTROPHE.test(text[sign]!) && /[aeiou]/i.test(text[sign - 1]!);
}

function continuesBehind(text: string, sign: number): boolean {
  const behind = sign + 1 < text.length ? characterOf(text.charCodeAt(sign + 1)) : CHARACTER.gap;
  return behind !== CHARACTER.gap && behind !== CHARACTER.sign && behind !== CHARACTER.ending;
}

/** Reads what is more than plain letters. Returns where to go on. */
function readChunk(text: string, start: number, language: string | null, tokens: Tokens): number {
  CHUNK.lastIndex = start;
  const [chunk] = CHUNK.exec(text) ?? [];
  if (chunk === undefined) return start + 1;
  const end = start + chunk.length;
  if (UNSPACED.test(chunk)) splitScripts(chunk, start, language, tokens);
  else splitSpaced(chunk, start, text[end] ?? '', language, tokens);
  return end;
}

/** Cuts a chunk of several scripts, such as 要求Telegram交出, where the scripts change. */
function splitScripts(chunk: string, offset: number, language: string | null, tokens: Tokens): void {
  let at = 0;
  for (const { 0: run, index } of chunk.matchAll(UNSPACED_RUN)) {
    if (index > at) readSpacedPart(chunk.slice(at, index), offset + at, language, tokens);
    segment(run, offset + index, tokens);
    at = index + run.length;
  }
  if (at < chunk.length) readSpacedPart(chunk.slice(at), offset + at, language, tokens);
}

function readSpacedPart(part: string, offset: number, language: string | null, tokens: Tokens): void {
  let at = 0;
  while (at < part.length) {
    CHUNK.lastIndex = at;
    const [chunk] = CHUNK.exec(part) ?? [];
    if (chunk) splitSpaced(chunk, offset + at, '', language, tokens);
    at += chunk?.length ?? 1;
  }
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

function segment(run: string, offset: number, tokens: Tokens): void {
  // Lone letters between Latin words are common in Chinese, and the segmenter is dear to call.
  const pieces = run.length === 1 ? [{ segment: run, index: 0 }] : segmenter.segment(run);
  for (const { segment: text, index } of pieces) {
    const parts = partsOf(text);
    for (let part = 0; part < parts.length; part += 1) {
      const end = offset + index + (parts[part + 1] ?? text.length);
      addToken(tokens, offset + index + parts[part]!, end, end, true);
    }
  }
}

/** Decides for each sign inside a chunk whether it belongs to a word, ends one, or is no part of any. `next` is the character behind the chunk. */
function splitSpaced(chunk: string, offset: number, next: string, language: string | null, tokens: Tokens): void {
  let start = 0;
  let beforeStart = 0;
  const signs = [...chunk.matchAll(JOINER)].map(({ index }) => index);
  for (const [nth, index] of signs.entries()) {
    const before = chunk.slice(beforeStart, index);
    const afterEnd = signs[nth + 1] ?? chunk.length;
    const meaning = signBetween(before, chunk[index]!, chunk.slice(index + 1, afterEnd), language);
    beforeStart = index + 1;
    if (meaning === 'joins') continue;
    const isEnding = meaning === 'ends';
    if (index > start) addToken(tokens, offset + start, offset + index, offset + (isEnding ? afterEnd : index), false);
    start = isEnding ? afterEnd + 1 : index + 1;
  }
  if (start >= chunk.length) return;
  // A Korean particle, or another word, behind a foreign name: FBI가.
  const foreign = FOREIGN_BEFORE_HANGUL.exec(chunk.slice(start));
  if (foreign) {
    const end = start + foreign[0].length;
    addToken(tokens, offset + start, offset + end, offset + end, false);
    start = end;
  }
  // The last dot of U.S. is its own, not the sentence's.
  const isDotted = signs.length > 0 && next === '.' && DOTTED.test(chunk.slice(start));
  const end = offset + chunk.length;
  addToken(tokens, offset + start, end, end + (isDotted ? 1 : 0), false);
}

/** `joins`: one word on both sides. `splits`: two words. `ends`: what follows is an ending of the word before. */
function signBetween(
  before: string,
  sign: string,
  after: string,
  language: string | null,
): 'joins' | 'splits' | 'ends' {
  if (APOSTROPHE.test(sign)) {
    if (ELIDED.has(before.toLowerCase())) return 'splits';
    const isEnding = /^s$/i.test(after) || SUFFIX_AFTER_APOSTROPHE.test(language ?? '');
    return isEnding ? 'ends' : 'joins';
  }
  if (sign === '&' || sign === '＆') return Math.min(before.length, after.length) <= 2 ? 'joins' : 'splits';
  // Catalan: intel·ligència. Elsewhere the dot stands between words: Signal·Telegram, 한국·미국, citoyen·ne·s.
  if (sign === '·') return /l$/i.test(before) && /^l/i.test(after) ? 'joins' : 'splits';
  if (/\p{Nd}$/u.test(before) && /^\p{Nd}/u.test(after)) return 'joins';
  return sign === '.' && ONE_LETTER.test(before) && ONE_LETTER.test(after) ? 'joins' : 'splits';
}
