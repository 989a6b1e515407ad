/// <reference lib="dom" />
import { findDate } from '../../date/find.ts';
import { dateHabits } from '../../date/habits.ts';
import { type DateHabits, parseInstant, type WrittenInstant } from '../../date/parse.ts';
import { classWords, hasName, namesOf } from '../page/class-names.ts';
import { type Elements, holdsWord } from '../page/elements.ts';
import { byHeadline, type Headline, isBeside } from '../page/surroundings.ts';
import { CHANGE_LABEL, DATE_LABEL } from '../text/rules.ts';
import { type Found, firstFound } from './found.ts';
import { stringOf } from './linked-data.ts';
import type { Sources } from './sources.ts';

/** Names of `<meta>` tags that tell the time of publication, the commonest first. */
const PUBLISHED_OPENGRAPH = [
  'article:published_time',
  'article:published',
  'og:article:published_time',
  'og:published_time',
];
const PUBLISHED_META = (
  'datepublished date dc.date dc.date.issued dc.date.created dcterms.date dcterms.created dcterms.issued publication_date ' +
  'publish-date publish_date published_time published pubdate pub_date date_published article_date_original articledate ' +
  'parsely-pub-date sailthru.date cxenseparse:recs:publishtime last-modified-date originalpublicationdate displaydate'
).split(' ');
const MODIFIED_OPENGRAPH = ['article:modified_time', 'article:modified', 'og:article:modified_time', 'og:updated_time'];
const MODIFIED_META =
  'datemodified dc.date.modified dcterms.modified date_modified last-modified lastmod revised modified_time updated_time'.split(
    ' ',
  );

/** Words in a class or id of what shows when the article appeared. */
const DATE_NAMES = namesOf([
  'date, dates, datum, datetime, time, timestamp, published, publish, publishdate, pubdate, posted, dateline, byline, meta',
  'postdate, fecha, data, info, infos, details, veroeffentlicht, tarih, tanggal',
]);
/** Blocks whose dates are those of other articles. */
const ELSEWHERE =
  'aside, footer, nav, form, [class*="related" i], [class*="teaser" i], [class*="comment" i], [class*="recommend" i]';
/** UTF-16 code units. A longer text is not a date line. */
const MAX_LINE = 150;
/** Elements below the headline that are near it. */
const MAX_NEAR = 40;
/** Elements looked at: dates stand near the headline. */
const MAX_ELEMENTS = 3_000;

/** `/2026/11/24/`, `/2026-11-24-`, `/20261124`, `2026/1124`; not a number that happens to begin so. */
const DAY_IN_URL = /[/_-](?<year>20\d{2})[/-]?(?<month>0[1-9]|1[0-2])[/-]?(?<day>0[1-9]|[12]\d|3[01])(?=[/_.-]|$)/;

/** When the article was published. */
export function readPublishedAt(sources: Sources): Found<WrittenInstant> | null {
  const { elements, meta, data, url, headline } = sources;
  const habits = habitsOf(sources);
  const dateOf = (text: string | null | undefined) => readDate(text, habits);
  const firstDate = (texts: (string | null | undefined)[]) => firstReadable(texts, habits);
  return firstFound([
    ['json-ld', () => dateOf(stringOf(data.article.datePublished) ?? stringOf(data.article.dateCreated))],
    ['opengraph', () => firstDate(PUBLISHED_OPENGRAPH.map((name) => meta.first(name)))],
    ['meta', () => firstDate(PUBLISHED_META.map((name) => meta.first(name)))],
    ['markup', () => firstDate([...publishedElements(elements, headline)].map(machineDate))],
    ['url', () => dayInUrl(url)],
    ['visible', () => visibleDate(elements, headline, habits)],
  ]);
}

