import { functionWordsOf } from '../language/function-words.ts';
import { decodeAs } from './labels.ts';
import { LANGUAGE_MODELS, type LanguageModel } from './models.ts';

/** Bytes beyond ASCII looked at, and around them. */
const SAMPLE_BYTES = 1_500;
const MAX_PIECE = 400;
/** Bytes looked at in all: in each charset, for each language. */
const MAX_SAMPLE = 60_000;

/** What speaks for a charset besides the bytes, the strongest first. */
export interface CharsetEvidence {
  /** As declared, under the names of `charsetLabelled`. */
  charsets: string[];
  /** Languages the document says it is in, in lower case. */
  languages: string[];
  /** The language of the country of its address. */
  country: string | null;
}

/** A charset, and how likely its text is: the natural logarithm, a byte. */
export interface CharsetGuess {
  charset: string;
  perByte: number;
}

/**
 * The charset in which bytes that are not UTF-8 read most like a text of some language: by its letters and their
 * frequency, by capitals and signs within words, and by what is told of the document. Never fails; where nothing
 * speaks for another one, windows-1252.
 */
export function guessCharset(bytes: Uint8Array, evidence: CharsetEvidence): CharsetGuess {
  const sample = sampleOf(bytes);
  const high = sample.reduce((sum, byte) => sum + (byte > 0x7f ? 1 : 0), 0) || 1;
  const texts = new Map<string, string>();
  const textIn = (charset: string) => {
    if (!texts.has(charset)) texts.set(charset, decodeAs(sample, charset));
    return texts.get(charset)!;
  };
  const traitsOf = createTraits();
  const inPairs = shareInPairs(sample) > 0.3;
  let best = { charset: evidence.charsets[0] ?? 'windows-1252', likelihood: Number.NEGATIVE_INFINITY, plain: 0 };
  for (const model of LANGUAGE_MODELS) {
    const told = evidenceFor(model, evidence);
    for (const [rank, charset] of [...new Set([...model.charsets, ...evidence.charsets])].entries()) {
      const isDeclared = evidence.charsets.includes(charset);
      if (model.script === 'cjk' && !inPairs && !isDeclared && told < LANGUAGE_TOLD) continue;
      // A declared charset is tried with the languages it is not usual for, too.
      if (!model.charsets.includes(charset) && !isDeclared) continue;
      const plain = likelihoodOf(textIn(charset), model, traitsOf);
      // A declaration is believed unless the text is much better in another charset.
      const declared = isDeclared ? (charset === DEFAULT ? 0.7 : 1) * (DECLARED + DECLARED_PER_BYTE * high) : 0;
      const likelihood = plain + told + declared - Math.min(rank, model.charsets.length) * RARER;
      if (likelihood > best.likelihood) best = { charset, likelihood, plain };
    }
  }
  return { charset: best.charset, perByte: best.plain / high };
}

/** What servers declare that do not know; it says less. */
const DEFAULT = 'windows-1252';
const DECLARED = 8;
const DECLARED_PER_BYTE = 0.4;
const LANGUAGE_TOLD = 8;
const COUNTRY_TOLD = 3;
const RARER = 0.8;

function evidenceFor({ language }: LanguageModel, { languages, country }: CharsetEvidence): number {
  const isIt = (tag: string) => {
    if (/^zh-(?:tw|hk|mo|hant)/.test(tag)) return language === 'zh-hant';
    return (OTHER_NAMES[tag.split('-')[0]!] ?? tag.split('-')[0]) === language;
  };
  return (languages.some(isIt) ? LANGUAGE_TOLD : 0) + (country !== null && isIt(country) ? COUNTRY_TOLD : 0);
}

/** Languages whose letters are those of another. */
const OTHER_NAMES: Record<string, string> = { nb: 'no', nn: 'no', bs: 'hr', ur: 'fa', gl: 'es', iw: 'he', yi: 'he' };

/** The pieces of a document that hold bytes beyond ASCII, between tags. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  const pieces: number[] = [];
  let high = 0;
  let from = 0;
  for (let at = 0; at <= bytes.length && high < SAMPLE_BYTES && pieces.length < MAX_SAMPLE; at += 1) {
    const byte = bytes[at];
    if (byte !== undefined && byte !== 0x3c && byte !== 0x3e && byte !== 0x0a && at - from < MAX_PIECE) continue;
    const found = countHigh(bytes, from, at);
    if (found > 0) {
      for (let index = from; index < at; index += 1) pieces.push(bytes[index]!);
      pieces.push(0x0a);
    }
    high += found;
    from = byte === 0x3c || byte === 0x3e || byte === 0x0a ? at + 1 : at;
  }
  return Uint8Array.from(pieces);
}

function countHigh(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let index = from; index < to; index += 1) if (bytes[index]! > 0x7f) count += 1;
  return count;
}

/** Share of the bytes beyond ASCII that stand beside another: nearly all in Asian charsets, few in Latin letters. */
function shareInPairs(sample: Uint8Array): number {
  let all = 0;
  let beside = 0;
  for (let index = 0; index < sample.length; index += 1) {
    if (sample[index]! < 0x80) continue;
    all += 1;
    if ((sample[index - 1] ?? 0) > 0x7f || (sample[index + 1] ?? 0) > 0x7f) beside += 1;
  }
  return all === 0 ? 0 : beside / all;
}

