/// <reference lib="dom" />

import type { Headline } from '../page/surroundings.ts';
import { runningText, textLength } from '../page/text-length.ts';
import { weigh } from '../text/plain.ts';
import { CONSENT_STEMS, NOTICE_PHRASES, NOTICE_TITLES, OF_REPORT } from './notice-rules.ts';

/** Weight of text for each word of consent, in a text that is nothing else; and kinds of such words. */
const WEIGHT_PER_WORD = 75;
const MIN_KINDS = 3;
/** Weight of a notice below its own heading, and of one that only its sentences tell. */
const HEADED = 1_000;
const UNHEADED = 500;
/** UTF-16 code units of a block that may be a notice, and share of it that must be. */
const MIN_BLOCK = 60;
const MAX_BLOCK = 12_000;
const MIN_SHARE = 0.5;
/** UTF-16 code units beside the notice in a title. */
const MAX_SITE_NAME = 24;
/** UTF-16 code units of a headline that is a notice's sentence. */
const MAX_TITLE = 60;

/** Words of notices in which news may speak, too. */
const OF_NEWS = /maintenance|economic area|wartungsarbeiten|технические работы|технічні роботи/;
const WITH_WHOM = CONSENT_STEMS[2]!;
const TITLES = new Set(NOTICE_TITLES.map(plain));
const CONTAINERS = new Set(['div', 'section', 'aside', 'form', 'footer', 'header', 'article', 'ul', 'table']);

/** Whether a text, in lower case, asks for consent and says nothing else: several kinds of such words close together. */
export function asksForConsent(text: string): boolean {
  let words = 0;
  let kinds = 0;
  for (const stem of CONSENT_STEMS) {
    const count = text.match(stem)?.length ?? 0;
    words += count;
    kinds += Number(count > 0);
  }
  return kinds >= MIN_KINDS && words * WEIGHT_PER_WORD >= weigh(text);
}

/**
 * Whether what a page shows is a notice in place of an article: that there is no such page, who may come in, that the
 * server rests. Its headline says nothing else, or the little text there is says so.
 *
 * @param titles Headline and titles of the page.
 */
export function isNoticePage(titles: string[], text: string): boolean {
  if (text.length > 3 * HEADED) return false;
  const weight = weigh(text);
  const lower = text.toLowerCase();
  const phrases = NOTICE_PHRASES.filter((phrase) => lower.includes(phrase)).length;
  const isReport = OF_REPORT.test(lower);
  if (titles.some((title) => isNoticeTitle(title) || (!isReport && isNoticePhrase(title))))
    return phrases > 0 ? weight < 3 * HEADED : weight < HEADED / 2;
  return !isReport && weight < UNHEADED && phrases >= (weight < UNHEADED / 2 && !OF_NEWS.test(lower) ? 1 : 2);
}

/** A title that is a notice, with or without the name of the site beside it. */
function isNoticeTitle(title: string): boolean {
  const whole = plain(title);
  if (TITLES.has(whole)) return true;
  const parts = title
    .split(/\s*[|｜:：]\s*|\s[–—-]\s|\s?[!.?…]+\s/)
    .map(plain)
    .filter(Boolean);
  const others = parts.filter((part) => !TITLES.has(part));
  // Behind a colon stands what it is about; a site's name stands behind other signs.
  const isBeside = others.join(' ').length <= MAX_SITE_NAME && !/[:：]/.test(title);
  return others.length < parts.length && (others.length === 0 || isBeside);
}

/** A title in which a sentence of notices stands: news may have such a one, too. */
function isNoticePhrase(title: string): boolean {
  const whole = plain(title);
  return whole.length <= MAX_TITLE && NOTICE_PHRASES.some((phrase) => whole.includes(phrase));
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll("'", '’')
    .replace(/[^\p{L}\p{M}\p{N}’\s-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Takes out blocks that ask for consent, where an article stands beside them. */
export function removeConsent(document: Document, headline: Headline | null): void {
  const { body } = document;
  const text = (body.textContent ?? '').toLowerCase();
  if (text.search(WITH_WHOM) < 0 || CONSENT_STEMS.filter((stem) => text.search(stem) >= 0).length < MIN_KINDS) return;
  for (const element of body.querySelectorAll('*')) {
    if (!CONTAINERS.has(element.localName) || !element.isConnected || headline?.element.contains(element)) continue;
    if (headline && element.contains(headline.element)) continue;
    if (isConsentBlock(element) && leavesArticle(body, element)) element.remove();
  }
}

function isConsentBlock(element: Element): boolean {
  const text = element.textContent ?? '';
  if (text.length < MIN_BLOCK || text.length > MAX_BLOCK) return false;
  const lower = text.replace(/\s+/g, ' ').toLowerCase();
  if (!asksForConsent(lower)) return false;
  // With whom, and where: an article about the law has neither our partners nor your device.
  if (lower.search(WITH_WHOM) < 0) return false;
  const pieces = [...element.children].filter((child) => textLength(child) > MIN_BLOCK);
  const speaking = pieces.filter((piece) =>
    CONSENT_STEMS.some((stem) => (piece.textContent ?? '').toLowerCase().search(stem) >= 0),
  );
  return pieces.length === 0 || speaking.length >= MIN_SHARE * pieces.length;
}

function leavesArticle(body: Element, block: Element): boolean {
  return (
    runningText(body) - runningText(block) > MIN_BLOCK ||
    (runningText(body) === 0 && textLength(body) > 3 * textLength(block))
  );
}
