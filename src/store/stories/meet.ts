import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import { indexKey } from '../index-key.ts';
import { readRows } from '../rows.ts';
import type { Schema } from '../schema.ts';

const MET_STORY = z.object({
  id: z.number(),
  keys: z.array(z.string()),
  hasOtherHeadline: z.boolean(),
  alerted: z.array(z.string()),
  apart: z.array(z.number()),
});

/** A story that has a key in common with an article. */
export type FoundStory = z.infer<typeof MET_STORY>;

/**
 * The stories that have one of these keys, the oldest first. Until the transaction ends, others with one of the keys wait:
 * two workers with copies of one story find each other's.
 *
 * @param of The article's feed and title, by which the feed's other headlines are told.
 */
export function meetStories(
  trx: Transaction<Schema>,
  storyKeys: string[],
  of: { feedId: string; title: string },
): Promise<FoundStory[]> {
  return readRows(
    trx,
    MET_STORY,
    sql`SELECT story_id AS id, met_by AS keys, has_other_headline, alerted, apart
      FROM meet_stories(${storyKeys.map(indexKey)}, ${of.feedId}, ${of.title})`,
  );
}
