/// <reference lib="dom" />
import type { ArticleFlag } from '../../model/article.ts';
import { parseHttpUrl } from '../../net/url.ts';
import { isNode, listed } from '../metadata/linked-data.ts';
import type { Sources } from '../metadata/sources.ts';
import { weigh } from '../text/plain.ts';
import { CONSENT_PHRASES, LIVE_SEGMENT, PAYWALL_PHRASES, SCRIPT_PHRASES } from './flag-rules.ts';
import { OF_REPORT } from './notice-rules.ts';
import { asksForConsent } from './notices.ts';

/** Weight of the article text below which a notice on the page may be all there is; see {@link weigh}. */
const SHORT = 1_500;
/** Weight below which a page that needs scripts has shown nothing. */
const EMPTY = 250;
/** Weight of what a page says while its scripts have not run. */
const LOADING = 100;
/** Of different phrases: one may stand in an article about cookies. */
const MIN_CONSENT_PHRASES = 2;

/** What a reader sees of a page, lower case, before anything is taken out of it. */
export interface Sight {
  all: string;
  /** Without the header, footer, menus and sides of the site. */
  main: string;
  hasScripts: boolean;
}

/** @param hasScripts Whether the page has any, in its document or before they were left out of it. */
export function lookAt(document: Document, hasScripts: boolean): Sight {
  const all: string[] = [];
  const main: string[] = [];
  const visit = (node: Node, inMain: boolean) => {
    if (node.nodeType === 3) {
      all.push(node.nodeValue ?? '');
      if (inMain) main.push(node.nodeValue ?? '');
    } else if (!UNSEEN.has(node.nodeName)) {
      const isInMain = inMain && !NOT_MAIN.has(node.nodeName);
      for (let child = node.firstChild; child; child = child.nextSibling) visit(child, isInMain);
    }
  };
  if (document.body) visit(document.body, true);
  return { hasScripts, all: joined(all), main: joined(main) };
}

const UNSEEN = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT']);
const NOT_MAIN = new Set(['HEADER', 'FOOTER', 'NAV', 'ASIDE']);

function joined(pieces: string[]): string {
  return pieces.join('').replace(/\s+/g, ' ').trim().toLowerCase();
}

/**
 * What is special about a page. What it declares counts as it is; a notice counts only where there is little text beside
 * it, since articles are written about subscriptions and cookies, too.
 *
 * @param sources The page as it came.
 * @param sight What a reader sees of it.
 * @param text The text of the article as it was read, empty if none was.
 */
export function pageFlags(sources: Sources, sight: Sight, text: string): ArticleFlag[] {
  const isShort = weigh(text) < SHORT;
  const isEmpty = weigh(text) < EMPTY;
  // Beside an article, however short, stand notices in many a footer; a wall stands in its place.
  const place = text === '' ? sight.all : text.toLowerCase();
  const isConsent = isShort && isConsentWall(place);
  const flags: [ArticleFlag, boolean][] = [
    ['paywall', isLocked(sources) || (isShort && !isConsent && has(sight.main, PAYWALL_PHRASES))],
    ['consent_wall', isConsent],
    ['live_blog', isLiveBlog(sources)],
    ['video', isVideo(sources, isShort)],
    ['scripts_only', isEmpty && !isConsent && needsScripts(place, sight)],
  ];
  return flags.flatMap(([flag, is]) => (is ? [flag] : []));
}

/** Google's markup of paywalled content (`isAccessibleForFree`), and the tiers that Facebook's crawler knows. */
function isLocked({ data, meta }: Sources): boolean {
  const parts = listed(data.article.hasPart).map(data.resolve).filter(isNode);
  const isKept = [data.article, ...parts].some((node) =>
    /^false$/i.test(String(node.isAccessibleForFree ?? '').replace(/^.*\//, '')),
  );
  return isKept || meta.first('article:content_tier')?.toLowerCase() === 'locked';
}

/** @param text In lower case. */
export function isConsentWall(text: string): boolean {
  if (asksForConsent(text)) return true;
  return CONSENT_PHRASES.filter((phrase) => text.includes(phrase)).length >= MIN_CONSENT_PHRASES;
}

function isLiveBlog({ data, url }: Sources): boolean {
  return data.types.has('LiveBlogPosting') || LIVE_SEGMENT.test(parseHttpUrl(url)?.pathname ?? '');
}

function isVideo({ data, meta }: Sources, isShort: boolean): boolean {
  return isShort && (data.types.has('VideoObject') || /^video/i.test(meta.first('og:type') ?? ''));
}

function needsScripts(place: string, { all, hasScripts }: Sight): boolean {
  // So short a text that names it asks for it, in whatever language.
  if (place !== all && OF_REPORT.test(place)) return false;
  return (
    has(place, SCRIPT_PHRASES) ||
    /java ?script|자바스크립트|جافا ?سكريبت|جاوا ?اسکریپت|джаваскрипт/.test(place) ||
    (hasScripts && weigh(all) < LOADING)
  );
}

function has(text: string, phrases: string[]): boolean {
  return phrases.some((phrase) => text.includes(phrase));
}