/** When it was last changed. */
export function readModifiedAt(sources: Sources): Found<WrittenInstant> | null {
  const { elements, meta, data } = sources;
  const habits = habitsOf(sources);
  const dateOf = (text: string | null | undefined) => readDate(text, habits);
  const firstDate = (texts: (string | null | undefined)[]) => firstReadable(texts, habits);
  return firstFound([
    ['json-ld', () => dateOf(stringOf(data.article.dateModified))],
    ['opengraph', () => firstDate(MODIFIED_OPENGRAPH.map((name) => meta.first(name)))],
    ['meta', () => firstDate(MODIFIED_META.map((name) => meta.first(name)))],
    ['markup', () => firstDate(changedElements(elements).map(machineDate))],
  ]);
}

/** Elements with a date for machines, the most telling first. */
function* publishedElements({ all, named }: Elements, headline: Headline | null): Generator<Element> {
  yield* all.filter((one) => holdsWord(one, 'itemprop', 'datePublished') || isPublicationTime(one));
  const times = named('time').filter((time) => time.hasAttribute('datetime'));
  yield* times.filter((time) => time.closest('article, main, header, h1') && !isBeside(time, ELSEWHERE, headline));
  yield* times.filter((time) => !isBeside(time, ELSEWHERE, headline));
}

function isPublicationTime(element: Element): boolean {
  return element.localName === 'time' && element.hasAttribute('pubdate');
}

function changedElements({ all }: Elements): Element[] {
  return all.filter((element) => holdsWord(element, 'itemprop', 'dateModified'));
}

function machineDate(element: Element): string | null {
  return element.getAttribute('datetime') ?? element.getAttribute('content') ?? element.textContent;
}

function dayInUrl(url: string): WrittenInstant | null {
  const { year, month, day } = DAY_IN_URL.exec(url)?.groups ?? {};
  return year ? parseInstant(`${year}-${month}-${day}`) : null;
}

const DATED = ['time', 'span', 'p', 'div', 'li', 'small', 'td', 'em', 'i', 'a', 'h6'];

/** The first date a reader sees, best below the headline and in an element that is called by what it holds. */
function visibleDate({ named }: Elements, headline: Headline | null, habits: DateHabits): WrittenInstant | null {
  const elements = named(...DATED).slice(0, MAX_ELEMENTS);
  const lines = elements.filter((element) => {
    const length = element.textContent?.trim().length ?? 0;
    return length > 5 && length <= MAX_LINE;
  });
  const { below } = byHeadline(headline, lines);
  const isNamed = (element: Element) => element.localName === 'time' || hasName(classWords(element), DATE_NAMES);
  const isLabelled = (element: Element) => DATE_LABEL.test(element.textContent ?? '');
  const isOfChange = (element: Element) => CHANGE_LABEL.test(element.textContent ?? '');
  const groups = [
    below.filter((element) => isLabelled(element) && !isOfChange(element)),
    below.filter((element) => isNamed(element) && !isOfChange(element)),
    below.filter((element) => isNamed(element) || isLabelled(element)),
    lines.filter(isNamed),
    below.slice(0, MAX_NEAR),
    lines,
  ];
  for (const group of groups) {
    for (const element of group) {
      const date = findInstant(element.textContent?.trim() ?? '', habits);
      if (date && !isBeside(element, ELSEWHERE, headline)) return date;
    }
  }
  return null;
}

function habitsOf({ document, meta, url }: Sources): DateHabits {
  return dateHabits([document.documentElement?.getAttribute('lang'), meta.first('og:locale')], url);
}

function firstReadable(texts: (string | null | undefined)[], habits: DateHabits): WrittenInstant | null {
  for (const text of texts) {
    const date = readDate(text, habits);
    if (date) return date;
  }
  return null;
}

/** The date a text is, or the first one in it where it has a label. */
function readDate(text: string | null | undefined, habits: DateHabits): WrittenInstant | null {
  if (!text) return null;
  return parseInstant(text, habits) ?? findInstant(text, habits);
}

function findInstant(text: string, { dayFirst, language }: DateHabits): WrittenInstant | null {
  const found = findDate(text, dayFirst, language);
  return found && { at: found.date, hasZone: found.hasZone };
}
