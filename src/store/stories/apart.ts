import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { Article } from '../../model/article.ts';
import type { Evidence } from '../../model/watch.ts';
import { givenMatches, type NewMatch, type Raising, raisingAlerts } from '../alerts/raise.ts';
import { readRows } from '../rows.ts';
import type { Schema } from '../schema.ts';

const MEMBER = z.object({
  id: z.number(),
  canonicalUrl: z.string().nullable(),
  text: z.string(),
  /** Feed and GUID of the items that led to it. */
  items: z.array(z.object({ feedId: z.string(), guid: z.string() })),
});

/** An article of a story, as far as it matters to by what keys it is found. */
export type StoryMember = z.infer<typeof MEMBER>;

/** The articles of a story, by id; none: there is no such story, or it has become part of another. */
export function readMembers(trx: Transaction<Schema>, storyId: number): Promise<StoryMember[]> {
  return readRows(
    trx,
    MEMBER,
    sql`
    SELECT id, canonical_url, text, (
        SELECT coalesce(jsonb_agg(jsonb_build_object('feedId', feed_id, 'guid', guid)), '[]')
        FROM feed_items WHERE article_id = articles.id
      ) AS items
    FROM articles WHERE story_id = ${storyId} ORDER BY id`,
  );
}

const UNTOLD = z.object({
  articleId: z.number(),
  watchId: z.string(),
  evidence: z.custom<Evidence>(),
});

/** A match that nobody was told of, since its story had alerted the watch. */
export type UntoldMatch = z.infer<typeof UNTOLD>;

/** For each watch that the story meets and has not alerted, the match of its earliest article. */
export function findUntold(trx: Transaction<Schema>, storyId: number): Promise<UntoldMatch[]> {
  return readRows(
    trx,
    UNTOLD,
    sql`
    SELECT DISTINCT ON (watch_id) article_id, watch_id, evidence
    FROM articles JOIN matches ON article_id = articles.id
    WHERE story_id = ${storyId}
      AND NOT EXISTS (SELECT FROM alerts WHERE alerts.story_id = ${storyId} AND alerts.watch_id = matches.watch_id)
    ORDER BY watch_id, coalesce(published_at, read_at), articles.id`,
  );
}

/** An article as it was last read. */
export async function readArticle(trx: Transaction<Schema>, id: number): Promise<Article> {
  const {
    id: _,
    storyId,
    strand,
    readAt,
    joined,
    ...article
  } = await trx.selectFrom('articles').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  return article;
}

/** Raises alerts of an article that is stored, with the deliveries that tell of them. Returns how many. */
export async function raiseAlerts(
  trx: Transaction<Schema>,
  { storyId, articleId, matches }: { storyId: number; articleId: number; matches: NewMatch[] },
  raising: Raising,
): Promise<number> {
  const raised = await readRows(
    trx,
    z.object({ id: z.string() }),
    sql`
    WITH story AS (SELECT ${storyId}::bigint AS id),
    ${givenMatches(matches)},
    matched AS (SELECT id, watch_id FROM matches WHERE article_id = ${articleId}),
    ${raisingAlerts(raising, null)}
    SELECT id FROM raised`,
  );
  return raised.length;
}
