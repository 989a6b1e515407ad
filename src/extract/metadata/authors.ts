/// <reference lib="dom" />

import { classWords, hasName } from '../page/class-names.ts';
import type { Elements } from '../page/elements.ts';
import { byHeadline, type Headline, isBeside } from '../page/surroundings.ts';
import { AUTHOR_META, BYLINE_NAMES, CARD_LABELS, CJK_SIGNATURE, OTHER_BYLINES } from './author-rules.ts';
import { type Found, firstFound } from './found.ts';
import { isNode, type LinkedNode, listed } from './linked-data.ts';
import { isWholeName, namesIn, startsAsByline } from './names.ts';
import { line, type Sources } from './sources.ts';

const MAX_AUTHORS = 20;
/** UTF-16 code units. A longer text is not a byline. */
const MAX_LINE = 150;
/** Elements looked at for a line that begins as bylines do. */
const MAX_ELEMENTS = 3_000;
/** Bylines looked at. */
const MAX_BYLINES = 200;
/** Elements in a byline. */
const MAX_CHILDREN = 8;

/**
 * Who wrote the article: people and agencies, without the outlet itself. What machines are told comes first; then what
 * a reader sees.
 *
 * @param outlets Names of the outlet and of its host.
 */
export function readAuthors(sources: Sources, outlets: string[]): Found<string[]> | null {
  const { elements, meta } = sources;
  const names = (texts: (string | null | undefined)[]) => {
    const lines = texts.map((text) => line(text, MAX_LINE * 4)).filter((text) => text !== null);
    return [...new Set(lines.flatMap((text) => namesIn(text, outlets)))].slice(0, MAX_AUTHORS);
  };
  const told = (texts: string[]) =>
    texts
      .flatMap((text) => line(text, MAX_LINE) ?? [])
      .filter((text) => /^(?!https?:)[^@]*\p{L}[^@]*$/u.test(text))
      .slice(0, MAX_AUTHORS);
  return firstFound([
    ['json-ld', () => names(linkedNames(sources))],
    ['meta', () => names(AUTHOR_META.flatMap((name) => meta.all(name).slice(0, MAX_AUTHORS)))],
    ['meta', () => names(cardNames(sources))],
    ['rel', () => names(textsOf(sources, '[rel~="author"]'))],
    ['markup', () => names(textsOf(sources, '[itemprop~="author"] [itemprop~="name"], [itemprop~="author"]'))],
    ['visible', () => names(firstByline(sources, outlets)).filter(isWholeName)],
    ['visible', () => names(labelledLine(sources, outlets)).filter(isWholeName)],
    ['visible', () => names(signature(elements))],
    // Nobody but the newsroom itself is credited.
    ['json-ld', () => told(linkedNames(sources))],
    ['meta', () => told(AUTHOR_META.flatMap((name) => meta.all(name).slice(0, MAX_AUTHORS)))],
  ]);
}

function linkedNames({ data }: Sources): string[] {
  const author = data.article.author ?? data.article.creator;
  return listed(author)
    .map(data.resolve)
    .flatMap((entry) => (isNode(entry) ? nameOfNode(entry) : listed(entry)))
    .filter((name) => typeof name === 'string');
}

function nameOfNode(node: LinkedNode): unknown[] {
  // A node without a name may spell it in parts.
  const whole = [node.givenName, node.familyName].filter((part) => typeof part === 'string').join(' ');
  return node.name === undefined && whole ? [whole] : listed(node.name);
}

/** Names on the card that Twitter shows of a page. */
function cardNames({ meta }: Sources): (string | undefined)[] {
  return ['1', '2']
    .filter((n) => CARD_LABELS.test(meta.first(`twitter:label${n}`) ?? ''))
    .map((n) => meta.first(`twitter:data${n}`));
}

function textsOf({ document, headline }: Sources, selector: string): string[] {
  return [...document.querySelectorAll(selector)]
    .filter((element) => !isBeside(element, OTHER_BYLINES, headline))
    .slice(0, MAX_AUTHORS)
    .map(spacedText)
    .filter((text) => text.length <= MAX_LINE);
}

