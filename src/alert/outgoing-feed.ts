import type { FeedSubject, News } from '../model/delivery.ts';
import type { FeedForm } from './feed-token.ts';
import { leadOf } from './lead.ts';
import { type AlertMessage, composeMessage } from './message.ts';
import { line } from './parts.ts';

/** A feed for feed readers, before it takes one of its forms; strings as those of an alert's message. */
export interface FeedDocument {
  /** A URI, the same for good. */
  id: string;
  title: string;
  /** What it is a feed of, a sentence. */
  about: string;
  /** Where the pages are. */
  homeUrl: string;
  /** Where each form of it is. */
  urls: Record<FeedForm, string>;
  /** When something was told last; of one that is empty, when it was made. */
  updatedAt: Date;
  /** The newest first. */
  entries: FeedEntry[];
}

/** What was told of an article. */
export interface FeedEntry {
  /** A URI, the same for good. */
  id: string;
  toldAt: Date;
  message: AlertMessage;
  /** Ids of the watches that it met. */
  watches: string[];
}

/** What is to stand in an entry. */
export type EntryNews = Pick<News, 'alerts'> &
  Omit<News['article'], 'lead'> & {
    /** How the text begins. */
    beginning: string;
    toldAt: Date;
  };

/** Where a feed is, what it is of, and what is in it. */
export interface FeedFacts extends Pick<FeedDocument, 'homeUrl' | 'urls'> {
  /** UUID. */
  id: string;
  subject: FeedSubject;
  createdAt: Date;
  /** The newest first. */
  news: EntryNews[];
}

/** UTF-16 code units. */
const MAX_NAME = 120;

/** Puts a feed into words. */
export function composeFeed({ id, subject, createdAt, news, homeUrl, urls }: FeedFacts): FeedDocument {
  const name = (subject.kind === 'watch' && line(news[0]?.alerts[0]?.watch.name ?? null, MAX_NAME)) || subject.id;
  return {
    id: `urn:uuid:${id}`,
    title: `Wirewatch: ${name}`,
    about:
      subject.kind === 'watch' ? `What the watch ${subject.id} found.` : `What the receiver ${subject.id} is told.`,
    ...{ homeUrl, urls },
    updatedAt: news[0]?.toldAt ?? createdAt,
    entries: news.map(entryOf),
  };
}

function entryOf({ alerts, beginning, toldAt, ...article }: EntryNews): FeedEntry {
  const told = { coverage: [], story: null, updates: [], pagesUrl: null, createdAt: toldAt };
  const message = composeMessage(
    { kind: 'news', article: { ...article, lead: leadOf(beginning) }, alerts, ...told },
    false,
  );
  const watches = [...new Set(alerts.map(({ watch }) => watch.id))];
  return { id: `urn:uuid:${alerts[0]!.id}`, toldAt, message, watches };
}
