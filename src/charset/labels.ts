import iconv from 'iconv-lite';

/** Code pages of Windows and DOS by number, under whatever prefix people write them with. */
const CODE_PAGE = /^(?:x-)?(?:microsoft-)?(?:windows|win|cp|ms|ibm|csibm|dos|code-?page)[-_ ]?(\d{3,5})[a-z]?$/;
const ISO_PART = /^(?:x-)?(?:cs)?iso[-_ ]?8859[-_ ]?(\d{1,2})(?:[-_:](?:\d{4}|[ei]))*$/;

/** Code pages that have another name, or are part of a larger charset. */
const CODE_PAGES: Record<string, string> = {
  ...{ 65001: 'utf-8', 932: 'shift_jis', 943: 'shift_jis', 31: 'shift_jis', 936: 'gb18030', 54936: 'gb18030' },
  ...{ 949: 'cp949', 51949: 'cp949', 950: 'big5hkscs', 951: 'big5hkscs', 51932: 'euc-jp', 50220: 'iso-2022-jp' },
  ...{ 874: 'windows-874', 819: 'windows-1252', 20866: 'koi8-r', 21866: 'koi8-u', 10000: 'macintosh' },
};
/** Parts of ISO 8859 that are read as the code page that contains them (WHATWG Encoding Standard §4.2). */
const ISO_PARTS: Record<string, string> = { 1: 'windows-1252', 9: 'windows-1254', 11: 'windows-874' };

/** Names of charsets that the WHATWG Encoding Standard does not know or reads as a smaller charset than publishers mean. */
const LABELS: { form: RegExp; charset: string }[] = [
  { form: /^(?:x-)?(?:unicode-?1-1-)?utf[-_ ]?8(?:-?(?:bom|mb[34]))?$/, charset: 'utf-8' },
  {
    form: /^(?:us[-_]?)?ascii$|^ansi|^iso-?646|^latin[-_ ]?1$|^l1$|^western$|^cswindows1252$/,
    charset: 'windows-1252',
  },
  { form: /^(?:x-)?s(?:hift)?[-_]?jis|^(?:cs)?windows-?31j$|^ms_?kanji$/, charset: 'shift_jis' },
  { form: /^(?:x-)?euc[-_]?jp$/, charset: 'euc-jp' },
  { form: /^jis$|^(?:cs)?iso-?2022-?jp/, charset: 'iso-2022-jp' },
  { form: /^(?:x-)?(?:euc[-_]?kr|uhc|ks_?c_?5601|ksc|korean|cseuckr|cp949)/, charset: 'cp949' },
  { form: /^(?:x-)?(?:gb[-_]?(?:2312|k|18030)|chinese|csgb|euc[-_]?cn|cn-gb)/, charset: 'gb18030' },
  { form: /^(?:x-x-|x-|cn-)?big[-_]?5/, charset: 'big5hkscs' },
  { form: /^tis-?620|^x-windows-874$/, charset: 'windows-874' },
  { form: /^koi8?$/, charset: 'koi8-r' },
  { form: /^(?:windows-)?cyrillic$/, charset: 'windows-1251' },
  { form: /^latin[-_ ]?2$/, charset: 'iso-8859-2' },
  { form: /^latin[-_ ]?5$/, charset: 'windows-1254' },
];
/** What iconv-lite also knows and is no charset. */
const NO_CHARSET = /^(?:base64|hex|binary|internal|utf-?7|ucs-?2)/;
/** A document whose declaration could be read as ASCII is not in one of these (HTML Standard, 13.2.3.2). */
const WIDE = /^(?:utf-?(?:16|32)|ucs-?[24]|unicode|iso-?10646)/;

/**
 * The charset that a label in a header or document means, under the name that {@link decodeAs} takes; null when nobody
 * knows it, or when it cannot be that of a document in which it could be read. Charsets that publishers confuse with
 * larger ones are read as these (WHATWG Encoding Standard §4.2).
 */
export function charsetLabelled(written: string): string | null {
  const label = written.toLowerCase().replace(/^[\s"'“”;,:=]+|[\s"'“”;,:]+$/g, '');
  const [, page] = CODE_PAGE.exec(label) ?? [];
  if (page) return CODE_PAGES[page] ?? known(/^125\d$/.test(page) ? `windows-${page}` : `cp${page}`);
  const [, part] = ISO_PART.exec(label) ?? [];
  if (part) return ISO_PARTS[part] ?? known(`iso-8859-${part}`);
  const named = LABELS.find(({ form }) => form.test(label));
  return named ? named.charset : known(label);
}

function known(label: string): string | null {
  if (NO_CHARSET.test(label) || WIDE.test(label)) return null;
  const standard = nameInStandard(label);
  if (standard !== null) return /^utf-16/.test(standard) ? null : standard;
  return iconv.encodingExists(label) ? label : null;
}

function nameInStandard(label: string): string | null {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

/** Text in a charset that {@link charsetLabelled} named; bytes without meaning become U+FFFD. */
export function decodeAs(bytes: Uint8Array, charset: string): string {
  // iconv-lite has the larger forms of Japanese, Korean and Chinese charsets, and does not know ISO-2022-JP.
  if (/^utf-8$/.test(charset) || !iconv.encodingExists(charset)) return new TextDecoder(charset).decode(bytes);
  const text = iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), charset);
  // It writes Vietnamese tones as signs of their own.
  return charset === 'windows-1258' ? text.normalize('NFC') : text;
}
