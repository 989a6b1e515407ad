import { parseHttpUrl } from '../net/url.ts';
import { asOneLine, shorten } from './text.ts';

/** UTF-16 code units. */
const MAX_LINK = 3_000;

/** ms since 1970. Dates outside are a mistake of the publisher. */
const EARLIEST = Date.UTC(1990);
const LATEST = Date.UTC(2100);

/** The address as it may be clicked on: http(s), nothing before the host that could pass for one. */
export function linkOf(address: string | null): string | null {
  const url = address === null ? null : parseHttpUrl(address);
  if (!url) return null;
  url.username = '';
  url.password = '';
  return url.href.length > MAX_LINK ? null : url.href;
}

/** Where the pages tell why an alert was raised, and what became of it; null: nobody said where the pages are. */
export function whyLinkOf(pagesUrl: string | null, alertId: string): string | null {
  return pagesUrl === null ? null : linkOf(`${pagesUrl.replace(/\/+$/, '')}/why?q=${encodeURIComponent(alertId)}`);
}

/** As one line of at most so many UTF-16 code units; null when nothing is left. */
export function line(text: string | null, maxLength: number): string | null {
  return shorten(asOneLine(text ?? '').trim(), maxLength) || null;
}

/** Null for a date that is a mistake. */
export function plausible(date: Date | null): Date | null {
  return date && date.getTime() > EARLIEST && date.getTime() < LATEST ? date : null;
}
