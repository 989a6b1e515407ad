/// <reference lib="dom" />
import { parseHttpUrl } from '../../net/url.ts';
import type { Place } from '../extraction.ts';
import { nameTest } from '../page/class-names.ts';
import { type Elements, holdsWord } from '../page/elements.ts';
import type { Found } from './found.ts';
import { stringOf } from './linked-data.ts';
import { lettersOf, type OutletNames, withoutOutlet } from './outlet-in-title.ts';
import { line, MAX_TITLE, type Sources } from './sources.ts';

/** Headlines kept of one page. */
const MAX_HEADLINES = 6;

/** Letters that make a visible headline, and the share of its words that another one must have. */
const MIN_VISIBLE = 8;
const SHARED_WORDS = 0.3;

/**
 * The headlines of a page, the one to be shown first, each once; the outlet's name is cut off. Shown is what readers see,
 * where what is told to machines agrees with it; else JSON-LD goes before OpenGraph, which often holds a version made for
 * social networks.
 *
 * @param outlets Names of the outlet, which `<title>` and others append.
 */
export function readHeadlines(sources: Sources, outlets: string[]): Found<string>[] {
  const { elements, meta, data, headline } = sources;
  const names = outletNames(sources, outlets);
  const texts: [Place, string | null | undefined][] = [
    ['json-ld', stringOf(data.article.headline)],
    ['opengraph', meta.first('og:title')],
    ['visible', headline?.element.textContent],
    ['meta', meta.first('twitter:title')],
    ['json-ld', stringOf(data.article.alternativeHeadline)],
    ['markup', elements.named('title')[0]?.textContent],
  ];
  const found = texts.flatMap(([place, text]) => {
    const title = line(text, MAX_TITLE);
    const value = title && withoutOutlet(title, names);
    return value ? [{ place, value }] : [];
  });
  const shown = shownOf(found);
  const all = withoutOwnOutlet(shown ? [shown, ...found] : found);
  return all
    .filter(({ value }, at) => all.findIndex((other) => isSame(other.value, value)) === at)
    .slice(0, MAX_HEADLINES);
}

function isSame(one: string, other: string): boolean {
  return lettersOf(one) === lettersOf(other);
}

/** "Headline | Name of an outlet that the page does not tell" → "Headline", where another place has that headline alone. */
function withoutOwnOutlet(found: Found<string>[]): Found<string>[] {
  return found.map((headline) => {
    const alone = found.find(({ value }) => value.length >= MIN_VISIBLE && endsInName(headline.value, value));
    return alone ? { ...headline, value: alone.value } : headline;
  });
}

function endsInName(title: string, headline: string): boolean {
  return title.startsWith(headline) && /^\s*(?:[|｜»·–—]|::|\s-\s)\s*[^\s].{0,60}$/u.test(title.slice(headline.length));
}

/**
 * The visible headline, where it is believable: as the others tell it, if a kicker stands in one element with it. JSON-LD,
 * and two places that agree on another one, are believed more: what is visible may be a kicker or a later version.
 */
function shownOf(found: Found<string>[]): Found<string> | null {
  const visible = found.find(({ place }) => place === 'visible');
  const letters = lettersOf(visible?.value ?? '');
  if (!visible || letters.length < MIN_VISIBLE) return null;
  const others = found.filter((headline) => headline !== visible);
  const alone = others.find(
    ({ value }) =>
      lettersOf(value).length >= MIN_VISIBLE && letters.endsWith(lettersOf(value)) && !isSame(value, visible.value),
  );
  const shown = alone ?? visible;
  const votes = (text: string) => found.filter(({ value }) => isSame(value, text)).length;
  const isOutvoted = others.some(
    ({ value, place }) =>
      !isSame(value, shown.value) && (place === 'json-ld' || votes(value) >= Math.max(2, votes(shown.value))),
  );
  return !isOutvoted && others.some(({ value }) => shareWords(value, shown.value)) ? shown : null;
}

function shareWords(one: string, other: string): boolean {
  const a = wordsOf(one);
  const b = wordsOf(other);
  return [...a].filter((word) => b.has(word)).length >= SHARED_WORDS * Math.max(a.size, b.size);
}

/** Words, and pairs of signs of scripts without spaces. */
function wordsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(
    words.flatMap((word) =>
      /\p{Script=Han}/u.test(word) ? [...word].slice(1).map((sign, i) => `${[...word][i]}${sign}`) : [word],
    ),
  );
}

function outletNames({ elements, meta, url }: Sources, told: string[]): OutletNames {
  const parsed = parseHttpUrl(url);
  const path = (parsed?.pathname ?? '').split('/').slice(0, -1);
  const section = meta.first('article:section');
  const written = lazily(() => writtenNames(elements));
  return {
    told,
    host: parsed?.hostname.replace(/^www\./, '') ?? '',
    sections: new Set([...path, section ?? ''].map(lettersOf).filter(Boolean)),
    isWrittenOnPage: (name) => written().has(lettersOf(name)),
  };
}

/** Asks once, and not before the answer is needed. */
function lazily<T>(find: () => T): () => T {
  let found: { value: T } | null = null;
  return () => {
    found ??= { value: find() };
    return found.value;
  };
}

/** UTF-16 code units of a name of an outlet, and elements that are looked at for one. */
const MAX_NAME = 60;
const MAX_ELEMENTS = 20;

/** Words of a link to the front page that name no outlet. */
const HOME = /^(?:home|homepage|start|startseite|accueil|inicio|portada|главная|首页|ホーム|홈)$/;

const isCopyright = nameTest((_words, names) => /copyright/i.test(names));

function isFooter(element: Element): boolean {
  return element.localName === 'footer' || isCopyright(element);
}

/** Names in the places where sites write their own, in letters only. */
function writtenNames(elements: Elements): Set<string> {
  const links = elements
    .named('a')
    .filter((link) => link.getAttribute('href') === '/' || holdsWord(link, 'rel', 'home'))
    .slice(0, MAX_ELEMENTS);
  const marked = elements
    .named('link')
    .filter((link) => link.getAttribute('rel') === 'search' || link.getAttribute('type') === 'application/rss+xml')
    .slice(0, MAX_ELEMENTS);
  const footers = elements.all.filter(isFooter).slice(-MAX_ELEMENTS);
  const names = [
    ...links.flatMap((link) => [link.textContent, link.getAttribute('title'), link.getAttribute('aria-label')]),
    ...marked.map((link) => link.getAttribute('title')?.split(/\s[»|\-–:]\s/)[0]),
    ...footers.map(
      (footer) =>
        /(?:©|\(c\)|copyright)\s*(?:\d{4}(?:\s*[-–]\s*\d{4})?)?[\s,|-]*([^\n.|©]{2,60})/i.exec(
          footer.textContent?.slice(0, 2_000) ?? '',
        )?.[1],
    ),
  ];
  return new Set(
    names
      .filter((name) => name && name.length <= MAX_NAME)
      .map((name) => lettersOf(name!))
      .filter((name) => name.length > 2 && !HOME.test(name)),
  );
}
