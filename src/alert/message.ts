import { counted } from '../language/counted.ts';
import type { ArticleFlag } from '../model/article.ts';
import type { Alert, News, Notice } from '../model/delivery.ts';
import type { Evidence, Hit, Passage } from '../model/watch.ts';
import { coverageOf, developmentsOf, type MessageSource, sourcesOf, updateOf } from './coverage.ts';
import { explainEvidence } from './explanation.ts';
import type { MessageAction } from './links.ts';
import { line, linkOf, plausible, whyLinkOf } from './parts.ts';
import { markHits, type Segment, shortenSegments } from './segments.ts';
import { shorten } from './text.ts';

/**
 * What a message says, before it takes the shape of a channel. Every string is one line of plain text, bounded and
 * nothing escaped; what is not known is null, never an empty string.
 */
export interface AlertMessage {
  kind: 'alert';
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
  /** IANA name of the zone that its times are told in. */
  timeZone: string;
  /** The best passage of the text; how the text begins when only the headline matched, which has its hits marked, too. */
  passage: Segment[] | null;
  /** Passages of the text besides {@link passage}. */
  morePassages: number;
  /** What stands above {@link why}. */
  whyTitle: string;
  /** Why the watches matched, a sentence each, without a full stop. */
  why: string[];
  /** The page that tells the whole way of the article; as {@link link}. */
  whyLink: string | null;
  /** Where else the story stands, a sentence. */
  coverage: string | null;
  /** Articles of the story that the reader should know: the first one, the one that looks original, how it began. */
  sources: MessageSource[];
  /** What the reader should know of this message, a sentence each. */
  notes: string[];
  /** What has become of stories that the reader was told of before, a sentence each. */
  updates: string[];
  /** Whom it is from and what for. */
  footer: string;
  /** What the reader can do about it. */
  actions: MessageAction[];
  /** As {@link whyLink}; null: there is no such link. */
  unsubscribe: string | null;
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
  sentence: 500,
  reasons: 6_000,
};

const languages = new Intl.DisplayNames('en', { type: 'language', languageDisplay: 'standard', fallback: 'none' });

/** What receivers must know of how the article was read. */
const FLAG_NOTES: Partial<Record<ArticleFlag, string>> = {
  summary_only: 'Matched on a summary only; the text of the article could not be read.',
  paywall: 'The page is for subscribers; part of its text may not have been read.',
  live_blog: 'A live blog: entries are added to it.',
  video: 'A page with a video; what is said in it was not read.',
  zoneless_date: 'The page tells no time zone with its date, which may be some hours off.',
};
/** What a message says of itself that may have arrived before. */
export const SECOND_COPY = 'This may be a second copy: whether an earlier attempt arrived is not known.';

const list = new Intl.ListFormat('en', { type: 'conjunction' });

/**
 * @param possibleDuplicate True when an earlier attempt may have arrived, which the message then says.
 * @param timeZone See {@link AlertMessage.timeZone}.
 */
export function composeMessage(payload: News | Notice, possibleDuplicate: boolean, timeZone = 'UTC'): AlertMessage {
  const message = payload.kind === 'news' ? composeNews(payload, timeZone) : composeNotice(payload, timeZone);
  return possibleDuplicate ? { ...message, notes: [...message.notes, SECOND_COPY] } : message;
}

function composeNews(news: News, timeZone: string): AlertMessage {
  const { article, alerts, updates } = news;
  const quoted = alerts.find(({ evidence }) => textPassages(evidence).length > 0);
  const best = quoted && textPassages(quoted.evidence)[0];
  return {
    kind: 'alert',
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
    timeZone,
    passage: passageOf(best, quoted?.evidence) ?? leadOf(article.lead),
    morePassages: quoted ? textPassages(quoted.evidence).length - 1 : 0,
    whyTitle: 'Why it matched',
    why: reasonsOf(alerts),
    whyLink: alerts[0] ? whyLinkOf(news.pagesUrl, alerts[0].id) : null,
    coverage: coverageOf(news),
    sources: sourcesOf(news),
    notes: [...developmentsOf(alerts), ...article.flags.flatMap((flag) => FLAG_NOTES[flag] ?? [])],
    updates: updates.map(updateOf),
    footer: footerOf(alerts),
    actions: [],
    unsubscribe: null,
  };
}

function composeNotice({ title, lines, isTest, createdAt }: Notice, timeZone: string): AlertMessage {
  return {
    kind: 'alert',
    watch: 'Wirewatch',
    severity: null,
    headline: [{ text: line(title, MAX.headline) ?? 'A notice', hit: false }],
    link: null,
    outlet: null,
    authors: null,
    language: null,
    publishedAt: createdAt,
    timeZone,
    passage: null,
    morePassages: 0,
    whyTitle: 'What happened',
    why: lines.flatMap((each) => line(each, MAX.sentence) ?? []),
    whyLink: null,
    coverage: null,
    sources: [],
    notes: [],
    updates: [],
    footer: isTest
      ? 'Wirewatch. Somebody tries whether you are told; there is nothing to do.'
      : 'Wirewatch. You are told because `operators` in its configuration names you.',
    actions: [],
    unsubscribe: null,
  };
}

/** As many as people read; of many watches, those of the most severe. */
function reasonsOf(alerts: Alert[]): string[] {
  const reasons = alerts.flatMap(({ watch, evidence }) =>
    explainEvidence(evidence).map((reason) => (alerts.length === 1 ? reason : `${nameOf(watch)}: ${reason}`)),
  );
  let room = MAX.reasons;
  const shown = reasons.filter((reason, index) => {
    room -= reason.length;
    return index === 0 || room >= 0;
  });
  const left = reasons.length - shown.length;
  return left === 0 ? shown : [...shown, `And ${counted(left, 'more reason')}`];
}

function nameOf({ id, name }: Alert['watch']): string {
  return line(name, MAX.name) ?? id;
}

function footerOf(alerts: Alert[]): string {
  const queries = alerts.map(({ watch }) => line(watch.query, MAX.query) ?? '');
  if (queries.length === 1) return `Wirewatch. The watch is: ${queries[0]}`;
  return shorten(`Wirewatch. The watches are: ${queries.join('; ')}`, MAX.queries);
}

function textPassages({ passages }: Evidence): Passage[] {
  return passages.filter(({ field }) => field === 'text');
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
