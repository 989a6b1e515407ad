import type { Coverage, Delivery, Digest, FollowUp, News, Notice, StoryUpdate } from '../../model/delivery.ts';
import type { Evidence } from '../../model/watch.ts';
import { explainEvidence } from '../explanation.ts';
import { linkOf, whyLinkOf } from '../parts.ts';
import type {
  WebhookAlert,
  WebhookArticle,
  WebhookBody,
  WebhookCoverage,
  WebhookDelivery,
  WebhookStory,
  WebhookUpdate,
} from './webhook-body.ts';
import { fitWebhook } from './webhook-fit.ts';

/** A delivery as the body of a webhook's request: its evidence, as far as {@link fitWebhook} has room, and times as ISO 8601 in UTC. */
export function layoutWebhook(delivery: Delivery): WebhookBody {
  return fitWebhook(wholeBody(delivery));
}

function wholeBody({ id, receiverId, payload, attempt, possibleDuplicate }: Delivery): WebhookBody {
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
  return { type: 'notice', timestamp: createdAt.toISOString(), data: { delivery, left_out: null, title, lines } };
}

function layoutFollowUp({ story, coverage, added, createdAt }: FollowUp, delivery: WebhookDelivery): WebhookBody {
  const { id, title, reach } = story;
  const data = {
    delivery,
    left_out: null,
    story: { id, title, ...reach },
    coverage: coverage.map(layoutCoverage),
    added,
  };
  return { type: 'follow_up', timestamp: createdAt.toISOString(), data };
}

function layoutDigest(digest: Digest, delivery: WebhookDelivery): WebhookBody {
  const { because, since, stories, totals, silenced, updates, pagesUrl, createdAt } = digest;
  return {
    type: 'digest',
    timestamp: createdAt.toISOString(),
    data: {
      delivery,
      left_out: null,
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
      left_out: null,
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
