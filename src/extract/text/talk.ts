/// <reference lib="dom" />

import { nameTest } from '../page/class-names.ts';
import { endOfArticle, type Headline } from '../page/surroundings.ts';
import { runningText, textLength } from '../page/text-length.ts';
import { readBlocks } from './blocks.ts';
import { LOOSE_TALK_NAMES, TALK_ABOUT, TALK_LABELS, TALK_NAMES } from './talk-rules.ts';

/** UTF-16 code units of a heading above comments, and of who wrote one and when. */
const MAX_LABEL = 90;
const MAX_NAME_LINE = 70;
/** Text there must be of the article, outside of what may be comments. */
const MIN_ARTICLE = 100;
/** Comments that tell by their shape alone. */
const MIN_SHAPED = 3;
/** The same without a time, and UTF-16 code units of a name. */
const MIN_ALIKE = 4;
const MAX_NAME = 30;

const ENTRIES = new Set(['li', 'div', 'article', 'section', 'dd', 'tr', 'blockquote']);
const BLOCKS = new Set(['div', 'ol', 'ul', 'section', 'tbody']);
const LABELLING = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'legend', 'strong', 'b', 'p', 'span', 'div', 'summary']);
const HEAD_NAMES = /^(?:titl|head|hdr|label|count|caption|name|ueberschrift|titel)/;
const HEADING = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'legend', 'p', 'strong', 'summary']);
const HEADINGS = 'h1, h2, h3, h4';
const NAMED = new RegExp(`^(?:${TALK_NAMES.join('|')})`);
const WHEN =
  /\d{1,2}[.:/-]\d{1,2}|\d{4}|\d\s?(?:[hmd]|\p{L}{3,10}) (?:ago|назад|тому|temu|sitten|sedan|siden|geleden|fa|atrás|önce|yang lalu|trước|पहले)(?!\p{L})|(?:vor|il y a|hace|há|před|pred|prije|преди|πριν|منذ|לפני|за) (?:\p{L}{3,10} )?\d{1,3}\s\p{L}|\d\s?(?:시간|분|일|時間|分|日|小时|小時|分钟|分鐘|天)\s?(?:전|前)/iu;
/** Elements below the headline that are looked at. */
const MAX_ELEMENTS = 20_000;
/** Blocks with a telling name that are looked into, and blocks looked at in each: made-up pages nest them. */
const MAX_LOOKS = 40;
const MAX_PARENTS = 30;
/** UTF-16 code units that are read to find comments, text that stands in several blocks each time; and for a block itself. */
const MAX_READ = 2_000_000;
const BLOCK_COST = 100;

/** What may still be read of a page to find comments. */
interface Budget {
  left: number;
}

/**
 * Takes out what readers say below the article. Their talk is known by the name of its block, by the heading above, or
 * by its shape: several blocks alike, each with a name and a time. An article may call itself a comment, so nothing goes
 * that holds the headline or without which no article is left.
 */
export function removeTalk(document: Document, headline: Headline | null): void {
  const below = headline?.below ?? [...document.body.querySelectorAll('*')];
  const end = headline ? endOfArticle(headline) : below.length;
  const remains = remainsOf(document.body);
  const budget: Budget = { left: MAX_READ };
  let looked = 0;
  for (const [i, element] of below.slice(0, MAX_ELEMENTS).entries()) {
    if (budget.left <= 0) break;
    const traits = traitsOf(element);
    if (!mayBeTalk(element, traits, i >= end) || !element.isConnected) continue;
    if (traits.isTalk && element.childElementCount > 0 && ++looked > MAX_LOOKS) break;
    const talk = talkAt(element, traits, headline, i >= end, budget);
    if (talk.length > 0 && remains.leaveArticle(talk, budget)) for (const part of talk) part.remove();
  }
}

/** A look before {@link talkAt}: false for most elements. */
function mayBeTalk(element: Element, { isTalk, isHead }: Traits, isOutside: boolean): boolean {
  const { localName } = element;
  return isTalk || isHead || HEADING.has(localName) || (isOutside && BLOCKS.has(localName)) || isMicrodata(element);
}

