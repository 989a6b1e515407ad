import { type CharsetEvidence, guessCharset } from './guess.ts';
import { decodeAs } from './labels.ts';
import { lengthOfCharacter, type Utf8Share, utf8Share } from './utf8.ts';

/** A part of a document between tags or line ends. */
interface Piece {
  from: number;
  to: number;
  share: Utf8Share;
}
/** More pieces than any real document has; the rest is taken for one. */
const MAX_PIECES = 200_000;
/** Bytes in no character that a piece needs for its own charset to be guessed. */
const MIN_FOREIGN = 3;
/** Natural logarithm, a byte: below it a text reads like no language. */
const MIN_PER_BYTE = -4.6;

/** Text of which some may be in another charset than the rest. */
export interface MixedText {
  text: string;
  /** The charset of what is not UTF-8, or null where nothing is. */
  other: string | null;
  /** Whether bytes are left that mean nothing. */
  isDamaged: boolean;
}

/**
 * Text of a document that is UTF-8 but for parts in another charset and for damaged bytes. A piece without any UTF-8 is
 * read in the charset it reads best in. Single bytes among Latin letters that make a letter or sign of windows-1252 where one
 * could stand are these; all others become U+FFFD.
 */
export function decodeMixed(bytes: Uint8Array, evidence: CharsetEvidence): MixedText {
  const pieces = piecesOf(bytes);
  const total = pieces.reduce((sum, { share }) => sum + share.characters, 0);
  const latin = pieces.reduce((sum, { share }) => sum + share.latin, 0);
  const isLatin = latin >= total * 0.8;
  const foreign = pieces.filter(({ share }) => share.characters * 4 <= share.broken && share.broken >= MIN_FOREIGN);
  const guess = foreign.length > 0 ? guessCharset(joined(bytes, foreign), { ...evidence, charsets: [] }) : null;
  const charset = guess && guess.perByte > MIN_PER_BYTE ? guess.charset : null;
  const others = new Set(charset ? foreign : []);
  const texts = pieces.map((piece) => {
    const part = bytes.subarray(piece.from, piece.to);
    if (others.has(piece)) return decodeAs(part, charset!);
    return piece.share.broken > 0 && isLatin ? withLatinBytes(part) : UTF8.decode(part);
  });
  const text = texts.join('');
  return { text, other: charset, isDamaged: text.includes('\ufffd') };
}

/** Keeps a byte order mark. */
const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Text of a document that is in `charset` but for pieces that can only be UTF-8.
 */
export function decodeLegacy(bytes: Uint8Array, charset: string): { text: string; isMixed: boolean } {
  const isWide = /^(?:shift_jis|euc-|cp949|gb|big5)/.test(charset);
  const pieces = piecesOf(bytes);
  const isUtf8 = ({ share }: Piece) =>
    share.broken === 0 &&
    share.characters >= (isWide ? MIN_WIDE : 1) &&
    (!isWide || share.long * 2 >= share.characters);
  if (!pieces.some(isUtf8)) return { text: decodeAs(bytes, charset), isMixed: false };
  const runs: { from: number; to: number; charset: string }[] = [];
  for (const piece of pieces) {
    const own = isUtf8(piece) ? 'utf-8' : charset;
    const last = runs.at(-1);
    if (last?.charset === own) last.to = piece.to;
    else runs.push({ from: piece.from, to: piece.to, charset: own });
  }
  return { text: runs.map((run) => decodeAs(bytes.subarray(run.from, run.to), run.charset)).join(''), isMixed: true };
}

/** Two characters of an Asian charset can be valid UTF-8 by chance. */
const MIN_WIDE = 4;

/** Pieces that hold bytes beyond ASCII, and what is between them. */
function piecesOf(bytes: Uint8Array): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (let at = 0; at <= bytes.length; at += 1) {
    const isEnd = at === bytes.length || bytes[at] === 0x3c || bytes[at] === 0x0a;
    if (!isEnd || (pieces.length >= MAX_PIECES && at < bytes.length)) continue;
    if (at > from) pieces.push({ from, to: at, share: utf8Share(bytes, from, at) });
    from = at;
  }
  return pieces;
}

function joined(bytes: Uint8Array, pieces: Piece[]): Uint8Array {
  return Buffer.concat(pieces.slice(0, 1_000).map(({ from, to }) => bytes.subarray(from, to)));
}

/** Letters of Western Europe's languages that stand within words, and signs of windows-1252 between them. */
const LETTERS = new Set('äöüßéèêëàâçñóíáúãõåøæîïôûùœìòìýšž');
const SIGNS = new Set('’‘“”„–—…«»€°§');

function withLatinBytes(bytes: Uint8Array): string {
  const texts: string[] = [];
  let from = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = bytes[at]! < 0x80 ? 1 : lengthOfCharacter(bytes, at, bytes.length);
    if (length > 0) {
      at += length;
      continue;
    }
    texts.push(UTF8.decode(bytes.subarray(from, at)));
    let end = at + 1;
    while (end < bytes.length && bytes[end]! > 0x7f && lengthOfCharacter(bytes, end, bytes.length) === 0) end += 1;
    texts.push(end - at === 1 ? latinByte(bytes, at) : latinBytes(bytes, at, end));
    at = end;
    from = end;
  }
  texts.push(UTF8.decode(bytes.subarray(from)));
  return texts.join('');
}

/** Two small letters within a word, as in `Schöße`; other bytes that stand together are the rest of a character. */
function latinBytes(bytes: Uint8Array, from: number, to: number): string {
  const letters = decodeAs(bytes.subarray(from, to), 'windows-1252');
  const isWithin = [bytes[from - 1], bytes[to]].every((byte) => /[a-z]/.test(String.fromCharCode(byte ?? 0x20)));
  return to - from === 2 && isWithin && [...letters].every((letter) => LETTERS.has(letter)) ? letters : '\ufffd';
}

function latinByte(bytes: Uint8Array, at: number): string {
  const sign = decodeAs(bytes.subarray(at, at + 1), 'windows-1252');
  const before = String.fromCharCode(bytes[at - 1] ?? 0x20);
  const after = String.fromCharCode(bytes[at + 1] ?? 0x20);
  if (SIGNS.has(sign)) return sign;
  const isLower =
    LETTERS.has(sign) && (/[a-z]/i.test(before) || /[a-z]/i.test(after) || (sign === 'à' && after === ' '));
  const isUpper =
    LETTERS.has(sign.toLowerCase()) &&
    (/[A-Z]/.test(before) ? /[A-Z]/.test(after) : !/[a-z]/.test(before) && /[a-z]/i.test(after));
  return isLower || isUpper ? sign : '\ufffd';
}
