import { addressWatches } from '../alert/addresses.ts';
import { leadOf } from '../alert/lead.ts';
import type { Article } from '../model/article.ts';
import type { Address } from '../model/delivery.ts';
import type { Match, Watch } from '../model/watch.ts';
import type { Database } from '../store/database.ts';
import { meetStories, type ReadArticle, type StoredArticle, storeArticle } from '../store/stories/articles.ts';
import type { Held } from '../store/work/work.ts';
import { decide } from '../story/decide.ts';
import type { Signature } from '../story/signature.ts';
import { findNearStories } from './near-stories.ts';

/** An article that has been read, with the watches it satisfies. */
export interface Reading {
  item: Held<'item_work'> & { feedId: string };
  article: Article;
  storyKeys: string[];
  /** By which other tellings of its story are found; null: only by its keys. */
  signature: Signature | null;
  matches: (Match & { watch: Watch })[];
  readAgain: ReadArticle['readAgain'];
  reason: string | null;
  /** Where a receiver is told. */
  addressesFor: (receiverId: string) => Address[];
}

/**
 * Finds the story an article tells, and commits article, story, matches, alerts, pending deliveries and the item as done:
 * one transaction, all or nothing. Null when the lease was lost meanwhile; then nothing was stored.
 */
export function groupArticle(db: Database, reading: Reading): Promise<StoredArticle | null> {
  const { item, article, storyKeys, signature, matches, readAgain, reason, addressesFor } = reading;
  return db.transaction().execute(async (trx) => {
    const near = signature && (await findNearStories(trx, signature));
    const met = await meetStories(trx, storyKeys, { feedId: item.feedId, title: article.title });
    const { story, absorbs, alerts } = decide(matches, met, near?.stories);
    const stored = await storeArticle(trx, {
      item,
      article,
      storyKeys,
      story,
      absorbs,
      matches: matches.map((match) => ({ ...match, alerts: alerts.includes(match) })),
      deliveries: addressWatches(
        alerts.map(({ watch }) => watch),
        addressesFor,
      ),
      lead: leadOf(article.text),
      readAgain,
      reason,
    });
    if (stored) await near?.keep(stored.articleId);
    return stored;
  });
}
