import type { Aliases, Watch } from '../model/watch.ts';
import type { Database } from '../store/database.ts';
import type { StoryView } from '../store/views/stories.ts';
import type { WhyAlert } from '../store/views/why-alerts.ts';
import type { WhyArticle, WhyMatch } from '../store/views/why-articles.ts';
import type { WhyFeed } from '../store/views/why-feeds.ts';
import type { WhyItem } from '../store/views/why-items.ts';

/**
 * How news came through a gate. `partly`: it did, and something of it was lost there; `closed`: it did not, or not yet;
 * `unknown`: nobody can tell, and the next gate is looked at.
 */
export type GateState = 'open' | 'partly' | 'closed' | 'unknown';

/** Something else that can be asked about, or looked up with a verb of its own. */
export interface Reference {
  kind: 'feed' | 'article' | 'story' | 'alert' | 'delivery';
  id: string;
}

/** What is to be said of a gate. Sentences are for people: one line each, bounded, with a full stop; nothing is escaped. */
export interface Finding {
  state: GateState;
  sentences: string[];
  see: Reference[];
}

/**
 * One of the places where news can come to its end. To add one, write a file with one of these and put it into the list of
 * `gates.ts` where news passes it.
 */
export interface Gate {
  /** A word: `feed`. */
  name: string;
  /** What is asked there, for people: `Is there a feed for it?` */
  question: string;
  /** Null: what is asked about does not pass here. Only called when no gate before it is closed. */
  look(subject: Subject, ground: Ground): Finding | null | Promise<Finding | null>;
}

/** What the configuration that runs says. */
export interface Watching {
  watches: readonly Watch[];
  aliases: Aliases;
  /** Its number; null: it has none. */
  version: number | null;
}

/** What gates look at things with. */
export interface Ground {
  db: Database;
  /** Null: nobody here knows what is watched. */
  watching: Watching | null;
  now: Date;
}

/** An article, or what is to become one, and what the store has of it. */
export interface Subject {
  /** Its address as it was asked for, else as it was read; null: it has none. */
  url: string | null;
  /** The site that address is on, its registered domain or its host; null: it has none. */
  site: string | null;
  /** Those that brought it, then others of its site. */
  feeds: WhyFeed[];
  /** The first seen first. */
  items: WhyItem[];
  /** Null: it was not read, or is not kept. */
  article: WhyArticle | null;
  /** Of all watches, the first one first. */
  matches: WhyMatch[];
  /** Null: it was not read. */
  story: StoryView | null;
  /** Of its story, the first one first. */
  alerts: WhyAlert[];
  /** The watch that is asked about; null: all of them. */
  watchId: string | null;
  /** The alerts that are asked about; null: those of the article. */
  alertIds: string[] | null;
}

/** A finding. */
export function found(state: GateState, sentences: (string | null)[], see: Reference[] = []): Finding {
  return { state, sentences: sentences.filter((sentence) => sentence !== null), see };
}
