/// <reference lib="dom" />

import { textLength } from '../page/text-length.ts';
import { isSentence } from './article-lines.ts';
import { weigh } from './plain.ts';

/** Weight of a paragraph of running text, and share of it in links above which it is "one link". */
const MIN_PARAGRAPH = 80;
const MOSTLY = 0.6;
/** So many of them in a row are a list of something. */
const MAX_IN_ROW = 2;

/**
 * Makes plain text of paragraphs that are one link, where they stand between the paragraphs of an article and end as
 * sentences do: those are the article's own. Lists of links to other articles have nobody beside them.
 */
export function unwrapLinkedParagraphs(document: Document): void {
  const { a: links = [], p: others = [] } = Object.groupBy(document.body.querySelectorAll('a, p, li'), (element) =>
    element.localName === 'a' ? 'a' : 'p',
  );
  if (!links.some((link) => (link.textContent?.length ?? 0) >= MOSTLY * MIN_PARAGRAPH)) return;
  const paragraphs = others.filter((element) => element.localName === 'p' || element.querySelector('p') === null);
  const kinds = paragraphs.map(kindOf);
  for (const [i, paragraph] of paragraphs.entries()) {
    if (kinds[i] === 'linked' && standsInText(kinds, i) && isNear(paragraphs, i)) unwrap(paragraph);
  }
}

type Kind = 'text' | 'linked' | 'other';

function kindOf(element: Element): Kind {
  const text = element.textContent?.trim() ?? '';
  if (weigh(text) < MIN_PARAGRAPH || !isSentence(text)) return 'other';
  const inLinks = [...element.querySelectorAll('a')].reduce((sum, link) => sum + textLength(link), 0);
  if (inLinks > MOSTLY * text.length) return element.querySelectorAll('a').length === 1 ? 'linked' : 'other';
  return element.localName === 'p' || inLinks === 0 ? 'text' : 'other';
}

/** Whether running text is its neighbour, on one side at least, and not many like it stand in a row. */
function standsInText(kinds: Kind[], at: number): boolean {
  let first = at;
  let last = at;
  while (kinds[first - 1] === 'linked') first -= 1;
  while (kinds[last + 1] === 'linked') last += 1;
  return last - first < MAX_IN_ROW && (kinds[first - 1] === 'text' || kinds[last + 1] === 'text');
}

/** Whether its neighbours of running text stand in the same block, or in one more around it. */
function isNear(paragraphs: Element[], at: number): boolean {
  const around = paragraphs[at]!.parentElement?.parentElement;
  const neighbours = [paragraphs[at - 1], paragraphs[at + 1], paragraphs[at - 2], paragraphs[at + 2]];
  return around !== null && around !== undefined && neighbours.some((one) => one !== undefined && around.contains(one));
}

function unwrap(paragraph: Element): void {
  for (const link of paragraph.querySelectorAll('a')) link.replaceWith(...link.childNodes);
}
