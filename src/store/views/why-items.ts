import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database.ts';
import type { FeedItemState } from '../items/tables.ts';
import { readRows } from '../rows.ts';
import type { Holder } from '../work/tables.ts';

const ITEM = z.object({
  id: z.number(),
  feedId: z.string(),
  link: z.string().nullable(),
  title: z.string(),
  publishedAt: z.date().nullable(),
  seenAt: z.date(),
  state: z.custom<FeedItemState>(),
  /** Times its page was asked for in vain, or the work on it was lost. */
  attempts: z.number(),
  reason: z.string().nullable(),
  articleId: z.number().nullable(),
  /** When it is read, or read again; null: it is not. */
  dueAt: z.date().nullable(),
  /** Who has the work on it. */
  holder: z.custom<Holder>().nullable(),
});

/** A feed item as far as it explains what came of an article. */
export type WhyItem = z.infer<typeof ITEM>;

/** Items of one article that are told of at most. */
const MAX_ITEMS = 50;

/** By what items of an article are known: their marks (`markOfLink`), their ids, and the article they were read as. */
export interface ItemNames {
  marks: string[];
  guids: string[];
  articleId: number | null;
}

/** The items that are known so in any feed, the first seen first. */
export function itemsNamed(db: Database, { marks, guids, articleId }: ItemNames): Promise<WhyItem[]> {
  // Each feed is asked by its indexes: there is none over all of them.
  return readRows(
    db,
    ITEM,
    sql`
    WITH named AS (
      SELECT item.id FROM feeds, LATERAL (
        SELECT feed_items.id FROM feed_items WHERE feed_id = feeds.id AND mark = ANY(${marks}::text[])
        UNION SELECT feed_items.id FROM feed_items WHERE feed_id = feeds.id AND guid = ANY(${guids}::text[])
      ) AS item
      WHERE cardinality(${marks}::text[]) + cardinality(${guids}::text[]) > 0
      UNION SELECT id FROM feed_items WHERE article_id = ${articleId}::bigint
      LIMIT ${MAX_ITEMS}
    )
    SELECT feed_items.id, feed_id, link, title, published_at, seen_at, state, attempts, reason, article_id,
      item_work.visible_at AS due_at, item_work.holder
    FROM named JOIN feed_items USING (id) LEFT JOIN item_work USING (id)
    ORDER BY seen_at, feed_items.id`,
  );
}
