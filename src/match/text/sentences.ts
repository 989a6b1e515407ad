import { abbreviationsOf } from './abbreviations.ts';
import type { Tokens } from './tokens.ts';

/** UTF-16 code units into the text, `end` exclusive; from the first word to the closing stop and quotation mark. */
export interface Sentence {
  start: number;
  end: number;
}

/** An empty line, or an entry of a list. */
const PARAGRAPH = /\n[^\S\n]*(?:\n|[•▪‣◦][^\S\n]|[*–-][^\S\n])|[\u2028\u2029]/;
/** A number that begins an entry of a list. */
const NUMBERED = /^\d{1,2}[.)]\s/;
/** Marks of footnotes, behind the stop. */
const NOTE_SIGNS = '*†‡¹²³⁰⁴-⁹';
const NOTE = String.raw`[${NOTE_SIGNS}]|[\[(][${NOTE_SIGNS}]+[\])]`;
const CLOSERS = String.raw`\p{Pe}\p{Pf}\p{Pi}"'»«`;
const TAIL = String.raw`(?:[${CLOSERS}]|[ \u00a0\u202f]»(?=\s)|[,–-](?=[${NOTE_SIGNS}])|${NOTE})*`;
/**
 * Stops that can only end a sentence: the sentence terminals of all scripts (Unicode, UAX #44, Sentence_Terminal) but
 * those of Latin, and but the Burmese comma; the Tibetan stroke, and the old Sinhalese stop.
 */
const FULL_STOP = new RegExp(String.raw`[[\p{STerm}།༎෴]--[.!?‼‽⁇⁈⁉၊]]+[${CLOSERS}]*`, 'v');
/** Stops that end one if no lower-case letter follows. */
const STOP = new RegExp(String.raw`(?:(?<!\s)…|[!?‼⁇⁈⁉‽\u037e])[!?….‼⁇⁈⁉‽]*${TAIL}(?=\s)`, 'u');
/** Signs that are stops in some scripts alone: Greek asks with a semicolon, and a colon and a bar are typed for other stops. */
const OWN_STOPS = [
  { sign: ';', language: 'el', letter: /\p{sc=Grek}$/u },
  { sign: ':', language: 'hy', letter: /\p{sc=Armn}$/u },
  { sign: '|', language: null, letter: /[\u0900-\u0dff]$/u },
].map((own) => ({ ...own, stop: new RegExp(String.raw`[${own.sign}]${TAIL}(?=\s)`, 'u') }));
/** Nothing between the stop and a capital: a space was lost on the way. */
const TIGHT_STOP = new RegExp(`^[.!?…]+[${CLOSERS}]*$`, 'u');
/** Words between which a stop without space parts sentences, in scripts without capitals. */
const TIGHT_END = /[\p{sc=Arab}\p{sc=Hebr}]{2}$|[다요까죠임음함]$/u;
const TIGHT_START = /^[\p{sc=Arab}\p{sc=Hebr}\p{sc=Hangul}]/u;
const DOT = new RegExp(String.raw`^[${CLOSERS}]*[.]+${TAIL}(?=\s)`, 'u');
/** What stands between most words that a sign parts. */
const QUIET = /^[,:;–—\-/'’"“„«» ]*$/;
/** A stop, and the marks of footnotes behind it up to what stands in the last pair of brackets. */
const STOP_BEFORE_NOTE = new RegExp(
  String.raw`(?:[.!?…]+[${CLOSERS}]*|[\p{STerm}][${CLOSERS}]*)(?:\[[^\[\]\n]{1,40}\])*[\[(][^\[\]()\n]{1,40}$`,
  'u',
);
const NOTE_END = new RegExp(String.raw`^[\])]${TAIL}(?=\s)`, 'u');
/** UTF-16 code units looked at before a bracket for the stop. */
const NOTE_REACH = 100;
/** The number of a note that stands unmarked behind the stop: came.3 */
const BARE_NOTE = /\p{Ll}{3}[.!?]\d{1,3}$/u;

/** The abbreviation that ends with a dot: `z. B`, `bl.a`, `EE. UU`. The parts do not overlap. */
const CHAIN = /(?:(?<![\p{L}\p{M}\p{N}])|^)(?:[\p{L}\p{M}]{1,5}\.[ \u00a0\u202f]?){0,4}[\p{L}\p{M}]+$/u;
const CHAIN_REACH = 30;
/** Initials, ordinals and doubled capitals are no longer, in UTF-16 code units. */
const SHORT = 6;
const NEXT_WORD = /^[\p{L}\p{M}]+|^\p{N}/u;
const SINGLE = /^\p{L}\p{M}*$/u;
/** A letter of these is a word, or none of an abbreviation's. */
const NO_INITIAL = /[\p{sc=Hang}\p{sc=Hani}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}я]/iu;
/** A plural in Spanish: EE. UU., FF. AA. */
const DOUBLED_CAPITAL = /^(\p{Lu})\1$/u;
/** Names of hosts end so, and have parts as short as an abbreviation's. */
const HOST_END = /\.(?:com|org|net|me|io|tv|ai|app|dev|info|gov|edu|gg)$/;
/** Names go on so behind an initial: J. De Vries. */
const PARTICLE = /^(?:al|da|de|den|der|di|do|du|el|la|las|le|los|o|a|os|as|i|in|ten|ter)$/;
/** Languages that write an ordinal as a number and a dot: 3. Oktober. */
const DOTTED_ORDINALS = /^(?:de|da|nb|nn|no|fi|et|lv|cs|sk|sl|hr|bs|sr|hu|pl|tr|is|fo|lb)\b/;
const ROMAN = /^[IVX]{1,6}$/;

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
  // Words of scripts without spaces touch, and one space parts most others.
  if (start === end) return null;
  if (end - start === 1 && text.charCodeAt(start) === 0x20 && text.charCodeAt(start - 1) !== DOT_CODE)
    return text.charCodeAt(tokens.starts[index]! - 1) === DOT_CODE ? breakBehindBareNote(text, start, end) : null;
  // The last dot of U.S. is a part of the word.
  const from = text.charCodeAt(start - 1) === DOT_CODE ? start - 1 : start;
  const before = text.slice(tokens.starts[index], Math.min(from, tokens.textEnds[index]!));
  return sentenceBreak(text, { start: from, end, before }, language);
}

