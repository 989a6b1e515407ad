/** Bytes at the start of a page in which it must declare its charset. WHATWG HTML asks for 1,024; real pages take more. */
const DECLARATION_BYTES = 4_096;

/**
 * Bytes of a page → text. In this order: byte order mark, strict UTF-8, the declared charset (`Content-Type`, then
 * `<meta>`), windows-1252. Strict UTF-8 goes before the declaration because text in another charset hardly ever is
 * valid UTF-8, while declarations are often wrong. Never throws; bytes without meaning become U+FFFD.
 */
export function decodePage(bytes: Uint8Array, contentType: string | null): string {
  const marked = byteOrderMark(bytes);
  if (marked) return new TextDecoder(marked).decode(bytes);

  const declared = declaredCharset(bytes, contentType);
  // ISO-2022-JP spells Japanese in 7-bit bytes, which are valid UTF-8 of no meaning.
  if (declared !== 'iso-2022-jp') {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      // Not UTF-8, or damaged UTF-8.
    }
  }
  return new TextDecoder(declared ?? 'windows-1252').decode(bytes);
}

function byteOrderMark([first, second, third]: Uint8Array): string | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return null;
}

/** Name of the encoding in the WHATWG Encoding Standard, or null when none is declared or the label is unknown. */
function declaredCharset(bytes: Uint8Array, contentType: string | null): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, DECLARATION_BYTES));
  const labels = [
    contentType?.match(/charset\s*=\s*["']?([^\s"';]+)/i)?.[1],
    head.match(/<meta\s[^>]{0,500}?charset\s*=\s*["']?\s*([\w:.-]+)/i)?.[1],
    head.match(/^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w:.-]+)/i)?.[1],
  ];
  for (const label of labels) {
    const name = label && encodingName(label);
    // A page whose declaration could be read as ASCII is not in UTF-16 (HTML Standard, 13.2.3.2).
    if (name && !name.startsWith('utf-16')) return name;
  }
  return null;
}

function encodingName(label: string): string | null {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}
