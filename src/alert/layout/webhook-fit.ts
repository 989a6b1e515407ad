import { shorten } from '../text.ts';
import type {
  WebhookAlert,
  WebhookArticle,
  WebhookBody,
  WebhookCoverage,
  WebhookStory,
  WebhookUpdate,
} from './webhook-body.ts';

/** Bytes of a body: payloads are to be below 20 KB (github.com/standard-webhooks/standard-webhooks, “Payload size”). */
const MAX_BYTES = 20_000;

/** What a body may hold. `text`, `url`: UTF-16 code units of each; an address that is longer, but for the article's, is null. */
interface Room {
  text: number;
  url: number;
  /** Hits of an alert's evidence, passages of it, and entries of its other lists. */
  hits: number;
  passages: number;
  list: number;
  /** Alerts, coverage and updates of an article. */
  alerts: number;
  coverage: number;
  updates: number;
}

/** From much to little. In the last one the worst of strangers fits: each letter of six bytes (`\u0000`), and all there is. */
const ROOMS: Room[] = [
  { text: 2_000, url: 3_000, hits: 50, passages: 5, list: 20, alerts: 20, coverage: 20, updates: 3 },
  { text: 1_000, url: 1_000, hits: 20, passages: 3, list: 10, alerts: 10, coverage: 10, updates: 3 },
  { text: 500, url: 500, hits: 10, passages: 2, list: 5, alerts: 5, coverage: 5, updates: 3 },
  { text: 300, url: 300, hits: 5, passages: 1, list: 3, alerts: 3, coverage: 3, updates: 2 },
  { text: 120, url: 200, hits: 2, passages: 1, list: 2, alerts: 1, coverage: 0, updates: 0 },
  { text: 30, url: 0, hits: 1, passages: 1, list: 1, alerts: 1, coverage: 0, updates: 0 },
];
/** That in which stories of a digest begin to go, rather than more of what is said of each. */
const FEWER_STORIES = 4;

/**
 * The body, within 20,000 bytes. Of one that is too long texts are cut at grapheme borders and lists at their ends, at first long
 * ones only, then ever more; `left_out` says so. Of a digest the last stories go.
 */
export function fitWebhook(body: WebhookBody): WebhookBody {
  if (fits(body)) return body;
  let shortest = body;
  for (const shortened of shortenings(body)) {
    if (fits(shortened)) return shortened;
    shortest = shortened;
  }
  return shortest;
}

function fits(body: WebhookBody): boolean {
  return charactersOf(body) <= MAX_BYTES && Buffer.byteLength(JSON.stringify(body)) <= MAX_BYTES;
}

/** At least so many bytes, without making megabytes of JSON of what strangers write; none counts after it is too much. */
function charactersOf(value: unknown, before = 0): number {
  if (typeof value === 'string') return before + value.length;
  if (typeof value !== 'object' || value === null) return before;
  let sum = before;
  for (const one of Object.values(value)) {
    if (sum > MAX_BYTES) break;
    sum = charactersOf(one, sum);
  }
  return sum;
}

function* shortenings(body: WebhookBody): Generator<WebhookBody> {
  const stories = body.type === 'digest' ? body.data.stories.length : 0;
  for (const [index, room] of ROOMS.entries()) {
    yield within(body, room, index > FEWER_STORIES ? 1 : stories);
    if (index !== FEWER_STORIES) continue;
    for (let shown = stories - 1; shown > 0; shown -= 1) yield within(body, room, shown);
  }
}

