/// <reference lib="dom" />
import { hasName, nameTest } from '../page/class-names.ts';
import type { Headline } from '../page/surroundings.ts';
import { isLonger, runningText, textLength } from '../page/text-length.ts';
import {
  BESIDE_WORDS,
  CONTROL_ELEMENTS,
  CONTROL_ROLES,
  ELEMENTS_BESIDE,
  HIDING_CLASS,
  LINKING_WORDS,
  ROLES_BESIDE,
  SHOWING_CLASS,
} from './rules.ts';

/** A block with more than this share of the page's text is not beside the article, whatever it is called. */
const MAX_SHARE = 0.25;
/** UTF-16 code units. A shorter paragraph may be anything. */
const MIN_PARAGRAPH = 60;
/** Words for which Readability passes over a block, or thinks less of it, however much of the text it holds. */
const READER_DISLIKES =
  /-ad-|hid|ai2html|banner|breadcrumbs|combx|comment|community|cover-wrap|disqus|extra|foot|gdpr|head|legends|menu|related|remark|replies|rss|shoutbox|sidebar|skyscraper|social|sponsor|supplemental|agegate|pagination|pager|popup|contact|gdpr|masthead|media|meta|outbrain|promo|scroll|share|shopping|tags|widget/i;

/** Takes out of a page what is never article text, nor a summary of it, and returns the other elements. */
export function removeControls(body: Element): Element[] {
  return [...body.querySelectorAll('*')].filter((element) => {
    const isTaken = isControl(element);
    if (isTaken) element.remove();
    return !isTaken;
  });
}

function isControl(element: Element): boolean {
  return (
    CONTROL_ELEMENTS.has(element.localName) ||
    CONTROL_ROLES.has(element.getAttribute('role') ?? '') ||
    element.getAttribute('aria-modal') === 'true'
  );
}

/**
 * Takes out what stands beside the article by its name, unless much of the text is in it, or the headline with some of
 * it. A name that most of the paragraphs have says nothing.
 */
export function removeBeside(document: Document, headline: Headline | null): void {
  const limit = textLength(document.body) * MAX_SHARE;
  const elements = [...document.body.querySelectorAll('*')];
  const usual = usualNames(elements.filter((element) => element.localName === 'p'));
  for (const element of elements) {
    const traits = traitsOf(element);
    if (!isBeside(element, traits)) {
      if (traits.disliked && isLonger(element, limit)) forgetNames(element);
    } else if (!element.isConnected) continue;
    else if (isLonger(element, limit) || holdsArticle(element, headline) || isUsual(element, usual))
      forgetNames(element);
    else element.remove();
  }
}

function holdsArticle(element: Element, headline: Headline | null): boolean {
  return headline !== null && element.contains(headline.element) && runningText(element) > 0;
}

/** The class that most of the running text has. */
function usualNames(paragraphs: Element[]): string | null {
  const lengths = new Map<string, number>();
  let total = 0;
  for (const paragraph of paragraphs) {
    const length = paragraph.textContent?.trim().length ?? 0;
    if (length < MIN_PARAGRAPH) continue;
    const names = classAndId(paragraph);
    total += length;
    lengths.set(names, (lengths.get(names) ?? 0) + length);
  }
  const [names, length] = [...lengths].sort(([, a], [, b]) => b - a)[0] ?? ['', 0];
  return names.trim() !== '' && length > total / 2 ? names : null;
}

function isUsual(element: Element, usual: string | null): boolean {
  return usual !== null && element.localName === 'p' && classAndId(element) === usual;
}

/** What the names of an element tell. `linking`: beside the article only if it holds a link. */
const traitsOf = nameTest((words, names) => ({
  beside: hasName(words, BESIDE_WORDS),
  linking: hasName(words, LINKING_WORDS),
  hidden: HIDING_CLASS.test(names) && !SHOWING_CLASS.test(names),
  disliked: READER_DISLIKES.test(names),
}));

function classAndId(element: Element): string {
  return `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`;
}

/** What comes later judges by the same names. */
function forgetNames(element: Element): void {
  element.removeAttribute('class');
  element.removeAttribute('id');
}

function isBeside(element: Element, traits: ReturnType<typeof traitsOf>): boolean {
  return (
    traits.beside ||
    traits.hidden ||
    ELEMENTS_BESIDE.has(element.localName) ||
    (traits.linking && element.querySelector('a') !== null) ||
    ROLES_BESIDE.has(element.getAttribute('role') ?? '')
  );
}
