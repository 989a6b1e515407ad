import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import { mergeGroups } from '../alerts/groups.ts';
import { mergeSilences } from '../alerts/silences.ts';
import { mergeThreads } from '../alerts/threads.ts';
import type { Database } from '../database.ts';
import { indexKey } from '../index-key.ts';
import { readRows } from '../rows.ts';
import type { Schema } from '../schema.ts';

/**
 * What were thought to be several stories turns out to be one. What was told apart from one of them stays apart from all.
 *
 * @param byHand A person says so: the articles are still found and compared by the story they were of, since they may have
 *   little in common. What was told apart before is one now, too.
 */
export async function mergeStories(
  trx: Transaction<Schema>,
  storyId: number,
  others: number[],
  { byHand = false } = {},
): Promise<void> {
  await trx.updateTable('storyKeys').set({ storyId }).where('storyId', 'in', others).execute();
  const strand = byHand ? sql`coalesce(strand, story_id)` : sql`strand`;
  await sql`UPDATE articles SET story_id = ${storyId}, strand = ${strand} WHERE story_id = ANY(${others})`.execute(trx);
  // Of two alerts of one watch the second stays with its old story: the table holds one for each story, watch and turn.
  await sql`
    UPDATE alerts SET story_id = ${storyId} WHERE id IN (
      SELECT DISTINCT ON (watch_id, turn) id FROM alerts AS told WHERE story_id = ANY(${others})
        AND NOT EXISTS (
          SELECT 1 FROM alerts WHERE story_id = ${storyId} AND watch_id = told.watch_id AND turn = told.turn
        )
      ORDER BY watch_id, turn, created_at
    )`.execute(trx);
  const all = [storyId, ...others];
  if (byHand) await sql`DELETE FROM story_splits WHERE story_id = ANY(${all}) AND other_id = ANY(${all})`.execute(trx);
  await sql`
    INSERT INTO story_splits (story_id, other_id)
    SELECT pair.story_id, pair.other_id FROM story_splits, LATERAL (VALUES (${storyId}::bigint, story_splits.other_id),
      (story_splits.other_id, ${storyId}::bigint)) AS pair (story_id, other_id)
    WHERE story_splits.story_id = ANY(${others}) AND story_splits.other_id <> ALL(${all})
    ON CONFLICT DO NOTHING`.execute(trx);
  await sql`UPDATE stories SET merged_into = ${storyId} WHERE id = ANY(${others}) OR merged_into = ANY(${others})`.execute(
    trx,
  );
  await mergeSilences(trx, storyId, others);
  await mergeGroups(trx, storyId, others);
  await mergeThreads(trx, storyId, others);
  await countArticles(trx, all);
}

/** The story that one has become part of; itself, where it has not. */
export async function storyNow(db: Database, storyId: number): Promise<number> {
  const row = await db.selectFrom('stories').select('mergedInto').where('id', '=', storyId).executeTakeFirst();
  return row?.mergedInto ?? storyId;
}

/** An article that is told apart, and the keys that are its own: none that an article has which stays. */
export interface LeavingArticle {
  id: number;
  storyKeys: string[];
}

/**
 * A person says that some articles of a story tell another: they get a story of their own, with the alerts that they raised,
 * and both stay apart. Returns its id.
 */
export async function splitStory(
  trx: Transaction<Schema>,
  storyId: number,
  leaving: LeavingArticle[],
): Promise<number> {
  const ids = leaving.map(({ id }) => id);
  const [created] = await readRows(
    trx,
    z.object({ id: z.number() }),
    sql`INSERT INTO stories (continues) SELECT continues FROM stories WHERE id = ${storyId} RETURNING id`,
  );
  const { id } = created!;
  await sql`UPDATE articles SET story_id = ${id}, strand = NULL WHERE id = ANY(${ids})`.execute(trx);
  // Why one is of the story of another is no reason any more where they were parted.
  await sql`
    UPDATE articles SET joined = NULL FROM articles AS other
    WHERE articles.story_id IN (${storyId}, ${id}) AND other.id = (articles.joined ->> 'article')::bigint
      AND other.story_id <> articles.story_id`.execute(trx);
  const keys = leaving.flatMap(({ storyKeys }) => storyKeys.map(indexKey));
  await sql`UPDATE story_keys SET story_id = ${id} WHERE key = ANY(${keys}) AND story_id = ${storyId}`.execute(trx);
  // An alert goes where its article is, that of a story which became part of this one, too.
  for (const story of [id, storyId]) {
    await sql`
      UPDATE alerts SET story_id = ${story} WHERE id IN (
        SELECT DISTINCT ON (alerts.watch_id, turn) alerts.id
        FROM articles JOIN matches ON article_id = articles.id JOIN alerts ON match_id = matches.id
        WHERE articles.story_id = ${story} AND alerts.story_id <> ${story} AND NOT EXISTS (
          SELECT FROM alerts AS told WHERE told.story_id = ${story} AND told.watch_id = alerts.watch_id AND told.turn = alerts.turn
        )
        ORDER BY alerts.watch_id, turn, alerts.created_at
      )`.execute(trx);
  }
  // It is apart from whatever the other is apart from.
  await sql`
    INSERT INTO story_splits (story_id, other_id)
    SELECT pair.story_id, pair.other_id
    FROM (SELECT ${storyId}::bigint AS other_id UNION SELECT other_id FROM story_splits WHERE story_id = ${storyId}) AS apart,
      LATERAL (VALUES (${id}::bigint, apart.other_id), (apart.other_id, ${id}::bigint)) AS pair (story_id, other_id)
    ON CONFLICT DO NOTHING`.execute(trx);
  await countArticles(trx, [storyId, id]);
  return id;
}

async function countArticles(trx: Transaction<Schema>, ids: number[]): Promise<void> {
  await sql`
    UPDATE stories SET articles = told.articles, first_at = told.first_at, last_at = told.last_at
    FROM (
      SELECT stories.id, count(told_at) AS articles, min(told_at) AS first_at, max(told_at) AS last_at
      FROM stories LEFT JOIN LATERAL (
        SELECT least(coalesce(published_at, read_at), read_at) AS told_at FROM articles WHERE story_id = stories.id
      ) AS each ON true
      WHERE stories.id = ANY(${ids}) GROUP BY stories.id
    ) AS told WHERE stories.id = told.id`.execute(trx);
}
