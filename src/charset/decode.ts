import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { type CharsetGuess, guessCharset } from './guess.ts';
import {
  type Declared,
  type DocumentSource,
  declaredCharsets,
  declaredLanguages,
  headOf,
  languageOfAddress,
} from './hints.ts';
import { decodeAs } from './labels.ts';
import { decodeLegacy, decodeMixed } from './mixed.ts';
import { utf8Share } from './utf8.ts';

/** The text of a document, and what had to be guessed on the way. */
export interface DecodedDocument {
  text: string;
  /** One line each, for operators. */
  faults: string[];
}

/**
 * Bytes of a feed or page → text. What decodes counts before what is declared: a byte order mark, seven-bit Japanese,
 * UTF-8, UTF-8 but for some damaged bytes or a part in another charset; else the charset in which the text reads most
 * like a language, with what is declared (`Content-Type`, XML declaration, `<meta>`), the language that is named and the
 * country of the address as evidence. Never throws; bytes without meaning become U+FFFD.
 */
export function decodeDocument(bytes: Uint8Array, source: DocumentSource): DecodedDocument {
  const { text, faults } = decode(bytes, source);
  return { text: withoutControls(text), faults };
}

function decode(bytes: Uint8Array, { contentType, url }: DocumentSource): DecodedDocument {
  const wide = wideCharset(bytes);
  if (wide !== null) return { text: decodeWide(bytes, wide), faults: [] };
  if (isUtf8(bytes)) return decodeValid(bytes, contentType);

  const head = headOf(bytes);
  const declared = declaredCharsets(head, contentType);
  const evidence = {
    charsets: declared.flatMap(({ charset }) => (charset === null || charset === 'utf-8' ? [] : [charset])),
    languages: declaredLanguages(head),
    country: languageOfAddress(url),
  };
  const guess = isMostlyUtf8(bytes) ? null : guessCharset(bytes, evidence);
  if (guess === null || isUtf8ByMeaning(bytes, guess)) {
    const { text, other, isDamaged } = decodeMixed(bytes, evidence);
    const mixed = other ?? (isDamaged ? null : 'windows-1252');
    return {
      text: text.replace(/^\ufeff/, ''),
      faults: [
        ...contradictions(declared, 'utf-8'),
        ...(mixed ? [`some of the document is in ${mixed}, the rest in utf-8`] : []),
        ...(isDamaged ? ['some bytes of the document are damaged'] : []),
      ],
    };
  }
  const { text, isMixed } = decodeLegacy(bytes, guess.charset);
  return { text, faults: faultsOf(declared, guess, isMixed) };
}

/** Characters that are no chance, with little damage among them. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  const { characters, broken } = utf8Share(bytes, 0, bytes.length);
  return characters >= 8 && characters >= broken * 8;
}

/** Few characters may be valid UTF-8 by chance: then the text reads like one in the charset that was guessed. */
function isUtf8ByMeaning(bytes: Uint8Array, { charset, perByte }: CharsetGuess): boolean {
  const { valid, broken } = utf8Share(bytes, 0, bytes.length);
  if (valid * 2 < broken * 3) return false;
  return !/^(?:shift_jis|euc-|cp949|gb|big5)/.test(charset) || perByte < MIN_PER_BYTE;
}

/** Natural logarithm, a byte: text in Asian charsets that is right is likelier. */
const MIN_PER_BYTE = -4.2;

function faultsOf(declared: Declared[], { charset }: CharsetGuess, isMixed: boolean): string[] {
  const isTold = declared.some((one) => one.charset === charset);
  return [
    ...contradictions(declared, charset),
    ...(isTold ? [] : [`the document names no charset that is right; it is read as ${charset}`]),
    ...(isMixed ? [`some of the document is in utf-8, the rest in ${charset}`] : []),
  ];
}

function contradictions(declared: Declared[], charset: string): string[] {
  const [first, second] = declared;
  if (first === undefined || first.charset === charset) return [];
  if (first.by === 'header' && second?.charset === charset)
    return [`the charset ${first.label} of the HTTP header is not the document's`];
  return [`the document is not in the charset ${first.label} that it declares`];
}

function decodeValid(bytes: Uint8Array, contentType: string | null): DecodedDocument {
  // Japanese in seven bits is valid UTF-8 of no meaning.
  if (isSevenBitJapanese(bytes)) return { text: decodeAs(bytes, 'iso-2022-jp'), faults: [] };
  const text = new TextDecoder('utf-8').decode(bytes);
  // Signs beyond ASCII show what the document is in; the declaration of one without any is right all the same.
  if (text.length === bytes.length) return { text, faults: [] };
  return { text, faults: contradictions(declaredCharsets(headOf(bytes), contentType), 'utf-8') };
}

/** ISO-2022-JP begins each run of Japanese with an escape. */
function isSevenBitJapanese(bytes: Uint8Array): boolean {
  const buffer = bufferOf(bytes);
  return buffer.includes(0x1b) && (buffer.includes('\x1b$B') || buffer.includes('\x1b$@'));
}

/** A byte order mark, or the zeros of UTF-16 or UTF-32 around the ASCII a document begins with (XML 1.0, appendix F). */
function wideCharset(bytes: Uint8Array): string | null {
  const start = bufferOf(bytes).toString('hex', 0, 4);
  if (start.startsWith('efbbbf')) return null;
  if (start === 'fffe0000') return 'utf-32le';
  if (start === '0000feff') return 'utf-32be';
  if (start.startsWith('fffe')) return 'utf-16le';
  if (start.startsWith('feff')) return 'utf-16be';
  return bytes.length < 8 || bytes.length % 2 === 1 ? null : charsetOfZeros(bytes.subarray(0, ZEROS_WITHIN));
}

const ZEROS_WITHIN = 256;

function charsetOfZeros(start: Uint8Array): string | null {
  const zeros = [0, 0, 0, 0];
  for (const [index, byte] of start.entries()) if (byte === 0) zeros[index % 4]! += 1;
  const many = zeros.map((count) => count > start.length / 16);
  const shape = many.map((is) => (is ? '0' : 'x')).join('');
  return { x000: 'utf-32le', '000x': 'utf-32be', x0x0: 'utf-16le', '0x0x': 'utf-16be' }[shape] ?? null;
}

function decodeWide(bytes: Uint8Array, charset: string): string {
  return iconv.decode(bufferOf(bytes), charset);
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** U+0080 to U+009F, and what windows-1252 has there. */
const MEANT = Array.from({ length: 32 }, (_, index) => {
  const code = 0x80 + index;
  return [String.fromCharCode(code), iconv.decode(Buffer.from([code]), 'windows-1252')] as const;
});

/** C1 controls are never meant: they are the quotes and dashes of windows-1252 that went through another charset. */
function withoutControls(text: string): string {
  if (!/[\u0080-\u009f]/.test(text)) return text;
  return MEANT.reduce((mended, [control, meant]) => mended.replaceAll(control, meant), text);
}
