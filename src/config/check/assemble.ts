import type { ChannelConfig, Receiver } from '../../model/delivery.ts';
import type { Feed } from '../../model/feed.ts';
import type { Routing } from '../../model/route.ts';
import type { Aliases, Watch } from '../../model/watch.ts';
import { allRoutes } from '../../route/tree.ts';
import { routingOf } from './assemble-routing.ts';
import { feedIdOf } from './feed-id.ts';
import type { FeedEntry } from './feed-schema.ts';
import { NEWS_INTERVALS } from './network-schema.ts';
import type { ReceiverEntry } from './receiver-schema.ts';
import { type ConfigFile, INBOX } from './schema.ts';
import type { WatchEntry } from './watch-schema.ts';

/** What an operator has configured, all files together. */
export interface Config {
  feeds: Feed[];
  watches: Watch[];
  /** Holds the built-in `inbox` when no receiver is configured, or a watch names it. */
  receivers: Receiver[];
  /** Ids of the receivers that are told of Wirewatch itself. */
  operators: string[];
  /** Who is told what, when, and in how many messages. */
  routing: Routing;
  aliases: Aliases;
  network: {
    /** CIDR blocks that may be talked to besides public addresses. */
    allow: string[];
    /** URL for the people whose servers we ask, or null. */
    contact: string | null;
    /** Requests to one host at once, and ms between two; over all workers. */
    perHost: { atOnce: number; delayMs: number };
    /** Where the internet reaches our pages, without a slash at its end, or null: then no hub is subscribed to. */
    publicUrl: string | null;
  };
  /** Bounds of the intervals of feeds that have none of their own, in ms. */
  polling: { minMs: number; maxMs: number };
  stories: {
    /** Whether a story that has alerted a watch alerts it again when it takes a turn. */
    developments: boolean;
    /** Who is asked how alike articles are; null: nobody. */
    embeddings: EmbeddingsConfig | null;
  };
  /** How long articles that never alerted are kept, in ms, and how many bytes all may take; null: no limit. */
  retention: { articlesMs: number | null; bytes: number | null };
  /** Whether, and how, an article of Wirewatch's own tries the whole way now and then; null: no. */
  canary: CanaryConfig | null;
}

/** How the canary is kept. */
export interface CanaryConfig {
  /** ms between two articles. */
  everyMs: number;
  /** ms that one may take before operators are told. */
  withinMs: number;
  /** Id of the receiver that it is sent to; null: it ends before. */
  receiver: string | null;
  /** Asked for whenever one has arrived; null: nothing is. */
  ping: string | null;
}

/** A service with the OpenAI-compatible API of embeddings. */
export interface EmbeddingsConfig {
  /** Without a slash at its end; `/embeddings` is added. */
  url: string;
  model: string;
  /** API key, a secret; null: it wants none. */
  key: string | null;
}

/** A guest who does not stand in the way of others. */
const PER_HOST = { atOnce: 2, delayMs: 1_000 };

/** Puts checked files together. Nothing in them contradicts another. */
export function assembleConfig(files: ConfigFile[]): Config {
  const configured = files.flatMap((file) => file.receivers).map(receiverOf);
  const routing = routingOf(files);
  const all = configured.length > 0 ? configured.map(({ id }) => id) : [INBOX];
  const everyone = routing.root ? [] : all;
  const watches = files.flatMap((file) => file.watches).map((entry) => watchOf(entry, everyone));
  const operators = first(files, (file) => file.operators.receivers) ?? [];
  const canary = canaryOf(first(files, (file) => file.canary ?? undefined));
  return {
    feeds: files.flatMap((file) => file.feeds).map(feedOf),
    watches,
    receivers: withInbox(configured, [
      ...watches.flatMap((watch) => watch.receivers),
      ...operators,
      ...allRoutes(routing.root).map(({ receiver }) => receiver),
      ...(canary?.receiver ? [canary.receiver] : []),
    ]),
    operators,
    routing,
    aliases: Object.fromEntries(files.flatMap((file) => Object.entries(file.aliases))),
    network: {
      allow: files.flatMap((file) => file.network.allow ?? []),
      contact: first(files, ({ network }) => network.contact) ?? null,
      publicUrl: first(files, ({ network }) => network.public_url) ?? null,
      perHost: {
        atOnce: first(files, ({ network }) => network.per_host?.at_once) ?? PER_HOST.atOnce,
        delayMs: first(files, ({ network }) => network.per_host?.delay) ?? PER_HOST.delayMs,
      },
    },
    polling: {
      minMs: first(files, ({ polling }) => polling.min_interval) ?? NEWS_INTERVALS.minMs,
      maxMs: first(files, ({ polling }) => polling.max_interval) ?? NEWS_INTERVALS.maxMs,
    },
    stories: {
      developments: first(files, ({ stories }) => stories.developments) ?? false,
      embeddings: embeddingsOf(first(files, ({ stories }) => stories.embeddings)),
    },
    retention: {
      articlesMs: first(files, ({ retention }) => retention.articles) ?? null,
      bytes: first(files, ({ retention }) => retention.size) ?? null,
    },
    canary,
  };
}

