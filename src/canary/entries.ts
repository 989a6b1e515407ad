import type { CanaryConfig, Config } from '../config/load.ts';
import { CANARY_FEED_URL, CANARY_ID } from '../model/canary.ts';
import type { Receiver } from '../model/delivery.ts';
import type { Feed } from '../model/feed.ts';
import type { Watch } from '../model/watch.ts';

/** The word that the canary's watch looks for, and that stands in each of its articles. */
export const CANARY_WORD = 'wirewatchcanary';

/** What of a configuration is followed: what the operator wrote, and with a canary its feed, watch and receiver. */
export function withCanary<T extends Pick<Config, 'canary' | 'feeds' | 'watches' | 'receivers'>>(config: T): T {
  const { canary } = config;
  if (canary === null) return config;
  const receivers = canary.receiver === null ? [...config.receivers, RECEIVER] : config.receivers;
  return {
    ...config,
    feeds: [...config.feeds, feedOf(canary)],
    watches: [...config.watches, watchOf(canary)],
    receivers,
  };
}

const RECEIVER: Receiver = { id: CANARY_ID, timeZone: 'UTC', channel: { kind: 'canary' } };

function feedOf({ everyMs }: CanaryConfig): Feed {
  // With its baseline as news: the first article may be there before the first poll.
  return {
    ...{ id: CANARY_ID, url: CANARY_FEED_URL, name: 'Wirewatch’s canary', country: null, tags: [] },
    ...{ everyMs, backfill: true },
  };
}

function watchOf({ receiver }: CanaryConfig): Watch {
  return {
    ...{ id: CANARY_ID, name: 'Wirewatch’s canary', query: CANARY_WORD, tags: [], severity: null },
    ...{ receivers: [receiver ?? CANARY_ID], language: null, dialect: null },
  };
}
