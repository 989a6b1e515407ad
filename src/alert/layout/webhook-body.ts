import type { Reach } from '../../model/delivery.ts';
import type { Proximity } from '../../model/watch.ts';

/**
 * The body of a webhook, in the envelope that Standard Webhooks recommends (`type`, `timestamp`, `data`;
 * standardwebhooks.com). Strings are as the publisher wrote them: plain text, not escaped. Times are ISO 8601 in UTC.
 * Offsets are UTF-16 code units into the article's `title` or `text`. Fields may be added, never changed or removed.
 * `left_out`: the body was too long; texts are cut with an ellipsis, evidence is shortened, and so many entries of lists are not there.
 */
export type WebhookBody =
  | {
      type: 'alert';
      /** When the match was found. */
      timestamp: string;
      data: WebhookAlert & {
        delivery: WebhookDelivery;
        /** Null: all is there. */
        left_out: { alerts: number; coverage: number; updates: number } | null;
        article: WebhookArticle;
        /** All watches that matched, that of the fields above first. */
        alerts: WebhookAlert[];
        /** Where the story stood before, the earliest first. */
        coverage: WebhookCoverage[];
        /** How the story stands with this article; null where nobody counted. */
        story: WebhookStory | null;
        /** Stories that the receiver was told of before and that more articles tell by now. */
        updates: WebhookUpdate[];
      };
    }
  | {
      type: 'digest';
      timestamp: string;
      /** Many stories in one message. */
      data: WebhookDigest & { delivery: WebhookDelivery; left_out: { stories: number; updates: number } | null };
    }
  | {
      type: 'notice';
      timestamp: string;
      /** What operators are told of Wirewatch itself. */
      data: { delivery: WebhookDelivery; left_out: { lines: number } | null; title: string; lines: string[] };
    }
  | {
      type: 'follow_up';
      timestamp: string;
      /** Who else tells a story by now: the earliest of them, and how many there are. */
      data: {
        delivery: WebhookDelivery;
        left_out: { coverage: number } | null;
        story: { id: number; title: string } & Reach;
        coverage: WebhookCoverage[];
        added: number;
      };
    };

/** `id` is a UUID, the same at every attempt and in the header `webhook-id`: what was seen once may be dropped. */
export interface WebhookDelivery {
  id: string;
  receiver: string;
  attempt: number;
  possible_duplicate: boolean;
}

/** An article, as its publisher has it. */
export interface WebhookArticle {
  /** http(s), or null. */
  url: string | null;
  title: string;
  language: string | null;
  outlet: string | null;
  authors: string[];
  published_at: string | null;
  /** How its text begins. */
  lead: string;
  /** `feed_item`: the page could not be read, the feed's own text was. */
  source: 'page' | 'feed_item';
  /** What is special about the article: `paywall`, `live_blog`, `summary_only`, … (docs/extraction.md). */
  flags: string[];
}

/** Many stories in one message. */
export interface WebhookDigest {
  /** Why they come together. */
  because: 'schedule' | 'mute' | 'flood' | 'group' | 'silence';
  /** When the first of them was found. */
  since: string;
  /** The most severe first; the first ones of many. */
  stories: {
    article: WebhookArticle;
    alerts: WebhookAlert[];
    coverage: WebhookCoverage[];
    story: WebhookStory | null;
  }[];
  /** Of all. */
  totals: { stories: number; alerts: number; by_severity: { severity: string | null; alerts: number }[] };
  /** Silences that have ended, and how many messages each kept back. */
  silenced: { silence_id: number; reason: string; messages: number }[];
  /** As those of an alert. */
  updates: WebhookUpdate[];
}

/** What has become of a story. */
export type WebhookUpdate = { story_id: number; title: string } & Reach;

/** Another article of a story. */
export interface WebhookCoverage {
  outlet: string | null;
  title: string;
  url: string | null;
  published_at: string | null;
}

/** A story as it stands. */
export interface WebhookStory extends Reach {
  id: number;
  /** Null: this article, or nobody knows. */
  earliest: WebhookCoverage | null;
  /** The one that looks most like the source of the others; null: this article, or the earliest. */
  original: WebhookCoverage | null;
  /** How the story began of which this is another chapter. */
  continues: WebhookCoverage | null;
}

/** A watch that matched, and by what. */
export interface WebhookAlert {
  /** UUID. The same for all receivers of the alert. */
  alert_id: string;
  watch: { id: string; name: string | null; query: string; severity: string | null; tags: string[] };
  evidence: {
    hits: {
      field: string;
      place?: string;
      start: number;
      end: number;
      surface: string;
      term: string;
      alias: string | null;
    }[];
    /** `left` and `right` are indexes into `hits`. */
    proximities: { left: number; right: number; words_between: number; allowed: Proximity['allowed'] }[];
    /** Best first; `hits` are indexes. */
    passages: { field: string; place?: string; start: number; text: string; hits: number[] }[];
  };
  /** The evidence in words, a sentence each. */
  why: string[];
  /** The page that tells the whole way of the article; null: the configuration does not say where the pages are. */
  why_url: string | null;
  /** What is new in a story that was told before, in words of the headline; null: the story is new. */
  development: { words: string[] } | null;
}
