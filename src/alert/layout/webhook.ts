import type { Coverage, Delivery, Digest, FollowUp, News, Notice, Reach, StoryUpdate } from '../../model/delivery.ts';
import type { Evidence, Proximity } from '../../model/watch.ts';
import { explainEvidence } from '../explanation.ts';
import { linkOf, whyLinkOf } from '../parts.ts';

/**
 * The body of a webhook, in the envelope that Standard Webhooks recommends (`type`, `timestamp`, `data`;
 * standardwebhooks.com). Strings are as the publisher wrote them: plain text, not escaped. Times are ISO 8601 in UTC.
 * Offsets are UTF-16 code units into the article's `title` or `text`. Fields may be added, never changed or removed.
 */
export type WebhookBody =
  | {
      type: 'alert';
      /** When the match was found. */
      timestamp: string;
      data: WebhookAlert & {
        delivery: WebhookDelivery;
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
      data: WebhookDigest & { delivery: WebhookDelivery };
    }
  | {
      type: 'notice';
      timestamp: string;
      /** What operators are told of Wirewatch itself. */
      data: { delivery: WebhookDelivery; title: string; lines: string[] };
    }
  | {
      type: 'follow_up';
      timestamp: string;
      /** Who else tells a story by now: the earliest of them, and how many there are. */
      data: {
        delivery: WebhookDelivery;
        story: { id: number; title: string } & Reach;
        coverage: WebhookCoverage[];
        added: number;
      };
    };

/** `id` is a UUID, the same at every attempt and in the header `webhook-id`: what was seen once may be dropped. */
interface WebhookDelivery {
  id: string;
  receiver: string;
  attempt: number;
  possible_duplicate: boolean;
}

interface WebhookArticle {
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

interface WebhookDigest {
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

type WebhookUpdate = { story_id: number; title: string } & Reach;

interface WebhookCoverage {
  outlet: string | null;
  title: string;
  url: string | null;
  published_at: string | null;
}

interface WebhookStory extends Reach {
  id: number;
  /** Null: this article, or nobody knows. */
  earliest: WebhookCoverage | null;
  /** The one that looks most like the source of the others; null: this article, or the earliest. */
  original: WebhookCoverage | null;
  /** How the story began of which this is another chapter. */
  continues: WebhookCoverage | null;
}

interface WebhookAlert {
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

/** A delivery as the body of a webhook's request: all of the evidence, and times as ISO 8601 in UTC. */
export function layoutWebhook({ id, receiverId, payload, attempt, possibleDuplicate }: Delivery): WebhookBody {
  const delivery = { id, receiver: receiverId, attempt, possible_duplicate: possibleDuplicate };
  switch (payload.kind) {
    case 'news':
      return layoutNews(payload, delivery);
    case 'digest':
      return layoutDigest(payload, delivery);
    case 'notice':
      return layoutNotice(payload, delivery);
    case 'followUp':
      return layoutFollowUp(payload, delivery);
  }
}

function layoutNotice({ title, lines, createdAt }: Notice, delivery: WebhookDelivery): WebhookBody {
  return { type: 'notice', timestamp: createdAt.toISOString(), data: { delivery, title, lines } };
}

function layoutFollowUp({ story, coverage, added, createdAt }: FollowUp, delivery: WebhookDelivery): WebhookBody {
  const { id, title, reach } = story;
  const data = { delivery, story: { id, title, ...reach }, coverage: coverage.map(layoutCoverage), added };
  return { type: 'follow_up', timestamp: createdAt.toISOString(), data };
}

function layoutDigest(digest: Digest, delivery: WebhookDelivery): WebhookBody {
  const { because, since, stories, totals, silenced, updates, pagesUrl, createdAt } = digest;
  return {
    type: 'digest',
    timestamp: createdAt.toISOString(),
    data: {
      delivery,
      because,
      since: since.toISOString(),
      stories: stories.map(({ article, alerts, coverage, story }) => ({
        article: layoutArticle(article),
        alerts: alerts.map((alert) => layoutAlert(alert, pagesUrl)),
        coverage: coverage.map(layoutCoverage),
        story: story && layoutStory(story),
      })),
      totals: { stories: totals.stories, alerts: totals.alerts, by_severity: totals.bySeverity },
      silenced: silenced.map(({ silenceId, reason, messages }) => ({ silence_id: silenceId, reason, messages })),
      updates: updates.map(layoutUpdate),
    },
  };
}

function layoutUpdate({ storyId, title, reach }: StoryUpdate): WebhookUpdate {
  return { story_id: storyId, title, ...reach };
}

function layoutNews(
  { article, alerts, coverage, story, updates, pagesUrl, createdAt }: News,
  delivery: WebhookDelivery,
): WebhookBody {
  const [first, ...others] = alerts.map((alert) => layoutAlert(alert, pagesUrl));
  // Payloads are made of one alert at least.
  const main = first!;
  return {
    type: 'alert',
    timestamp: createdAt.toISOString(),
    data: {
      ...main,
      delivery,
      article: layoutArticle(article),
      alerts: [main, ...others],
      coverage: coverage.map(layoutCoverage),
      story: story && layoutStory(story),
      updates: updates.map(layoutUpdate),
    },
  };
}

function layoutCoverage({ outlet, title, url, publishedAt }: Coverage): WebhookCoverage {
  return { outlet, title, url: linkOf(url), published_at: publishedAt?.toISOString() ?? null };
}

function layoutAlert(
  { id, watch, evidence, development }: News['alerts'][number],
  pagesUrl: News['pagesUrl'],
): WebhookAlert {
  return {
    alert_id: id,
    watch: { id: watch.id, name: watch.name, query: watch.query, severity: watch.severity, tags: watch.tags },
    evidence: layoutEvidence(evidence),
    why: explainEvidence(evidence),
    why_url: whyLinkOf(pagesUrl, id),
    development,
  };
}

function layoutEvidence({ hits, proximities, passages }: Evidence): WebhookAlert['evidence'] {
  return {
    hits: hits.map(({ field, place, start, end, surface, term, alias }) => {
      return { field, ...(place && { place }), start, end, surface, term, alias };
    }),
    proximities: proximities.map(({ left, right, wordsBetween, allowed }) => {
      return { left, right, words_between: wordsBetween, allowed };
    }),
    passages: passages.map(({ field, place, start, text, hits: inside }) => {
      return { field, ...(place && { place }), start, text, hits: inside };
    }),
  };
}

function layoutArticle(article: News['article']): WebhookArticle {
  return {
    url: linkOf(article.url),
    title: article.title,
    language: article.language,
    outlet: article.outlet,
    authors: article.authors,
    published_at: article.publishedAt?.toISOString() ?? null,
    lead: article.lead,
    source: article.source,
    flags: article.flags,
  };
}

function layoutStory(story: NonNullable<News['story']>): WebhookStory {
  return {
    id: story.id,
    ...story.reach,
    earliest: story.earliest && layoutCoverage(story.earliest),
    original: story.original && layoutCoverage(story.original),
    continues: story.continues && layoutCoverage(story.continues),
  };
}
