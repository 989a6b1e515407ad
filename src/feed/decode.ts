import iconv from 'iconv-lite';
import { charsetOfLanguage } from './charset-guess.ts';

/** Bytes at the start of a document in which an XML declaration can stand. */
const DECLARATION_BYTES = 400;

/**
 * Labels that publishers put on windows-1252: its subsets, which the WHATWG Encoding Standard reads as windows-1252 too.
 */
const LATIN = /^(?:us-ascii|ascii|iso-?8859-1|iso_8859-1|latin-?1|l1|cp819)$/i;

/** Labels of charsets that larger ones contain and that publishers use for them (WHATWG Encoding Standard §4.2). */
const LARGER: Record<string, string> = {
  gb2312: 'gb18030',
  gbk: 'gb18030',
  'gb_2312-80': 'gb18030',
  'iso-8859-9': 'windows-1254',
  'iso-8859-11': 'windows-874',
  'tis-620': 'windows-874',
  'ks_c_5601-1987': 'cp949',
  'euc-kr': 'cp949',
  'x-sjis': 'shift_jis',
};

/** The text of a document, and what had to be guessed on the way. */
export interface DecodedDocument {
  text: string;
  /** One line each, for operators. */
  faults: string[];
}

/**
 * Bytes of a feed → text. Tried in this order: byte order mark, charset of `Content-Type`, XML declaration, strict UTF-8,
 * UTF-8 with a few damaged bytes, the charset that was usual for the language the document names, windows-1252. Never
 * throws.
 */
export function decodeFeed(bytes: Uint8Array, contentType: string | null): DecodedDocument {
  const { text, faults } = decode(bytes, contentType);
  return { text: withoutControls(text), faults };
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

function decode(bytes: Uint8Array, contentType: string | null): DecodedDocument {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mark = charsetOfMark(buffer);
  if (mark !== null) return { text: decodeAs(buffer, mark) ?? lenientUtf8(buffer), faults: [] };

  const declared = [charsetOfHeader(contentType), charsetOfDeclaration(buffer)].filter((charset) => charset !== null);
  for (const [index, charset] of declared.entries()) {
    const text = decodeAs(buffer, charset);
    if (text === null || text === '' || hasStrangers(text)) continue;
    return { text, faults: index > 0 ? [`the charset ${declared[0]} of the HTTP header is not the document's`] : [] };
  }
  const faults = declared.length === 0 ? [] : [`the document is not in the charset ${declared[0]} that it declares`];
  const strict = decodeAs(buffer, 'utf-8');
  if (strict !== null) return { text: strict, faults };
  const lenient = lenientUtf8(buffer);
  if (isMostlyUtf8(lenient)) return { text: lenient, faults: ['some bytes of the document are damaged'] };
  const charset = charsetOfLanguage(buffer) ?? 'windows-1252';
  const text = decodeAs(buffer, charset);
  const guess = `the document names no charset that is right; it is read as ${charset}`;
  return text === null || hasStrangers(text)
    ? { text: iconv.decode(buffer, 'windows-1252'), faults }
    : { text, faults: [...faults, guess] };
}

/** A byte order mark, or the first characters of a document in UTF-16 or UTF-32 (XML 1.0, appendix F). */
function charsetOfMark(buffer: Buffer): string | null {
  const start = buffer.toString('hex', 0, 4);
  if (start.startsWith('efbbbf')) return 'utf-8';
  if (start === 'fffe0000' || start === '3c000000') return 'utf-32le';
  if (start === '0000feff' || start === '0000003c') return 'utf-32be';
  if (start.startsWith('fffe') || /^3c00..00$/.test(start)) return 'utf-16le';
  if (start.startsWith('feff') || /^003c00..$/.test(start)) return 'utf-16be';
  return null;
}

function charsetOfHeader(contentType: string | null): string | null {
  return believable(contentType?.match(/charset\s*=\s*["']?([\w:.-]+)/i)?.[1]);
}

function charsetOfDeclaration(buffer: Buffer): string | null {
  const start = buffer.toString('latin1', 0, DECLARATION_BYTES);
  return believable(start.match(/<\?xml[^>]*?\sencoding\s*=\s*["']\s*([\w:.-]+)/i)?.[1]);
}

/** A document in UTF-16 or UTF-32 would have been known by its first bytes. */
function believable(charset: string | undefined): string | null {
  return charset && !/^(?:utf-?(?:16|32)|ucs-?[24]|iso-10646)/i.test(charset) ? charset : null;
}

/** Null when the charset is unknown, or is UTF-8 and the bytes are not. */
function decodeAs(buffer: Buffer, charset: string): string | null {
  const label = charset.toLowerCase();
  if (/^utf-?8$/.test(label)) return decodeWithPlatform(buffer, 'utf-8', true);
  const known = LATIN.test(label) ? 'windows-1252' : (LARGER[label] ?? label);
  // iconv-lite also knows `base64`, `hex` and the like, which are not charsets.
  if (/^(?:base64|hex|binary|ucs2|internal|utf-?7)/.test(known)) return null;
  // ISO-2022-JP is one that only the platform knows.
  return iconv.encodingExists(known) ? iconv.decode(buffer, known) : decodeWithPlatform(buffer, known, false);
}

function decodeWithPlatform(buffer: Buffer, charset: string, fatal: boolean): string | null {
  try {
    return new TextDecoder(charset, { fatal }).decode(buffer);
  } catch {
    return null;
  }
}

function lenientUtf8(buffer: Buffer): string {
  return new TextDecoder('utf-8').decode(buffer);
}

/** Characters that no right decoding has: so many of them, and the charset was a lie. */
function hasStrangers(text: string): boolean {
  return count(text, (code) => code === REPLACEMENT) > text.length / 1_000;
}

/** A few damaged bytes among characters that only UTF-8 can have made. */
function isMostlyUtf8(text: string): boolean {
  const damaged = count(text, (code) => code === REPLACEMENT);
  return count(text, (code) => code > 0x7f) - damaged >= damaged;
}

const REPLACEMENT = 0xfffd;

/** Counted one by one: a list of millions of matches takes more memory than a thread has. */
function count(text: string, holds: (code: number) => boolean): number {
  let found = 0;
  for (let index = 0; index < text.length; index += 1) if (holds(text.charCodeAt(index))) found += 1;
  return found;
}
