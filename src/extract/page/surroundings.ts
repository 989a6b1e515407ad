/// <reference lib="dom" />
import type { Elements } from './elements.ts';

/** The element that shows the headline, the elements that begin before it, and those that begin after, in their order. */
export interface Headline {
  element: Element;
  above: ReadonlySet<Element>;
  below: readonly Element[];
}

/**
 * Where the headline is, or null.
 *
 * @param titles As the page tells machines. A heading that is one of them is the headline; else the first `<h1>` is, but a
 *   site may have its own name there.
 */
export function findHeadline({ all, named }: Elements, titles: string[]): Headline | null {
  const told = titles.map(lettersOf).filter(Boolean);
  const firsts = named('h1').filter((h1) => lettersOf(h1.textContent ?? '') !== '');
  const isTold = (heading: Element) => {
    const shown = lettersOf(heading.textContent ?? '');
    return (
      shown !== '' &&
      told.some((title) => title === shown || (shown.endsWith(title) && shown.length < 2 * title.length))
    );
  };
  const element = firsts.find(isTold) ?? named('h2', 'h3').find(isTold) ?? firsts[0];
  if (!element) return null;
  // linkedom's compareDocumentPosition compares depths.
  const at = all.indexOf(element);
  return { element, above: new Set(all.slice(0, at)), below: all.slice(at + 1) };
}

/**
 * Of the elements below the headline, how many stand with it in its `<article>` or `<main>`: those that come first. All of
 * them where it stands in neither.
 */
export function endOfArticle({ element, below }: Headline): number {
  const own = element.closest('article') ?? element.closest('main');
  if (!own) return below.length;
  let [low, high] = [0, below.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (own.contains(below[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What two spellings of a text share. */
export function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * Elements that stand below the headline, and the others. What tells of the article stands near its headline, most often
 * below; above it may be what tells of others.
 */
export function byHeadline(headline: Headline | null, elements: Element[]): { below: Element[]; others: Element[] } {
  if (!headline) return { below: [], others: elements };
  const isAbove = (element: Element) => headline.above.has(element) || element === headline.element;
  const { below = [], others = [] } = Object.groupBy(elements, (element) => (isAbove(element) ? 'others' : 'below'));
  return { below, others };
}

/**
 * Whether an element stands in a block beside the article: one that matches the selector and does not hold the headline,
 * since a class such as `has-comments` may be that of the whole page.
 */
export function isBeside(element: Element, selector: string, headline: Headline | null): boolean {
  const block = element.closest(selector);
  return block !== null && (headline === null || !block.contains(headline.element));
}