/** The elements that are readers' talk, if it begins here. */
function talkAt(
  element: Element,
  { isTalk, isHead }: Traits,
  headline: Headline | null,
  isOutside: boolean,
  budget: Budget,
): Element[] {
  if (isMicrodata(element) || (isTalk && looksLikeTalk(element, budget))) return [element];
  const label = isHead || HEADING.has(element.localName) ? labelOf(element) : null;
  if (label) return belowLabel(element, label, headline, budget);
  if (!isOutside || !BLOCKS.has(element.localName) || element.childElementCount < MIN_SHAPED) return [];
  if (!WHEN.test(element.lastElementChild?.textContent ?? '') && !classOfLast(element)) return [];
  const children = [...element.children];
  return areEntries(children, MIN_SHAPED, true, budget) || areAlike(children, budget) ? [element] : [];
}

function classOfLast(element: Element): string | null {
  return element.lastElementChild?.getAttribute('class') ?? null;
}

/** Blocks without a link that all have the same class and begin with a name. */
function areAlike(elements: Element[], budget: Budget): boolean {
  if (elements.length < MIN_ALIKE) return false;
  const name = elements.at(-1)!.getAttribute('class');
  if (!name) return false;
  const alike = elements.filter((element) => element.getAttribute('class') === name && !element.querySelector('a'));
  return (
    alike.length >= MIN_ALIKE &&
    alike.every((element) => isEntry(element, false, budget) && (readBlocks(element)[0]?.text.length ?? 0) <= MAX_NAME)
  );
}

function isMicrodata(element: Element): boolean {
  return element.getAttribute('itemprop') === 'comment';
}

/** What the names of an element tell. */
interface Traits {
  isTalk: boolean;
  isHead: boolean;
}

const traitsOf = nameTest(
  (words): Traits => ({
    isTalk: words.some((word) => NAMED.test(word) || LOOSE_TALK_NAMES.test(word)),
    isHead: words.some((word) => HEAD_NAMES.test(word)),
  }),
);

/** Whether a block that is called so is readers' talk, rather than the article below which they may talk. */
function looksLikeTalk(element: Element, budget: Budget): boolean {
  if (hasShape(element, 2, false, budget)) return true;
  for (const child of element.querySelectorAll('*')) {
    if (!mayRead(child, budget)) return false;
    if (textLength(child) === 0) continue;
    const label = labelOf(child);
    if (label) return true;
    if (child.childElementCount === 0) return false;
  }
  return false;
}

interface Label {
  /** It tells how many there are. */
  counts: boolean;
}

function labelOf(element: Element): Label | null {
  if (!LABELLING.has(element.localName)) return null;
  const most = HEADING.has(element.localName) ? 2 : 0;
  if (element.childElementCount > most) return null;
  if ((element.firstChild?.nodeValue?.length ?? 0) > 3 * MAX_LABEL) return null;
  const text = element.textContent ?? '';
  if (text.length > 3 * MAX_LABEL) return null;
  const line = text.replace(/\s+/g, ' ').trim().toLowerCase();
  if (line === '' || line.length > MAX_LABEL) return null;
  const counts = /\d/.test(line);
  const words = wordsOf(line);
  if (TALK_LABELS.has(words)) return { counts };
  return counts && TALK_LABELS.has(wordsOf(line.replace(TALK_ABOUT, ''))) ? { counts } : null;
}

