/// <reference lib="dom" />
import { JSDOM, VirtualConsole } from 'jsdom';

/**
 * HTML → document with jsdom, as the HTML Standard tells; several times slower than linkedom. Scripts do not run, nothing
 * is loaded. Loading this module takes longer than reading ten pages: import it when it is needed.
 */
export function parseByStandard(html: string): Document {
  // A console of its own, else jsdom prints what it dislikes about the page on ours.
  return new JSDOM(html, { virtualConsole: new VirtualConsole() }).window.document;
}