const DOT_CODE = 0x2e;

/** What stands between two words, and the word before it. */
interface Gap {
  start: number;
  end: number;
  before: string;
}

/** Where the sentence of `before` ends in the gap behind it and the next begins, or null when both words share a sentence. */
function sentenceBreak(text: string, gap: Gap, language: string | null): SentenceBreak | null {
  const between = text.slice(gap.start, gap.end);
  // What parts most words that one space does not.
  if (between === ', ') return null;
  if (between.length <= 1 && /^\s?$/.test(between) && between !== '\n') return null;
  const ownStop = ownStopIn(between, gap.before, language);
  if (QUIET.test(between) && !ownStop) return null;
  if (TIGHT_STOP.test(between)) {
    return isTightEnd(gap.before, text.slice(gap.end, gap.end + 2))
      ? { end: gap.end, next: gap.end, paragraph: false }
      : null;
  }
  // ３．５
  if (between === '．' && /\p{N}$/u.test(gap.before) && /\p{N}/u.test(text[gap.end]!)) return null;

  const paragraph = PARAGRAPH.exec(between) ?? (isNumbered(text, gap, between) ? /\n/.exec(between) : null);
  const stop =
    FULL_STOP.exec(between) ??
    (startsLowerCase(text, gap.end) ? null : openStop(text, gap, between, { language, ownStop }));
  const found = stop && paragraph ? (stop.index < paragraph.index ? stop : paragraph) : (stop ?? paragraph);
  if (!found) return null;
  const end = gap.start + found.index + (found === paragraph ? 0 : found[0].length);
  const spaces = /^\s*/.exec(text.slice(end, gap.end))![0].length;
  return { end, next: end + spaces, paragraph: paragraph !== null };
}

/** The stop that only the script of `before`, or its language, has, when it stands in `between`. */
function ownStopIn(between: string, before: string, language: string | null): RegExp | null {
  for (const own of OWN_STOPS) {
    if (!between.includes(own.sign)) continue;
    const isOwn =
      own.language !== null && language !== null ? language.startsWith(own.language) : own.letter.test(before);
    if (isOwn) return own.stop;
  }
  return null;
}

function isTightEnd(before: string, after: string): boolean {
  if (/^\p{Lu}/u.test(after)) return /\p{Ll}{2}$/u.test(before) || TIGHT_END.test(before);
  return TIGHT_START.test(after) && TIGHT_END.test(before);
}

function isNumbered(text: string, { end }: Gap, between: string): boolean {
  return between.includes('\n') && NUMBERED.test(text.slice(end, end + 4));
}

