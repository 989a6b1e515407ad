import type { Delivery, Proximity } from '../../model.ts';
import { explainEvidence } from '../explanation.ts';
import { linkOf } from '../message.ts';

/**
 * The body of a webhook, in the envelope that Standard Webhooks recommends (`type`, `timestamp`, `data`;
 * standardwebhooks.com). Strings are as the publisher wrote them: plain text, not escaped. Times are ISO 8601 in UTC.
 * Offsets are UTF-16 code units into the article's `title` or `text`. Fields may be added, never changed or removed.
 */
export interface WebhookBody {
  type: 'alert';
  /** When the match was found. */
  timestamp: string;
  data: {
    /** UUID. The same for all receivers of the alert. */
    alert_id: string;
    /** `id` is a UUID, the same at every attempt and in the header `webhook-id`: what was seen once may be dropped. */
    delivery: { id: string; receiver: string; attempt: number; possible_duplicate: boolean };
    watch: { id: string; name: string | null; query: string; severity: string | null; tags: string[] };
    article: {
      /** http(s), or null. */
      url: string | null;
      title: string;
      language: string | null;
      outlet: string | null;
      published_at: string | null;
      /** `feed_item`: the page could not be read, the feed's own text was. */
      source: 'page' | 'feed_item';
      /** What is special about the article: `paywall`, `live_blog`, `summary_only`, … (docs/extraction.md). */
      flags: string[];
    };
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
  };
}

/** A delivery as the body of a webhook's request: all of the evidence, and times as ISO 8601 in UTC. */
export function layoutWebhook({ id, receiverId, alert, attempt, possibleDuplicate }: Delivery): WebhookBody {
  const { watch, article, evidence } = alert;
  return {
    type: 'alert',
    timestamp: alert.createdAt.toISOString(),
    data: {
      alert_id: alert.id,
      delivery: { id, receiver: receiverId, attempt, possible_duplicate: possibleDuplicate },
      watch: { id: watch.id, name: watch.name, query: watch.query, severity: watch.severity, tags: watch.tags },
      article: {
        url: linkOf(article.url),
        title: article.title,
        language: article.language,
        outlet: article.outlet,
        published_at: article.publishedAt?.toISOString() ?? null,
        source: article.source,
        flags: article.flags,
      },
      evidence: {
        hits: evidence.hits.map(({ field, place, start, end, surface, term, alias }) => {
          return { field, ...(place && { place }), start, end, surface, term, alias };
        }),
        proximities: evidence.proximities.map(({ left, right, wordsBetween, allowed }) => {
          return { left, right, words_between: wordsBetween, allowed };
        }),
        passages: evidence.passages.map(({ field, place, start, text, hits }) => ({
          field,
          ...(place && { place }),
          start,
          text,
          hits,
        })),
      },
      why: explainEvidence(evidence),
    },
  };
}
