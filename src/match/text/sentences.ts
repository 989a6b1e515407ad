import type { Tokens } from './tokens.ts';

/** UTF-16 code units into the text, `end` exclusive; from the first word to the closing stop and quotation mark. */
export interface Sentence {
  start: number;
  end: number;
}

/** An empty line, or an entry of a list. */
const PARAGRAPH = /\n[^\S\n]*(?:\n|[•▪‣◦][^\S\n])|[\u2028\u2029]/;
const CLOSERS = String.raw`\p{Pe}\p{Pf}\p{Pi}"'»«`;
/** Stops that can only end a sentence. */
const FULL_STOP = new RegExp(`[。！？｡؟۔।॥։።]+[${CLOSERS}]*`, 'u');
/** Stops that end one if no lower-case letter follows. */
const STOP = new RegExp(`[!?…‼⁇⁈⁉]+[${CLOSERS}]*(?=\\s)`, 'u');
/** Nothing between the stop and a capital: a space was lost on the way. */
const TIGHT_STOP = /^[.!?…]+$/;
const DOT = new RegExp(`^[${CLOSERS}]*[.]+[${CLOSERS}]*(?=\\s)`, 'u');

/** Abbreviations that stand before a name or a number, so that a capital behind their dot begins no sentence. */
const ABBREVIATIONS = new Set(
  (
    'mr mrs ms dr prof st sen rep gov gen col maj capt lt sgt cpl rev hon messrs mme mlle mgr sr sra srta dra sig dott ' +
    'inc ltd corp jr ds np tzw ul mgr inż г ул им ст проф акад ' +
    'no nr nos abs art fig vol vgl bzw ca cf vs approx dipl ing mag jan feb mar apr jun jul aug sep sept oct okt nov dec dez'
  ).split(' '),
);
/** Languages that write an ordinal as a number and a dot: 3. Oktober. */
const DOTTED_ORDINALS = /^(?:de|da|nb|nn|no|fi|et|lv|cs|sk|sl|hr|bs|sr|hu|pl|tr|is|fo|lb)\b/;

/** The sentences of a text, and to which each of its words belongs. */
export interface Sentences {
  sentences: Sentence[];
  /** By word: index into {@link sentences}. */
  sentenceOf: Int32Array;
  /** By word: number of its paragraph, from 0. */
  paragraphOf: Int32Array;
}

/** Divides a text whose words are `tokens`. Linear in its length. */
export function divide(text: string, tokens: Tokens, language: string | null): Sentences {
  const sentenceOf = new Int32Array(tokens.count);
  const paragraphOf = new Int32Array(tokens.count);
  const sentences: Sentence[] = [];
  let start = text.length - text.trimStart().length;
  let paragraph = 0;
  for (let index = 1; index < tokens.count; index += 1) {
    const found = breakBehind(text, tokens, index - 1, language);
    if (found) {
      sentences.push({ start, end: found.end });
      start = found.next;
      if (found.paragraph) paragraph += 1;
    }
    sentenceOf[index] = sentences.length;
    paragraphOf[index] = paragraph;
  }
  if (tokens.count > 0) sentences.push({ start, end: endOfLastSentence(text, tokens.ends[tokens.count - 1]!) });
  return { sentences, sentenceOf, paragraphOf };
}

function endOfLastSentence(text: string, from: number): number {
  const paragraph = text.indexOf('\n\n', from);
  return text.slice(0, paragraph < 0 ? text.length : paragraph).trimEnd().length;
}

/** What parts two words that stand in different sentences. */
export interface SentenceBreak {
  /** Where the first sentence ends. */
  end: number;
  /** Where the next begins. */
  next: number;
  /** Each sentence is in a paragraph of its own. */
  paragraph: boolean;
}

/** The break between the word `index` and the one behind it, or null when both share a sentence. */
export function breakBehind(
  text: string,
  tokens: Tokens,
  index: number,
  language: string | null,
): SentenceBreak | null {
  const start = tokens.ends[index]!;
  const end = tokens.starts[index + 1]!;
  // One space parts most words, and words of scripts without spaces touch.
  if (start === end || (end - start === 1 && text.charCodeAt(start) === 0x20)) return null;
  const before = text.slice(tokens.starts[index], tokens.textEnds[index]);
  return sentenceBreak(text, { start, end, before }, language);
}

/** Where the sentence of `before` ends in the gap behind it and the next begins, or null when both words share a sentence. */
function sentenceBreak(
  text: string,
  gap: { start: number; end: number; before: string },
  language: string | null,
): SentenceBreak | null {
  const between = text.slice(gap.start, gap.end);
  if (between.length <= 1 && /^\s?$/.test(between)) return null;
  if (TIGHT_STOP.test(between)) {
    const isEnd = /\p{Ll}{2}$/u.test(gap.before) && /^\p{Lu}/u.test(text.slice(gap.end, gap.end + 2));
    return isEnd ? { end: gap.end, next: gap.end, paragraph: false } : null;
  }

  const paragraph = PARAGRAPH.exec(between);
  const stop =
    FULL_STOP.exec(between) ?? (startsLowerCase(text, gap.end) ? null : openStop(between, gap.before, language));
  const found = stop && paragraph ? (stop.index < paragraph.index ? stop : paragraph) : (stop ?? paragraph);
  if (!found) return null;
  const end = gap.start + found.index + (found === paragraph ? 0 : found[0].length);
  const spaces = /^\s*/.exec(text.slice(end, gap.end))![0].length;
  return { end, next: end + spaces, paragraph: paragraph !== null };
}

function openStop(between: string, before: string, language: string | null): RegExpExecArray | null {
  const stop = STOP.exec(between);
  if (stop) return stop;
  return isAbbreviated(before, language) ? null : DOT.exec(between);
}

function isAbbreviated(word: string, language: string | null): boolean {
  if (/^\p{Lu}$/u.test(word)) return true;
  if (/^\d{1,2}$/.test(word)) return DOTTED_ORDINALS.test(language ?? '');
  return ABBREVIATIONS.has(word.toLowerCase());
}

function startsLowerCase(text: string, at: number): boolean {
  return /^\p{Ll}/u.test(text.slice(at, at + 2));
}