function openStop(
  text: string,
  gap: Gap,
  between: string,
  { language, ownStop }: { language: string | null; ownStop: RegExp | null },
): RegExpExecArray | null {
  const stop = STOP.exec(between) ?? ownStop?.exec(between);
  if (stop) return stop;
  const dot = DOT.exec(between);
  if (dot) return isAbbreviated(text, gap, language) ? null : dot;
  return noteBehindStop(text, gap, between);
}

/** The end of the mark of a footnote that stands between the stop and the next sentence. */
function noteBehindStop(text: string, { start }: Gap, between: string): RegExpExecArray | null {
  const before = text.slice(Math.max(0, start - NOTE_REACH), start);
  if (between[0] === ']' || between[0] === ')') return STOP_BEFORE_NOTE.test(before) ? NOTE_END.exec(between) : null;
  return null;
}

function breakBehindBareNote(text: string, start: number, end: number): SentenceBreak | null {
  const before = text.slice(Math.max(0, start - CHAIN_REACH), start);
  const isEnd = BARE_NOTE.test(before) && !startsLowerCase(text, end) && !isShortForm(before);
  return isEnd ? { end: start, next: end, paragraph: false } : null;
}

/** `no.3` and `vol.12` are references. */
function isShortForm(before: string): boolean {
  const word = /(\p{L}+)[.!?]\d+$/u.exec(before)?.[1]?.toLowerCase() ?? '';
  return abbreviationsOf(null).counting.has(word);
}

/** True when the dot behind the word is that of an abbreviation, an initial or an ordinal, and ends no sentence besides. */
function isAbbreviated(text: string, { start, end, before }: Gap, language: string | null): boolean {
  const { open, counting, closing, starters } = abbreviationsOf(language);
  const last = before.normalize('NFC').toLowerCase();
  const written = isInChain(text, start - before.length, before) ? chainBefore(text, start) : before;
  const isShort = before.length <= SHORT;
  // Most sentences end with a plain word.
  if (!isShort && written === before && !open.has(last) && !closing.has(last) && !counting.has(last)) return false;

  const next = NEXT_WORD.exec(text.slice(end, end + 24))?.[0] ?? '';
  const begins = starters.has(next.toLowerCase()) && text[end + next.length] !== '.';
  if (isShort && (/\p{N}$/u.test(before) || ROMAN.test(before))) {
    const isOrdinal = (ROMAN.test(before) || /^\d{1,3}$/.test(before)) && DOTTED_ORDINALS.test(language ?? '');
    if (isOrdinal) return !begins && text[start - before.length - 1] !== '[';
    if (!SINGLE.test(before)) return false;
  }
  const chain = written === before ? last : written.replace(/\s/g, '').normalize('NFC').toLowerCase();
  if (open.has(chain) || (open.has(last) && !closing.has(chain))) return true;
  if (counting.has(last) && /^(?:\p{N}|[IVXLC]+$)/u.test(next)) return true;
  if (closing.has(chain) || closing.has(last) || isDottedChain(written)) return !begins;
  if (DOUBLED_CAPITAL.test(before) && DOUBLED_CAPITAL.test(next)) return true;
  if (!SINGLE.test(before) || NO_INITIAL.test(before)) return false;
  return !begins || PARTICLE.test(next.toLowerCase());
}

/** True when `word`, which begins at `at`, may be the last part of an abbreviation, or has dots of its own. */
function isInChain(text: string, at: number, word: string): boolean {
  return text[at - 1] === '.' || text[at - 2] === '.' || word.includes('.');
}

function chainBefore(text: string, end: number): string {
  return CHAIN.exec(text.slice(Math.max(0, end - CHAIN_REACH), end))?.[0] ?? '';
}

/** `bl.a`, `p. ej`, `U.S`, `EE. UU`: parts of one abbreviation, not a name behind a title. */
function isDottedChain(written: string): boolean {
  const parts = written.split(/\.\s?/);
  if (parts.length < 2 || parts.some((part) => part.length > 4)) return false;
  if (parts.every((part) => SINGLE.test(part))) return true;
  if (/\s/.test(written))
    return /^\p{Ll}{1,2}\. ?\p{Ll}+$/u.test(written) || /^(\p{Lu})\1\. (\p{Lu})\2$/u.test(written);
  return !HOST_END.test(written.toLowerCase());
}

function startsLowerCase(text: string, at: number): boolean {
  return /^\p{Ll}/u.test(text.slice(at, at + 2));
}