/** What the first file says that says something. */
function first<T>(files: ConfigFile[], tell: (file: ConfigFile) => T | undefined): T | undefined {
  return files.map(tell).find((told) => told !== undefined);
}

function embeddingsOf(given: ConfigFile['stories']['embeddings']): EmbeddingsConfig | null {
  return given ? { url: given.url, model: given.model, key: given.key ?? null } : null;
}

const CANARY_WITHIN_MS = 5 * 60_000;

function canaryOf(given: ConfigFile['canary']): CanaryConfig | null {
  if (!given) return null;
  const { every, within, receiver, ping } = given;
  return {
    everyMs: every,
    withinMs: within ?? Math.min(CANARY_WITHIN_MS, every),
    receiver: receiver ?? null,
    ping: ping ?? null,
  };
}

/** `named`: ids of receivers that somebody names. */
function withInbox(configured: Receiver[], named: string[]): Receiver[] {
  const isWanted = configured.length === 0 || named.includes(INBOX);
  if (!isWanted || configured.some(({ id }) => id === INBOX)) return configured;
  return [...configured, { id: INBOX, timeZone: 'UTC', channel: { kind: 'inbox' } }];
}

function feedOf({ url, id, name, country, tags, every, backfill }: FeedEntry): Feed {
  return {
    id: id ?? feedIdOf(url),
    url,
    name: name ?? null,
    country: country ?? null,
    tags: tags ?? [],
    everyMs: every ?? null,
    backfill: backfill ?? false,
  };
}

function watchOf(entry: WatchEntry, everyone: string[]): Watch {
  const { id, query, name, tags, severity, receivers, language, dialect } = entry;
  return {
    id,
    query,
    name: name ?? null,
    tags: tags ?? [],
    severity: severity ?? null,
    receivers: receivers ?? everyone,
    language: language ?? null,
    dialect: dialect ?? null,
  };
}

function receiverOf(entry: ReceiverEntry): Receiver {
  return { id: entry.id, channel: channelOf(entry), timeZone: entry.time_zone ?? 'UTC' };
}

const SLACK_API = 'https://slack.com/api';

function slackOf({ webhook_url, token, channel, api_url }: NonNullable<ReceiverEntry['slack']>): ChannelConfig {
  if (token === undefined || channel === undefined) return { kind: 'slack', webhookUrl: webhook_url! };
  return { kind: 'slackBot', token, channel, apiUrl: api_url ?? SLACK_API };
}

const TELEGRAM_API = 'https://api.telegram.org';

function channelOf({
  slack,
  email,
  discord,
  ntfy,
  telegram,
  webhook,
  teams,
  matrix,
  apprise,
}: ReceiverEntry): ChannelConfig {
  if (discord) return { kind: 'discord', webhookUrl: discord.webhook_url, thread: discord.thread ?? null };
  if (slack) return slackOf(slack);
  if (email) return { kind: 'email', to: email.to, from: email.from, smtpUrl: email.smtp_url };
  if (ntfy) return { kind: 'ntfy', url: ntfy.url, topic: ntfy.topic, token: ntfy.token ?? null };
  if (telegram) {
    const { token, chat, topic = null, api_url: apiUrl = TELEGRAM_API } = telegram;
    return { kind: 'telegram', token, chat, topic, apiUrl };
  }
  if (webhook) return { kind: 'webhook', ...webhook };
  if (teams) return { kind: 'teams', webhookUrl: teams.webhook_url };
  if (matrix) return { kind: 'matrix', homeserverUrl: matrix.homeserver_url, token: matrix.token, room: matrix.room };
  if (apprise) {
    const { url, key: serviceKey = null, urls = [], tag = null } = apprise;
    return { kind: 'apprise', url, serviceKey, urls, tag };
  }
  return { kind: 'inbox' };
}