/** @param stories Those of a digest that are kept. */
function within(body: WebhookBody, room: Room, stories: number): WebhookBody {
  const cut = cutterOf(room);
  switch (body.type) {
    case 'alert': {
      const { delivery, article, alerts, coverage, story, updates } = body.data;
      const [first, ...others] = alerts.slice(0, room.alerts).map((alert) => alertWithin(alert, room));
      const data = {
        // An alert is made of one at least.
        ...first!,
        delivery,
        left_out: {
          alerts: beyond(alerts, room.alerts),
          coverage: beyond(coverage, room.coverage),
          updates: beyond(updates, room.updates),
        },
        article: articleWithin(article, room),
        alerts: [first!, ...others],
        coverage: coverage.slice(0, room.coverage).map((one) => coverageWithin(one, room)),
        story: story && storyWithin(story, room),
        updates: updatesWithin(updates, room),
      };
      return { ...body, data };
    }
    case 'digest': {
      const { data } = body;
      const kept = data.stories.slice(0, stories).map(({ article, alerts, coverage, story }) => ({
        article: articleWithin(article, room),
        alerts: alerts.slice(0, room.alerts).map((alert) => alertWithin(alert, room)),
        coverage: coverage.slice(0, room.coverage).map((one) => coverageWithin(one, room)),
        story: story && storyWithin(story, room),
      }));
      const bySeverity = data.totals.by_severity.slice(0, room.list);
      return {
        ...body,
        data: {
          ...data,
          left_out: { stories: beyond(data.stories, stories), updates: beyond(data.updates, room.updates) },
          stories: kept,
          totals: {
            ...data.totals,
            by_severity: bySeverity.map((one) => ({ ...one, severity: cut(one.severity) })),
          },
          silenced: data.silenced.slice(0, room.list).map((one) => ({ ...one, reason: cut(one.reason) })),
          updates: updatesWithin(data.updates, room),
        },
      };
    }
    case 'notice': {
      const { delivery, title, lines } = body.data;
      const data = {
        delivery,
        left_out: { lines: beyond(lines, room.list) },
        title: cut(title),
        lines: lines.slice(0, room.list).map(cut),
      };
      return { ...body, data };
    }
    case 'follow_up': {
      const { data } = body;
      const { story, coverage } = data;
      return {
        ...body,
        data: {
          ...data,
          left_out: { coverage: beyond(coverage, room.coverage) },
          story: { ...story, title: cut(story.title) },
          coverage: coverage.slice(0, room.coverage).map((one) => coverageWithin(one, room)),
        },
      };
    }
  }
}

function updatesWithin(updates: WebhookUpdate[], room: Room): WebhookUpdate[] {
  const cut = cutterOf(room);
  return updates.slice(0, room.updates).map((update) => ({ ...update, title: cut(update.title) }));
}

function beyond(list: readonly unknown[], kept: number): number {
  return Math.max(0, list.length - kept);
}

function cutterOf({ text }: Room) {
  return <Text extends string | null>(given: Text): Text => (given === null ? given : (shorten(given, text) as Text));
}

function alertWithin(alert: WebhookAlert, room: Room): WebhookAlert {
  const cut = cutterOf(room);
  const { watch, evidence, why, development } = alert;
  const few = (texts: string[]) => texts.slice(0, room.list).map(cut);
  return {
    ...alert,
    watch: {
      id: watch.id,
      name: cut(watch.name),
      query: cut(watch.query),
      severity: cut(watch.severity),
      tags: few(watch.tags),
    },
    evidence: evidenceWithin(evidence, room),
    why: few(why),
    development: development && { words: few(development.words) },
  };
}

/** What counts hits counts none that is not there. */
function evidenceWithin({ hits, proximities, passages }: WebhookAlert['evidence'], room: Room) {
  const cut = cutterOf(room);
  const isThere = (hit: number) => hit < room.hits;
  return {
    hits: hits.slice(0, room.hits).map((hit) => ({
      ...hit,
      surface: cut(hit.surface),
      term: cut(hit.term),
      alias: cut(hit.alias),
    })),
    proximities: proximities.filter(({ left, right }) => isThere(left) && isThere(right)).slice(0, room.list),
    passages: passages
      .slice(0, room.passages)
      .map((passage) => ({ ...passage, text: cut(passage.text), hits: passage.hits.filter(isThere) })),
  };
}

function articleWithin(article: WebhookArticle, room: Room): WebhookArticle {
  const cut = cutterOf(room);
  return {
    ...article,
    title: cut(article.title),
    language: cut(article.language),
    outlet: cut(article.outlet),
    authors: article.authors.slice(0, room.list).map(cut),
    lead: cut(article.lead),
    flags: article.flags.slice(0, room.list),
  };
}

function coverageWithin<Article extends WebhookCoverage>(article: Article, room: Room): Article {
  const cut = cutterOf(room);
  const { outlet, title, url } = article;
  const isShort = url !== null && url.length <= room.url;
  return { ...article, outlet: cut(outlet), title: cut(title), url: isShort ? url : null };
}

function storyWithin(story: WebhookStory, room: Room): WebhookStory {
  const within = (article: WebhookCoverage | null) => article && coverageWithin(article, room);
  return {
    ...story,
    earliest: within(story.earliest),
    original: within(story.original),
    continues: within(story.continues),
  };
}
