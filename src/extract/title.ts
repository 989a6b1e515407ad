/// <reference lib="dom" />
import { type Found, firstFound } from './found.ts';
import { stringOf } from './linked-data.ts';
import { line, MAX_TITLE, type Sources } from './sources.ts';

const SEPARATORS = [' | ', ' – ', ' — ', ' - ', '｜', '_'];

/**
 * The headline. JSON-LD goes before OpenGraph, which often holds a version made for social networks; what is told to
 * machines goes before the visible headline, which may be the site's own name or a kicker.
 *
 * @param outlets Names of the outlet, which `<title>` and others append.
 */
export function readTitle({ document, meta, data, headline }: Sources, outlets: string[]): Found<string> | null {
  const titled = (text: string | null | undefined) => {
    const title = line(text, MAX_TITLE);
    return title && withoutOutlet(title, outlets);
  };
  return firstFound([
    ['json-ld', () => titled(stringOf(data.article.headline))],
    ['opengraph', () => titled(meta.first('og:title'))],
    ['visible', () => titled(headline?.element.textContent)],
    ['meta', () => titled(meta.first('twitter:title'))],
    ['markup', () => titled(document.querySelector('title')?.textContent)],
  ]);
}

/** "Headline | Outlet" → "Headline"; a title that is nothing but the outlet's name is none. */
function withoutOutlet(title: string, outlets: string[]): string | null {
  const names = outlets.map((name) => name.toLowerCase());
  if (names.includes(title.toLowerCase())) return null;
  for (const separator of SEPARATORS) {
    const at = title.lastIndexOf(separator);
    const ending = title.slice(at + separator.length).toLowerCase();
    if (at > 0 && names.some((name) => ending.startsWith(name))) return title.slice(0, at).trim();
  }
  return title;
}