/** The first element that is called a byline and names somebody, and its like beside it. */
function firstByline({ elements, headline }: Sources, outlets: string[]): string[] {
  const names = (text: string) => {
    const all = namesIn(text, outlets);
    // In Chinese and Japanese any two signs may be a name: a line that holds other words holds subjects, too.
    return all.some((name) => /\p{sc=Han}/u.test(name)) && !all.every(isWholeName) ? [] : all;
  };
  const called = elements.all.filter((element) => hasName(classWords(element), BYLINE_NAMES));
  const bylines = inOrder(headline, called)
    .slice(0, MAX_BYLINES)
    .map((element) => ({ element, text: spacedText(element) }))
    .filter(({ text }) => text.length <= MAX_LINE && names(text).some(isWholeName))
    .filter(({ element }) => !isBeside(element, OTHER_BYLINES, headline));
  // The innermost: around a name there may be a biography.
  const first = bylines.find(
    ({ element }) => !bylines.some((other) => other.element !== element && element.contains(other.element)),
  );
  if (!first) return [];
  const isAlike = ({ element }: { element: Element }) =>
    element.className === first.element.className && nearest(element) === nearest(first.element);
  return bylines.filter(isAlike).map(({ text }) => text);
}

function nearest(element: Element): Element | null {
  return element.closest('ul, ol, header, article, section') ?? element.parentElement;
}

const LABELLED = ['p', 'div', 'span', 'li', 'address', 'small', 'em', 'strong', 'h6', 'td'];

/** Lines such as "Von Ada Feld" near the headline. */
function labelledLine({ elements, headline }: Sources, outlets: string[]): string[] {
  const lines = elements.named(...LABELLED).slice(0, MAX_ELEMENTS);
  const found = inOrder(headline, lines).find((element) => {
    if (element.childElementCount > MAX_CHILDREN) return false;
    const text = spacedText(element);
    const isByline = text.length <= MAX_LINE && startsAsByline(text) && namesIn(text, outlets).some(isWholeName);
    return isByline && !isBeside(element, OTHER_BYLINES, headline);
  });
  return found ? [spacedText(found)] : [];
}

/** A paragraph of nothing but a name in bold, or a name in 【】: how some newspapers sign, above or below the text. */
function signature({ named }: Elements): string[] {
  const byParent = Map.groupBy(named('p'), (paragraph) => paragraph.parentElement);
  const groups = [...byParent.values()].map((paragraphs) => ({
    paragraphs,
    length: paragraphs.reduce((sum, paragraph) => sum + (paragraph.textContent?.length ?? 0), 0),
  }));
  const { paragraphs = [] } = groups.sort((a, b) => b.length - a.length)[0] ?? {};
  const ends = [...paragraphs.slice(0, 3), ...paragraphs.slice(-2)];
  for (const paragraph of ends) {
    const text = spacedText(paragraph);
    const bold = [...paragraph.querySelectorAll('strong, b')].map(spacedText).join('');
    const names = text === bold ? namesIn(text, []) : [];
    if (names.length > 0 && names.every(isWholeName)) return names;
    const signed = CJK_SIGNATURE.exec(text)?.[1];
    if (signed) return [signed];
  }
  return [];
}

function inOrder(headline: Headline | null, elements: Element[]): Element[] {
  const { below, others } = byHeadline(headline, elements);
  return [...below, ...others];
}

const UNREAD = new Set(['SCRIPT', 'STYLE', 'SVG', 'TEMPLATE']);
const BREAKING = new Set(['LI', 'P', 'DIV', 'BR', 'UL', 'TD']);

/** Text with a space where an element begins, so that names in neighbours do not touch. */
function spacedText(element: Element): string {
  const pieces: string[] = [];
  const visit = (node: Node) => {
    if (node.nodeType === 3) pieces.push(node.nodeValue ?? '');
    else if (!UNREAD.has(node.nodeName.toUpperCase())) {
      if (BREAKING.has(node.nodeName)) pieces.push(', ');
      else if (node.nodeName === 'A' || node.nodeName === 'SPAN') pieces.push(' ');
      for (let child = node.firstChild; child; child = child.nextSibling) visit(child);
    }
  };
  for (let child = element.firstChild; child; child = child.nextSibling) visit(child);
  return pieces
    .join('')
    .replace(/\s+/g, ' ')
    .replace(/(?:\s?,)+/g, ',')
    .replace(/^[\s,]+|[\s,]+$/g, '');
}
