/// <reference lib="dom" />

/**
 * The element that shows the headline, or null.
 *
 * @param titles As the page tells machines. A heading that is one of them is the headline; else the first `<h1>` is, but a
 *   site may have its own name there.
 */
export function findHeadline(document: Document, titles: string[]): Element | null {
  const told = titles.map(lettersOf).filter(Boolean);
  const firsts = [...document.querySelectorAll('h1')].filter((h1) => lettersOf(h1.textContent ?? '') !== '');
  const isTold = (heading: Element) => {
    const shown = lettersOf(heading.textContent ?? '');
    return (
      shown !== '' &&
      told.some((title) => title === shown || (shown.endsWith(title) && shown.length < 2 * title.length))
    );
  };
  return firsts.find(isTold) ?? [...document.querySelectorAll('h2, h3')].find(isTold) ?? firsts[0] ?? null;
}

/** What two spellings of a text share. */
export function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * Elements that stand below the headline, and the others. What tells of the article stands near its headline, most often
 * below; above it may be what tells of others.
 */
export function byHeadline(headline: Element | null, elements: Element[]): { below: Element[]; others: Element[] } {
  if (!headline) return { below: [], others: elements };
  const { below = [], others = [] } = Object.groupBy(elements, (element) =>
    headline.compareDocumentPosition(element) & 4 ? 'below' : 'others',
  );
  return { below, others };
}

/**
 * Whether an element stands in a block beside the article: one that matches the selector and does not hold the headline,
 * since a class such as `has-comments` may be that of the whole page.
 */
export function isBeside(element: Element, selector: string, headline: Element | null): boolean {
  const block = element.closest(selector);
  return block !== null && (headline === null || !block.contains(headline));
}
