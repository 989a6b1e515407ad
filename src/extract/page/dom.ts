/// <reference lib="dom" />
import { DOMParser } from 'linkedom';

/**
 * HTML → document with linkedom, in which nothing runs and nothing loads. Fast, but it takes the markup as it stands:
 * a page without `<html>` or `<body>` is wrapped, since linkedom, unlike a browser, does not supply them.
 */
export function parseQuickly(html: string): Document {
  const document = parse(html);
  const root = document.documentElement;
  const whole = root?.tagName === 'HTML' && document.body === document.querySelector('body');
  return whole ? document : parse(`<html><head></head><body>${html}</body></html>`);
}

function parse(html: string): Document {
  return new DOMParser().parseFromString(html, 'text/html') as unknown as Document;
}
