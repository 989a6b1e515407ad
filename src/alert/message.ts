import type { Alert, ArticleFlag, Evidence, Passage } from '../model.ts';
import { parseHttpUrl } from '../net/url.ts';
import { explainEvidence } from './explanation.ts';
import { markHits, type Segment, shortenSegments } from './segments.ts';
import { asOneLine, shorten } from './text.ts';

/**
 * What a message says, before it takes the shape of a channel. Every string is one line of plain text, bounded and
 * nothing escaped; what is not known is null, never an empty string.
 */
export interface AlertMessage {
  /** The watch's name, else its id. */
  watch: string;
  query: string;
  severity: string | null;
  /** Never empty. */
  headline: Segment[];
  /** Absolute http(s) URL, percent-encoded, without credentials. */
  link: string | null;
  outlet: string | null;
  language: MessageLanguage | null;
  publishedAt: Date | null;
  /** The best passage of the text; null when only the headline matched, which has its hits marked, too. */
  passage: Segment[] | null;
  /** Passages of the text besides {@link passage}. */
  morePassages: number;
  /** Why the watch matched, a sentence each, without a full stop. */
  why: string[];
  /** What the reader should know of this message, a sentence each. */
  notes: string[];
}

/** A language as software and as people call it. */
export interface MessageLanguage {
  /** BCP 47: `zh-Hant`. */
  tag: string;
  /** In English: `Chinese (Traditional)`. */
  name: string;
}

/** UTF-16 code units. A passage of the match engine is shorter, unless two far hits hold it open. */
const MAX = { headline: 300, passage: 900, name: 120, query: 500, link: 3_000 };

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

/** @param possibleDuplicate True when an earlier attempt may have arrived, which the message then says. */
export function composeMessage({ watch, article, evidence }: Alert, possibleDuplicate: boolean): AlertMessage {
  const inText = evidence.passages.filter(({ field }) => field === 'text');
  return {
    watch: line(watch.name, MAX.name) ?? watch.id,
    query: line(watch.query, MAX.query) ?? '',
    severity: line(watch.severity, MAX.name),
    headline: headlineOf(article.title, evidence),
    link: linkOf(article.url),
    outlet: line(article.outlet, MAX.name),
    language: languageOf(article.language),
    publishedAt: plausible(article.publishedAt),
    passage: passageOf(inText[0], evidence),
    morePassages: Math.max(0, inText.length - 1),
    why: explainEvidence(evidence),
    notes: [...article.flags.flatMap((flag) => FLAG_NOTES[flag] ?? []), ...(possibleDuplicate ? [SECOND_COPY] : [])],
  };
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

function headlineOf(title: string, { hits }: Evidence): Segment[] {
  const inTitle = hits.filter(({ field }) => field === 'title');
  const segments = shortenSegments(markHits(title, 0, inTitle), MAX.headline);
  return segments.length > 0 ? segments : [{ text: '(no headline)', hit: false }];
}

function passageOf(passage: Passage | undefined, { hits }: Evidence): Segment[] | null {
  if (!passage) return null;
  const inside = passage.hits.flatMap((index) => hits[index] ?? []);
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