const SIGNS = new Set('“”„«»‘’‚–—…•\u00a0©®™°§№€£·‹›\u200c\u200d\u200e\u200f¿¡');
const SIGNS_IN_WORDS = new Set('’‘\u00a0·\u200c\u200d–—');

/** Costs of what texts hardly have, as logarithms of probabilities. */
const COST = {
  broken: -14,
  stranger: -9.5,
  sign: -4,
  capitalInWord: -4,
  signInWord: -6,
  mixed: -4,
  row: -2.5,
  rare: -9,
};
/** Function words counted for a language, and what each is worth. */
const MAX_WORDS = 12;
const WORD = 1.2;

function likelihoodOf(text: string, model: LanguageModel, traitsOf: TraitsOf): number {
  let sum = 0;
  let before = '';
  const signs = [...text];
  for (const [index, sign] of signs.entries()) {
    if (sign > '\x7f') sum += likelihoodIn(sign, before, signs[index + 1] ?? ' ', model, traitsOf);
    before = sign;
  }
  if (model.script !== 'latin') return sum;
  const words = functionWordsOf(model.language);
  const found = words ? (text.toLowerCase().match(/\p{L}+/gu) ?? []).filter((word) => words.has(word)).length : 0;
  return sum + Math.min(found, MAX_WORDS) * WORD;
}

function likelihoodIn(
  sign: string,
  before: string,
  after: string,
  { script, letters }: LanguageModel,
  traitsOf: TraitsOf,
): number {
  const is = traitsOf(sign);
  if (is.broken) return COST.broken;
  if (!is.letter && !letters.has(sign)) {
    const isWithin = traitsOf(before).letter && traitsOf(after).letter && !SIGNS_IN_WORDS.has(sign);
    if (script === 'cjk') return is.wideSign ? COST.sign : COST.stranger;
    // Where a capital is usual, an apostrophe hardly is.
    const isBegun = script === 'other' && sign === '’' && traitsOf(after).letter;
    return (SIGNS.has(sign) ? COST.sign : COST.stranger) + (isWithin ? COST.signInWord : 0) + (isBegun ? -1.5 : 0);
  }
  const known = letters.get(sign) ?? letters.get(is.lower);
  const besideLatin = traitsOf(before).ascii || traitsOf(after).ascii;
  if (script === 'cjk') return (known ?? (is.cjk ? COST.rare : COST.stranger)) + (besideLatin ? COST.row : 0);
  let cost = (known ?? COST.stranger) + (is.capital ? (traitsOf(before).letter ? -1.5 : -0.7) : 0);
  if (is.capital && traitsOf(before).small) cost += COST.capitalInWord;
  if (script !== 'latin') return cost + (besideLatin ? COST.mixed : 0);
  if (before > '\x7f' && traitsOf(before).letter && !is.tone) cost += COST.row;
  return cost;
}

/** What a sign is, asked often. */
interface Traits {
  lower: string;
  broken: boolean;
  letter: boolean;
  capital: boolean;
  small: boolean;
  tone: boolean;
  cjk: boolean;
  wideSign: boolean;
  /** A letter of ASCII. */
  ascii: boolean;
}

type TraitsOf = (sign: string) => Traits;

/** Remembers the traits of the signs it was asked for: those of one document, which every language asks for again. */
function createTraits(): TraitsOf {
  const known = new Map<string, Traits>();
  return (sign) => {
    const traits = known.get(sign) ?? judge(sign);
    known.set(sign, traits);
    return traits;
  };
}

function judge(sign: string): Traits {
  return {
    lower: sign.toLowerCase(),
    broken: /[\u0080-\u009f\ufffd\ue000-\uf8ff]/u.test(sign),
    letter: /\p{L}|\p{M}/u.test(sign),
    capital: /\p{Lu}/u.test(sign),
    small: /\p{Ll}/u.test(sign),
    tone: /\p{M}/u.test(sign),
    cjk: /[\p{sc=Han}\p{sc=Hira}\u30a0-\u30ff\p{sc=Hang}]/u.test(sign),
    wideSign: /[\u3000-\u303f\uff00-\uff65·…—“”‘’、。]/u.test(sign),
    ascii: /[a-z]/i.test(sign),
  };
}
