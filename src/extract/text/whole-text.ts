/// <reference lib="dom" />

/** UTF-16 code units. A shorter paragraph may be anything. */
const MIN_PARAGRAPH = 80;
/** Text a container has on average, if it is a part of an article rather than a teaser or a comment. */
const MIN_PART = 300;
/** More of them are a list of something. */
const MAX_PARTS = 100;
/** Share of the text of all parts above which the largest is the whole. */
const WHOLE = 0.9;
/** Share of a paragraph in links above which it leads elsewhere. */
const MAX_LINKED = 0.5;

/** A text in pieces: containers of paragraphs that have the same class, or none in the same place, in the order of the page. */
export interface Parts {
  containers: Element[];
  /** UTF-16 code units of their paragraphs. */
  length: number;
}

/** The pieces with the most text on the page, or null where the text stands in one piece. */
export function findParts(document: Document): Parts | null {
  const byClass = new Map<string, Map<Element, number>>();
  for (const paragraph of document.querySelectorAll('p')) {
    const container = paragraph.parentElement;
    const name = container?.getAttribute('class')?.trim();
    const length = paragraph.textContent?.trim().length ?? 0;
    if (!container || length < MIN_PARAGRAPH) continue;
    const key = name ? `${container.tagName} ${name}` : namelessKey(container);
    const lengths = byClass.get(key) ?? new Map<Element, number>();
    byClass.set(key, lengths.set(container, (lengths.get(container) ?? 0) + length));
  }
  const [largest] = [...byClass.values()].sort((a, b) => sum(b) - sum(a));
  if (!largest) return null;
  const containers = [...largest.keys()];
  const length = sum(largest);
  if (containers.length > MAX_PARTS) return null;
  const isCut = Math.max(...largest.values()) < WHOLE * length && length / largest.size >= MIN_PART;
  const isNested = containers.some((one) => containers.some((other) => one !== other && one.contains(other)));
  return isCut && !isNested ? { containers, length } : null;
}

/** Of a container without a class: where it stands. */
function namelessKey(container: Element): string {
  const above = [container, container.parentElement, container.parentElement?.parentElement];
  return above.map((element) => `${element?.tagName} ${element?.getAttribute('class') ?? ''}`).join(' < ');
}

/**
 * The pieces of a text that are called differently and stand at different depths: blocks of paragraphs in the block that
 * holds the headline, once what is beside the article has been taken out. Null where there are not several.
 */
export function findPartsBelow(headline: Element | null): Parts | null {
  const region = headline?.closest('article') ?? headline?.closest('main') ?? headline?.parentElement;
  if (!region) return null;
  const lengths = new Map<Element, number>();
  for (const paragraph of region.querySelectorAll('p')) {
    const length = paragraph.textContent?.trim().length ?? 0;
    const container = paragraph.parentElement;
    if (!container || length < MIN_PARAGRAPH || linkedLength(paragraph) > MAX_LINKED * length) continue;
    lengths.set(container, (lengths.get(container) ?? 0) + length);
  }
  const containers = [...lengths.keys()];
  const isNested = containers.some((one) => containers.some((other) => one !== other && one.contains(other)));
  const parts = containers.length;
  return parts > 1 && parts <= MAX_PARTS && !isNested ? { containers, length: sum(lengths) } : null;
}

function linkedLength(paragraph: Element): number {
  return [...paragraph.querySelectorAll('a')].reduce((total, link) => total + (link.textContent?.length ?? 0), 0);
}

/**
 * Puts the pieces back into one container: what finds the text by where most of it stands would take one piece, between
 * two advertisements, for the whole.
 */
export function joinParts({ containers: [first, ...others] }: Parts): void {
  for (const container of others) {
    first?.append(...container.childNodes);
    container.remove();
  }
}

function sum(lengths: Map<Element, number>): number {
  return [...lengths.values()].reduce((total, length) => total + length, 0);
}
