/// <reference lib="dom" />

import { findDate } from '../../date/find.ts';
import { startsAsByline } from '../metadata/names.ts';
import { nameTest } from '../page/class-names.ts';
import { endOfArticle, type Headline } from '../page/surroundings.ts';
import { runningText, runningTexts } from '../page/text-length.ts';
import { NEXT_BEGINNING, NEXT_LABELS, NEXT_NAMES } from './further-rules.ts';

/** UTF-16 code units of running text that make an article, and of one there must be above. */
const MIN_ARTICLE = 150;
const MIN_ABOVE = 80;
const MAX_LABEL = 60;
const MAX_BYLINE = 120;
/** Blocks that may be another article, and lines that may announce one. */
const MAX_CANDIDATES = 300;
const MAX_LINES = 40;

const STARTS = new Set(['hr', 'p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
const BLOCKS = new Set(['article', 'section', 'div', 'main', 'li']);

/**
 * Takes out what follows the article: some pages go on with the next one as a reader scrolls. Another article has a
 * headline of its own, and stands apart from this one: in an `<article>` of its own, in a block like the one that holds
 * the headline, outside of the `<main>` or `<article>` that holds this one, behind a line that announces it, or behind a
 * rule with its own date or byline.
 */
export function removeFurther(headline: Headline | null): void {
  if (!headline?.element.isConnected) return;
  removeBlocks(headline);
  cutBehindLabel(headline);
}

function removeBlocks(headline: Headline): void {
  const own = headline.element.closest('article') ?? headline.element.closest('main');
  const lengths = runningTexts(headline.element.ownerDocument.body);
  const end = own !== null && (lengths.get(own) ?? 0) >= MIN_ABOVE ? endOfArticle(headline) : headline.below.length;
  const twins = twinsOf(headline.element);
  let looked = 0;
  for (const [i, element] of headline.below.entries()) {
    const length = lengths.get(element) ?? 0;
    if (!BLOCKS.has(element.localName) || length < MIN_ABOVE) continue;
    if (length < MIN_ARTICLE && !isLabelled(element)) continue;
    if (!mayBeFurther(element, headline, twins, i >= end ? own : null) || ++looked > MAX_CANDIDATES) continue;
    if (element.isConnected && hasTextAbove(element, headline)) element.remove();
  }
}

/** @param outside The block of this article, if the element stands outside of it. */
function mayBeFurther(
  element: Element,
  headline: Headline,
  twins: Map<Element | null, Element>,
  outside: Element | null,
): boolean {
  const isNamed = isNamedNext(element);
  const twin = twinOf(element, twins);
  const labelled = isLabelled(element);
  if (!outside && !isNamed && !twin && !labelled) return element.nodeName === 'ARTICLE' && hasByline(element);
  const heading = headingOf(element);
  if (!heading) return false;
  if (isNamed || labelled || (element.nodeName === 'ARTICLE' && outside?.nodeName === 'ARTICLE')) return true;
  if (twin && (heading.nodeName === headline.element.nodeName || isBuiltAlike(element, twin))) return true;
  if (!outside) return isDated(heading);
  return (
    outside.nodeName === 'MAIN' || heading.nodeName === 'H1' || heading.querySelector('a') !== null || isDated(heading)
  );
}

/** Whether it begins with a line that announces another article. */
function isLabelled(element: Element): boolean {
  const first = element.firstElementChild;
  return first !== null && first.childElementCount < 3 && isLabel(first);
}

/** The heading an element begins with, or null. */
function headingOf(element: Element): Element | null {
  const heading = element.querySelector('h1, h2, h3, h4');
  if (!heading) return null;
  const before = element.textContent?.indexOf(heading.textContent ?? '') ?? -1;
  return before >= 0 && before <= MAX_BYLINE ? heading : null;
}

/** An article within the article, that somebody else wrote. */
function hasByline(element: Element): boolean {
  return startsAsByline(headingOf(element)?.nextElementSibling?.textContent?.trim().slice(0, MAX_BYLINE) ?? '');
}

/** The blocks that hold the headline, by what they stand in. */
function twinsOf(headline: Element): Map<Element | null, Element> {
  const twins = new Map<Element | null, Element>();
  for (let one: Element | null = headline; one; one = one.parentElement) twins.set(one.parentElement, one);
  return twins;
}

/** The block that holds the headline and is of the same kind, beside it. */
function twinOf(element: Element, twins: Map<Element | null, Element>): Element | null {
  const twin = twins.get(element.parentElement);
  if (!twin || twin.nodeName !== element.nodeName) return null;
  const name = classOf(element);
  return (name !== '' || element.nodeName === 'ARTICLE') && classOf(twin) === name ? twin : null;
}

function classOf(element: Element): string {
  return element.getAttribute('class')?.trim() ?? '';
}

const isNamedNext = nameTest((words) => NEXT_NAMES.test(words.join(' ')));

/** Of the same parts: a heading and blocks with the same names. */
function isBuiltAlike(one: Element, other: Element): boolean {
  const parts = (element: Element) =>
    [...element.children]
      .filter((child) => BLOCKS.has(child.localName))
      .map((child) => child.getAttribute('class') ?? '');
  const [names, others] = [parts(one), parts(other)];
  return isHeaded(one) && isHeaded(other) && names.join() === others.join();
}

function isHeaded(element: Element): boolean {
  return /^H[1-4]$/.test(element.firstElementChild?.nodeName ?? '');
}

/** Whether a byline or a date follows the heading. */
function isDated(heading: Element): boolean {
  const next = heading.nextElementSibling;
  const text = next?.textContent?.trim() ?? '';
  if (!next || text === '' || text.length > MAX_BYLINE) return false;
  return (
    next.nodeName === 'TIME' ||
    next.querySelector('time') !== null ||
    startsAsByline(text) ||
    findDate(text, true) !== null
  );
}

function isLabel(element: Element): boolean {
  const text = element.textContent ?? '';
  if (text.length > MAX_LABEL) return false;
  return (
    NEXT_BEGINNING.test(text) ||
    NEXT_LABELS.has(
      text
        .toLowerCase()
        .replace(/[^\p{L}\p{M}\s]+/gu, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
  );
}

/** What follows a line that announces another article, or a rule or a headline with its own date, in the same block. */
function cutBehindLabel(headline: Headline): void {
  let looked = 0;
  for (const element of headline.below) {
    const from = startOfFurther(element);
    if (!from?.isConnected) continue;
    looked += 1;
    if (looked > MAX_LINES) return;
    const parts = [from, ...followersOf(from)];
    const length = parts.reduce(
      (sum, part) => sum + (part.nodeName === 'P' ? (part.textContent?.length ?? 0) : runningText(part)),
      0,
    );
    if (length >= MIN_ARTICLE && hasTextAbove(from, headline)) for (const part of parts) part.remove();
  }
}

function startOfFurther(element: Element): Element | null {
  if (!STARTS.has(element.localName)) return null;
  const next = element.nextElementSibling;
  if (!next) return null;
  if (element.nodeName === 'HR' && (next.nodeName === 'H1' || (/^H[23]$/.test(next.nodeName) && isDated(next))))
    return element;
  if (element.nodeName === 'H1' && isDated(element)) return element;
  return /^(?:P|H[2-6])$/.test(element.nodeName) && /^H[1-3]$/.test(next.nodeName) && isLabel(element) ? element : null;
}

function followersOf(element: Element): Element[] {
  const followers: Element[] = [];
  for (let next = element.nextElementSibling; next; next = next.nextElementSibling) followers.push(next);
  return followers;
}

/** Whether running text stands between the headline and the element. */
function hasTextAbove(element: Element, { below }: Headline): boolean {
  let length = 0;
  for (const one of below) {
    if (one === element) return false;
    if (one.nodeName === 'P' && one.isConnected) length += one.textContent?.trim().length ?? 0;
    if (one.nodeName === 'BR' && one.isConnected) length += one.previousSibling?.nodeValue?.trim().length ?? 0;
    if (length >= MIN_ABOVE) return true;
  }
  return false;
}
