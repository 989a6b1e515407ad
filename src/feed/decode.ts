import iconv from 'iconv-lite';

/** Bytes at the start of a document in which an XML declaration can stand. */
const DECLARATION_BYTES = 400;

/**
 * Labels that publishers put on windows-1252: its subsets, which the WHATWG Encoding Standard reads as windows-1252 too.
 */
const LATIN = /^(?:us-ascii|ascii|iso-?8859-1|iso_8859-1|latin-?1|l1|cp819)$/i;

/**
 * Bytes of a feed → text. Tried in this order: byte order mark, charset of `Content-Type`, XML declaration, strict
 * UTF-8, windows-1252. A declared charset that is unknown, or UTF-8 that is not valid, counts as not declared. Never
 * throws.
 */
export function decodeFeed(bytes: Uint8Array, contentType: string | null): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const charsets = [charsetOfMark(buffer), charsetOfHeader(contentType), charsetOfDeclaration(buffer), 'utf-8'];
  for (const charset of charsets) {
    const text = charset && decodeAs(buffer, charset);
    if (text != null && text !== '') return text;
  }
  return iconv.decode(buffer, 'windows-1252');
}

/** A byte order mark, or the first two characters of `<?xml` in UTF-16 (XML 1.0, appendix F). */
function charsetOfMark(buffer: Buffer): string | null {
  const start = buffer.toString('hex', 0, 4);
  if (start.startsWith('efbbbf')) return 'utf-8';
  if (start === 'fffe0000') return 'utf-32le';
  if (start === '0000feff') return 'utf-32be';
  if (start.startsWith('fffe') || start === '3c003f00') return 'utf-16le';
  if (start.startsWith('feff') || start === '003c003f') return 'utf-16be';
  return null;
}

function charsetOfHeader(contentType: string | null): string | null {
  return believable(contentType?.match(/charset\s*=\s*["']?([\w:.-]+)/i)?.[1]);
}

function charsetOfDeclaration(buffer: Buffer): string | null {
  const start = buffer.toString('latin1', 0, DECLARATION_BYTES);
  return believable(start.match(/^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w:.-]+)/i)?.[1]);
}

/** A document in UTF-16 or UTF-32 would have been known by its first bytes. */
function believable(charset: string | undefined): string | null {
  return charset && !/^utf-?(?:16|32)/i.test(charset) ? charset : null;
}

/** Null when the charset is unknown, or is UTF-8 and the bytes are not. */
function decodeAs(buffer: Buffer, charset: string): string | null {
  if (/^utf-?8$/i.test(charset)) return decodeWithPlatform(buffer, 'utf-8', true);
  const known = LATIN.test(charset) ? 'windows-1252' : charset;
  // iconv-lite also knows `base64`, `hex` and the like, which are not charsets.
  if (/^(?:base64|hex|binary|ucs2|internal)/i.test(known)) return null;
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
