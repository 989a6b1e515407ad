import { charsetLabelled } from './labels.ts';

/** Bytes in which a document says what it is. Declarations belong into the first 1,024; real ones come later. */
const HEAD_BYTES = 65_536;

/** What is told of a document besides its bytes. */
export interface DocumentSource {
  /** The `Content-Type` header, or null. */
  contentType: string | null;
  /** The address that answered, or null. */
  url: string | null;
}

/** A declared charset: as it is written, and what that means, null when nobody knows it. */
export interface Declared {
  by: 'header' | 'document';
  label: string;
  charset: string | null;
}

/** The declared charsets of a document whose bytes are not in UTF-16 or UTF-32, that of the header first. */
export function declaredCharsets(head: string, contentType: string | null): Declared[] {
  const header = contentType?.match(/charset\s*=\s*["']?\s*([^\s"';,]+)/i)?.[1];
  const inDocument = [
    head.match(/^\s*<\?xml\s[^>]{0,300}?encoding\s*=\s*["']\s*([^"'>\s]{1,40})/i)?.[1],
    // In a feed a `<meta>` is part of an article.
    /<html|<head|<!doctype html/i.test(head) || !/^\s*<\?xml|<(?:rss|feed|rdf:rdf)\b/i.test(head)
      ? head.match(/<meta\s[^>]{0,500}?charset\s*=\s*["']?\s*([^\s"'>;/]{1,40})/i)?.[1]
      : undefined,
  ];
  return [{ by: 'header' as const, label: header }, ...inDocument.map((label) => ({ by: 'document' as const, label }))]
    .filter((one): one is { by: 'header' | 'document'; label: string } => one.label !== undefined)
    .map((one) => ({ ...one, charset: charsetLabelled(one.label) }));
}

/** The beginning of a document, a character for each byte. */
export function headOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, HEAD_BYTES)).toString('latin1');
}

const LANGUAGE = [
  /<html\s[^>]{0,500}?lang\s*=\s*["']?([a-z]{2,3}(?:[-_][a-z]{2,4}){0,2})/i,
  /<(?:dc:)?language>\s*(?:<!\[CDATA\[)?\s*([a-z]{2,3}(?:[-_][a-z]{2,4}){0,2})/i,
  /xml:lang\s*=\s*["']([a-z]{2,3}(?:[-_][a-z]{2,4}){0,2})/i,
  /og:locale["'][^>]{0,60}content\s*=\s*["']?([a-z]{2,3}(?:[-_][a-z]{2,4}){0,2})/i,
  /content-language["'][^>]{0,60}content\s*=\s*["']?([a-z]{2,3}(?:[-_][a-z]{2,4}){0,2})/i,
  /"(?:inLanguage|language)"\s*:\s*"([a-z]{2,3}(?:[-_][a-z]{2,4}){0,2})"/i,
];

/** The languages a document says it is in, in lower case with hyphens. */
export function declaredLanguages(head: string): string[] {
  return LANGUAGE.flatMap((form) => form.exec(head)?.[1]?.toLowerCase().replaceAll('_', '-') ?? []);
}

/** The language that is likely at an address, by its country (CLDR likely subtags); null where the host tells none. */
export function languageOfAddress(url: string | null): string | null {
  const host = url && URL.canParse(url) ? new URL(url).hostname : '';
  const [, country] = /\.([a-z]{2})$/.exec(host) ?? [];
  if (!country) return null;
  const { language, region } = new Intl.Locale(`und-${COUNTRIES[country] ?? country}`).maximize();
  if (language === 'zh') return region === 'CN' || region === 'SG' ? 'zh' : 'zh-hant';
  return language === 'und' ? null : (language ?? null);
}

/** Top-level domains that are not the country's code of ISO 3166. */
const COUNTRIES: Record<string, string> = { uk: 'gb', su: 'ru', eu: 'be' };