function wordsOf(line: string): string {
  return line
    .replace(/[^\p{L}\p{M}’\s-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The block that the label heads, if it is talk; else what follows the label. */
function belowLabel(label: Element, { counts }: Label, headline: Headline | null, budget: Budget): Element[] {
  let block = label;
  while (block.parentElement && isFirst(block, budget) && !holdsHeadline(block.parentElement, headline)) {
    if (block.parentElement === label.ownerDocument.body) break;
    block = block.parentElement;
  }
  const following = followersOf(block);
  budget.left -= following.length;
  if (block !== label && textLength(block) > textLength(label) + MAX_NAME_LINE) {
    return counts || hasShape(block, 2, false, budget) ? [block] : [];
  }
  const isTalk =
    counts || following.some((one) => hasShape(one, 2, false, budget)) || areEntries(following, 2, false, budget);
  return isTalk ? [block, ...following] : [];
}

function holdsHeadline(element: Element, headline: Headline | null): boolean {
  return headline !== null && element.contains(headline.element);
}

/** Whether nothing stands before it in its parent. */
function isFirst(element: Element, budget: Budget): boolean {
  for (let node = element.previousSibling; node; node = node.previousSibling) {
    budget.left -= 1;
    if ((node.textContent ?? '').trim() !== '') return false;
  }
  return true;
}

function followersOf(element: Element): Element[] {
  const followers: Element[] = [];
  for (let next = element.nextElementSibling; next; next = next.nextElementSibling) followers.push(next);
  return followers;
}

/** Whether so many blocks that look like comments stand side by side somewhere below. `dated`: each must tell when. */
function hasShape(root: Element, least: number, dated: boolean, budget: Budget): boolean {
  if (!mayRead(root, budget)) return false;
  if (areEntries([...root.children], least, dated, budget)) return true;
  for (const parent of [...root.querySelectorAll('div, ol, ul, section, tbody')].slice(0, MAX_PARENTS)) {
    if (parent.childElementCount >= least && areEntries([...parent.children], least, dated, budget)) return true;
  }
  return false;
}

function areEntries(elements: Element[], least: number, dated: boolean, budget: Budget): boolean {
  const wanted = Math.max(least, elements.length / 3);
  const counts = new Map<string, number>();
  for (const [i, element] of elements.entries()) {
    const { localName } = element;
    const count = counts.get(localName) ?? 0;
    const most = Math.max(0, ...counts.values());
    if (most >= wanted) return true;
    if (most + elements.length - i < wanted) return false;
    if (ENTRIES.has(localName) && isEntry(element, dated, budget)) counts.set(localName, count + 1);
  }
  return Math.max(0, ...counts.values()) >= wanted;
}

/** A short line, of who wrote it, and a text. */
function isEntry(element: Element, dated: boolean, budget: Budget): boolean {
  if (!mayRead(element, budget)) return false;
  const length = textLength(element);
  if (length < 20 || length > 6_000 || element.querySelector(HEADINGS)) return false;
  const blocks = readBlocks(element);
  const [first] = blocks;
  if (!first) return false;
  const cells = element.localName === 'tr' ? [...element.children].map((cell) => cell.textContent?.trim() ?? '') : [];
  const lines = cells.length > 1 ? cells : blocks.flatMap((block) => block.text.split('\n'));
  const [name = '', next] = lines;
  if (next === undefined || name.length > MAX_NAME_LINE || /[.!?]$/.test(name)) return false;
  return !dated || (WHEN.test(name) && /\p{L}/u.test(name)) || WHEN.test(next.slice(0, 40));
}

/** Whether the text of an element may be read, which counts. */
function mayRead(element: Element, budget: Budget): boolean {
  if (budget.left <= 0) return false;
  budget.left -= BLOCK_COST + (element.textContent?.length ?? 0);
  return true;
}

/** What is left of a page while talk is taken out of it. */
interface Remains {
  /** Whether without `talk` there still is an article: running text, or as much of another kind. If so, it counts as gone. */
  leaveArticle(talk: Element[], budget: Budget): boolean;
}

function remainsOf(body: Element): Remains {
  let left: { running: number; whole: number } | null = null;
  return {
    leaveArticle(talk, budget) {
      left ??= { running: runningText(body), whole: textLength(body) };
      const after = { ...left };
      for (const part of talk) {
        if (!mayRead(part, budget)) return false;
        after.running -= runningText(part);
        after.whole -= textLength(part);
      }
      const isLeft = after.running >= MIN_ARTICLE || after.whole > 6 * MIN_ARTICLE;
      if (isLeft) left = after;
      return isLeft;
    },
  };
}
