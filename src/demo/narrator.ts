import { counted } from '../language/counted.ts';
import type { Database } from '../store/database.ts';
import { listFeeds } from '../store/feeds/feed-health.ts';
import {
  type AlertSummary,
  countAll,
  type DeliverySummary,
  listAlerts,
  listDeliveries,
} from '../store/views/overview.ts';

/** Tells what happens as it happens. */
export interface Narrator {
  /** Prints a line with the time since the start. */
  tell(what: string, details: string): void;
  /** Prints what is new in the database since the last look. */
  look(db: Database): Promise<void>;
}

const ROWS = 1_000;
const LABEL_WIDTH = 11;
const HEADLINE_LENGTH = 70;

/** @param print Gets each finished line. */
export function createNarrator(print: (line: string) => void): Narrator {
  const startedAt = performance.now();
  const feedsTold = new Map<string, string>();
  const alertsTold = new Set<string>();
  const deliveriesTold = new Map<string, string>();
  let itemsTold = 0;
  let articlesTold = 0;

  const tell = (what: string, details: string) => {
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1).padStart(5);
    print(`${seconds} s  ${what.padEnd(LABEL_WIDTH)}${details}`);
  };

  return {
    tell,
    async look(db) {
      const feeds = await listFeeds(db, ROWS);
      const failing = feeds.filter(({ id, failures, lastReason }) => failures > 0 && feedsTold.get(id) !== lastReason);
      for (const { id, lastReason } of failing) {
        feedsTold.set(id, lastReason ?? '');
        tell('polled', `${id}: ${lastReason}; the others go on`);
      }

      const {
        feedItems: { count: feedItems },
        pendingItems,
        articles: { count: articles },
      } = await countAll(db);
      if (feedItems !== itemsTold) {
        const polled = feeds.filter(({ lastPolledAt }) => lastPolledAt !== null).length;
        const waiting = pendingItems > 0 ? `, ${pendingItems} of them to read` : '';
        tell('polled', `${polled} of ${counted(feeds.length, 'feed')}, ${counted(feedItems, 'feed item')}${waiting}`);
        itemsTold = feedItems;
      }
      if (articles !== articlesTold) {
        tell('read', counted(articles, 'article'));
        articlesTold = articles;
      }

      for (const alert of (await listAlerts(db, ROWS)).reverse()) {
        if (alertsTold.has(alert.id)) continue;
        alertsTold.add(alert.id);
        tell('matched', describeAlert(alert));
      }
      for (const delivery of (await listDeliveries(db, ROWS)).reverse()) {
        if (deliveriesTold.get(delivery.id) === delivery.state) continue;
        deliveriesTold.set(delivery.id, delivery.state);
        if (delivery.state === 'sent') tell('delivered', `to ${delivery.receiverId}: ${cut(delivery.title)}`);
        else if (delivery.reason !== null) tell('delivering', describeTrouble(delivery));
      }
    },
  };
}

function describeAlert({ watch, watchId, title, outlet, language }: AlertSummary): string {
  return `${watch.name ?? watchId} ← ${cut(title)} (${[outlet, language].filter(Boolean).join(', ')})`;
}

function describeTrouble({ receiverId, state, reason, title }: DeliverySummary): string {
  return `to ${receiverId}: ${state}, ${reason}: ${cut(title)}`;
}

function cut(headline: string): string {
  const characters = [...headline];
  return characters.length > HEADLINE_LENGTH ? `${characters.slice(0, HEADLINE_LENGTH - 1).join('')}…` : headline;
}
