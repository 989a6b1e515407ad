import type { ArticleFlag } from '../model/article.ts';
import type { Alert, Coverage, News, Notice } from '../model/delivery.ts';
import type { Evidence, Hit, Passage } from '../model/watch.ts';
import { parseHttpUrl } from '../net/url.ts';
import { explainEvidence } from './explanation.ts';
import { markHits, type Segment, shortenSegments } from './segments.ts';
import { asOneLine, shorten } from './text.ts';

/**
 * What a message says, before it takes the shape of a channel. Every string is one line of plain text, bounded and
 * nothing escaped; what is not known is null, never an empty string.
 */
export interface AlertMessage {
  /** The names of the watches, of one without a name its id; of a notice, who it is from. */
  watch: string;
  severity: string | null;
  /** Never empty. */
  headline: Segment[];
  /** Absolute http(s) URL, percent-encoded, without credentials. */
  link: string | null;
  outlet: string | null;
  authors: string | null;
  language: MessageLanguage | null;
  publishedAt: Date | null;
  /** The best passage of the text; how the text begins when only the headline matched, which has its hits marked, too. */
  passage: Segment[] | null;
  /** Passages of the text besides {@link passage}. */
  morePassages: number;
  /** What stands above {@link why}. */
  whyTitle: string;
  /** Why the watches matched, a sentence each, without a full stop. */
  why: string[];
  /** Where else the story stands, a sentence. */
  coverage: string | null;
  /** What the reader should know of this message, a sentence each. */
  notes: string[];
  /** Whom it is from and what for. */
  footer: string;
}

/** A language as software and as people call it. */
export interface MessageLanguage {
  /** BCP 47: `zh-Hant`. */
  tag: string;
  /** In English: `Chinese (Traditional)`. */
  name: string;
}

/** UTF-16 code units. A passage of the match engine is shorter, unless two far hits hold it open. */
const MAX = {
  headline: 300,
  passage: 900,
  name: 120,
  names: 200,
  query: 500,
  queries: 1_000,
  link: 3_000,
  sentence: 500,
};

/** Other outlets that are named. */
const MAX_OUTLETS = 3;

/** ms since 1970. Dates outside are a mistake of the publisher. */
const EARLIEST = Date.UTC(1990);
const LATEST = Date.UTC(2100);

const languages = new Intl.DisplayNames('en', { type: 'language', languageDisplay: 'standard', fallback: 'none' });

/** What receivers must know of how the article was read. */
const FLAG_NOTES: Partial<Record<ArticleFlag, string>> = {
  summary_only: 'Matched on a summary only; the text of the article could not be read.',
  paywall: 'The page is for subscribers; part of its text may not have been read.',
  live_blog: 'A live blog: entries are added to it.',
  video: 'A page with a video; what is said in it was not read.',
};
const SECOND_COPY = 'This may be a second copy: whether an earlier attempt arrived is not known.';

const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** @param possibleDuplicate True when an earlier attempt may have arrived, which the message then says. */
export function composeMessage(payload: News | Notice, possibleDuplicate: boolean): AlertMessage {
  const message = payload.kind === 'news' ? composeNews(payload) : composeNotice(payload);
  return possibleDuplicate ? { ...message, notes: [...message.notes, SECOND_COPY] } : message;
}

function composeNews({ article, alerts, coverage }: News): AlertMessage {
  const quoted = alerts.find(({ evidence }) => textPassages(evidence).length > 0);
  const best = quoted && textPassages(quoted.evidence)[0];
  return {
    watch: shorten(alerts.map(({ watch }) => nameOf(watch)).join(', '), MAX.names),
    severity: line(alerts[0]?.watch.severity ?? null, MAX.name),
    headline: headlineOf(
      article.title,
      alerts.flatMap(({ evidence }) => evidence.hits),
    ),
    link: linkOf(article.url),
    outlet: line(article.outlet, MAX.name),
    authors: line(list.format(article.authors), MAX.name),
    language: languageOf(article.language),
    publishedAt: plausible(article.publishedAt),
    passage: passageOf(best, quoted?.evidence) ?? leadOf(article.lead),
    morePassages: quoted ? textPassages(quoted.evidence).length - 1 : 0,
    whyTitle: 'Why it matched',
    why: alerts.flatMap(({ watch, evidence }) =>
      explainEvidence(evidence).map((reason) => (alerts.length === 1 ? reason : `${nameOf(watch)}: ${reason}`)),
    ),
    coverage: coverageOf(article, coverage),
    notes: article.flags.flatMap((flag) => FLAG_NOTES[flag] ?? []),
    footer: footerOf(alerts),
  };
}

