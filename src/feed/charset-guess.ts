/** What pages and feeds of a language were written in before UTF-8 (WHATWG Encoding Standard, and browsers' defaults). */
const CHARSETS: Record<string, string> = {
  ...{ ja: 'shift_jis', ko: 'euc-kr', zh: 'gb18030', 'zh-tw': 'big5', 'zh-hk': 'big5', 'zh-hant': 'big5' },
  ...{ ru: 'windows-1251', uk: 'windows-1251', be: 'windows-1251', bg: 'windows-1251', mk: 'windows-1251' },
  ...{ sr: 'windows-1251', pl: 'windows-1250', cs: 'windows-1250', sk: 'windows-1250', hu: 'windows-1250' },
  ...{ sl: 'windows-1250', hr: 'windows-1250', ro: 'windows-1250', el: 'windows-1253', tr: 'windows-1254' },
  ...{ he: 'windows-1255', ar: 'windows-1256', fa: 'windows-1256', lt: 'windows-1257', lv: 'windows-1257' },
  ...{ et: 'windows-1257', vi: 'windows-1258', th: 'windows-874' },
};

/** Bytes in which a feed says its language. */
const HEAD_BYTES = 5_000;

/** The charset that a document that names none is likely in, by the language it names; null when that says nothing. */
export function charsetOfLanguage(document: Buffer): string | null {
  const head = document.toString('latin1', 0, HEAD_BYTES);
  const language = /<(?:dc:)?language>\s*([a-z-]{2,11})|xml:lang\s*=\s*["']([a-z-]{2,11})/i.exec(head);
  const tag = (language?.[1] ?? language?.[2] ?? '').toLowerCase();
  return CHARSETS[tag] ?? CHARSETS[tag.split('-')[0]!] ?? null;
}
