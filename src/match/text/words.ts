/** One word of a text, in the order of reading. Offsets are UTF-16 code units into the text, `end` exclusive. */
export interface Word {
  start: number;
  end: number;
  /** What is compared: the word as it stands, without a possessive ending. */
  text: string;
  /** Cut from a script that writes without spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese). */
  unspaced: boolean;
}

const LETTERS = String.raw`\p{L}\p{M}\p{N}\p{Default_Ignorable_Code_Point}`;
const APOSTROPHES = "'‘’‛＇′´`՚";
/**
 * Letters and digits, with the signs that may stand inside a word, and `+`, `++` or `#` behind it (C++, C#).
 * The parts do not overlap, so that matching is linear.
 */
const CHUNK = new RegExp(
  `[\\p{L}\\p{N}][${LETTERS}]*(?:[${APOSTROPHES}&＆.,·][${LETTERS}]+)*(?:(?:\\+\\+?|#)(?![\\p{L}\\p{N}]))?`,
  'gu',
);
/** Most words of most texts: nothing to decide. */
const PLAIN = /^[\p{L}\p{N}]+$/u;
const JOINER = new RegExp(`[${APOSTROPHES}&＆.,·]`, 'g');
const APOSTROPHE = new RegExp(`[${APOSTROPHES}]`);
const SCRIPTS = ['Han', 'Hira', 'Kana', 'Thai', 'Laoo', 'Khmr', 'Mymr'].map((script) => `\\p{scx=${script}}`).join('');
const UNSPACED = new RegExp(`[[${SCRIPTS}]&&[\\p{L}\\p{M}\\p{N}]]`, 'v');
const UNSPACED_RUN = new RegExp(
  `[[${SCRIPTS}]&&[\\p{L}\\p{M}\\p{N}]][[${SCRIPTS}\\p{DI}]&&[\\p{L}\\p{M}\\p{N}\\p{DI}]]*`,
  'gv',
);

/** Articles and pronouns that lose their vowel before another: l'Élysée, d'utilisateurs, dell'Interno. The word is what follows. */
const ELIDED = new Set(
  'c d j l m n s t qu jusqu lorsqu puisqu quoiqu un all dall dell nell sull quell bell sant gl degl dagl negl sugl'.split(
    ' ',
  ),
);
/** Languages that set case endings off from a name by an apostrophe: İstanbul'da, Bakı'da. */
const SUFFIX_AFTER_APOSTROPHE = /^(?:tr|az)\b/;

/** Reads `text` word by word. `language` (BCP 47, or null) settles what an apostrophe means. */
export function* readWords(text: string, language: string | null): Generator<Word> {
  for (const { 0: chunk, index } of text.matchAll(CHUNK)) {
    if (UNSPACED.test(chunk)) yield* splitScripts(chunk, index, language);
    else yield* splitSpaced(chunk, index, text[index + chunk.length] ?? '', language);
  }
}

/** Cuts a chunk of several scripts, such as 要求Telegram交出, where the scripts change. */
function* splitScripts(chunk: string, offset: number, language: string | null): Generator<Word> {
  let at = 0;
  for (const { 0: run, index } of chunk.matchAll(UNSPACED_RUN)) {
    if (index > at) yield* readSpacedPart(chunk.slice(at, index), offset + at, language);
    yield* segment(run, offset + index);
    at = index + run.length;
  }
  if (at < chunk.length) yield* readSpacedPart(chunk.slice(at), offset + at, language);
}

function* readSpacedPart(part: string, offset: number, language: string | null): Generator<Word> {
  for (const { 0: chunk, index } of part.matchAll(CHUNK)) yield* splitSpaced(chunk, offset + index, '', language);
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

function* segment(run: string, offset: number): Generator<Word> {
  // Lone letters between Latin words are common in Chinese, and the segmenter is dear to call.
  const pieces = run.length === 1 ? [{ segment: run, index: 0 }] : segmenter.segment(run);
  for (const { segment: text, index } of pieces) {
    yield { start: offset + index, end: offset + index + text.length, text, unspaced: true };
  }
}

/** Decides for each sign inside a chunk whether it belongs to a word, ends one, or is no part of any. `next` is the character behind the chunk. */
function* splitSpaced(chunk: string, offset: number, next: string, language: string | null): Generator<Word> {
  if (PLAIN.test(chunk)) {
    yield { start: offset, end: offset + chunk.length, text: chunk, unspaced: false };
    return;
  }
  let start = 0;
  let beforeStart = 0;
  const word = (textEnd: number, end: number): Word => ({
    start: offset + start,
    end: offset + end,
    text: chunk.slice(start, textEnd),
    unspaced: false,
  });

  const signs = [...chunk.matchAll(JOINER)].map(({ index }) => index);
  for (const [nth, index] of signs.entries()) {
    const before = chunk.slice(beforeStart, index);
    const afterEnd = signs[nth + 1] ?? chunk.length;
    const meaning = signBetween(before, chunk[index]!, chunk.slice(index + 1, afterEnd), language);
    beforeStart = index + 1;
    if (meaning === 'joins') continue;
    const isEnding = meaning === 'ends';
    if (index > start) yield word(index, isEnding ? afterEnd : index);
    start = isEnding ? afterEnd + 1 : index + 1;
  }
  if (start >= chunk.length) return;
  // The last dot of U.S. is its own, not the sentence's.
  const isDotted = signs.length > 0 && /^\p{L}(?:\.\p{L})+$/u.test(chunk.slice(start)) && next === '.';
  yield word(chunk.length, chunk.length + (isDotted ? 1 : 0));
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
  if (sign === '·') return 'joins';
  if (/\p{N}$/u.test(before) && /^\p{N}/u.test(after)) return 'joins';
  return sign === '.' && /^\p{L}$/u.test(before) && /^\p{L}$/u.test(after) ? 'joins' : 'splits';
}