function composeNotice({ title, lines, isTest, createdAt }: Notice): AlertMessage {
  return {
    watch: 'Wirewatch',
    severity: null,
    headline: [{ text: line(title, MAX.headline) ?? 'A notice', hit: false }],
    link: null,
    outlet: null,
    authors: null,
    language: null,
    publishedAt: createdAt,
    passage: null,
    morePassages: 0,
    whyTitle: 'What happened',
    why: lines.flatMap((each) => line(each, MAX.sentence) ?? []),
    coverage: null,
    notes: [],
    footer: isTest
      ? 'Wirewatch. Somebody tries whether you are told; there is nothing to do.'
      : 'Wirewatch. You are told because `operators` in its configuration names you.',
  };
}

function nameOf({ id, name }: Alert['watch']): string {
  return line(name, MAX.name) ?? id;
}

function footerOf(alerts: Alert[]): string {
  const queries = alerts.map(({ watch }) => line(watch.query, MAX.query) ?? '');
  if (queries.length === 1) return `Wirewatch. The watch is: ${queries[0]}`;
  return shorten(`Wirewatch. The watches are: ${queries.join('; ')}`, MAX.queries);
}

/** `Also in Der Spiegel and The Courier, first in Der Spiegel` */
function coverageOf({ outlet, publishedAt }: News['article'], coverage: Coverage[]): string | null {
  const others = [...new Set(coverage.flatMap((each) => line(each.outlet, MAX.name) ?? []))].filter(
    (each) => each !== outlet,
  );
  if (others.length === 0) return null;
  const more = others.length - MAX_OUTLETS;
  const named = list.format(more > 0 ? [...others.slice(0, MAX_OUTLETS), `${more} more`] : others);
  const earliest = coverage
    .filter((each) => each.publishedAt !== null && (publishedAt === null || each.publishedAt < publishedAt))
    .toSorted((a, b) => a.publishedAt!.getTime() - b.publishedAt!.getTime())[0];
  const first = earliest && line(earliest.outlet, MAX.name);
  return first ? `Also in ${named}; first in ${first}` : `Also in ${named}`;
}

function textPassages({ passages }: Evidence): Passage[] {
  return passages.filter(({ field }) => field === 'text');
}

/** The address as it may be clicked on: http(s), nothing before the host that could pass for one. */
export function linkOf(address: string | null): string | null {
  const url = address === null ? null : parseHttpUrl(address);
  if (!url) return null;
  url.username = '';
  url.password = '';
  return url.href.length > MAX.link ? null : url.href;
}

function line(text: string | null, maxLength: number): string | null {
  return shorten(asOneLine(text ?? '').trim(), maxLength) || null;
}

function headlineOf(title: string, hits: Hit[]): Segment[] {
  const inTitle = hits.filter(({ field }) => field === 'title');
  const segments = shortenSegments(markHits(title, 0, inTitle), MAX.headline);
  return segments.length > 0 ? segments : [{ text: '(no headline)', hit: false }];
}

function leadOf(lead: string): Segment[] | null {
  const text = line(lead, MAX.passage);
  return text === null ? null : [{ text, hit: false }];
}

function passageOf(passage: Passage | undefined, evidence: Evidence | undefined): Segment[] | null {
  if (!passage || !evidence) return null;
  const inside = passage.hits.flatMap((index) => evidence.hits[index] ?? []);
  const segments = shortenSegments(markHits(passage.text, passage.start, inside), MAX.passage);
  return segments.length > 0 ? segments : null;
}

function languageOf(tag: string | null): MessageLanguage | null {
  try {
    const [canonical] = Intl.getCanonicalLocales(tag ?? []);
    const name = canonical && languages.of(canonical);
    return canonical && name ? { tag: canonical, name } : null;
  } catch {
    // A publisher may call anything a language.
    return null;
  }
}

function plausible(date: Date | null): Date | null {
  return date && date.getTime() > EARLIEST && date.getTime() < LATEST ? date : null;
}
