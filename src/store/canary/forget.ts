import { sql } from 'kysely';
import { CANARY_ID, canaryUrl } from '../../model/canary.ts';
import { awaitArchiveTurn } from '../archive/work.ts';
import type { StoreTransaction } from '../database.ts';

/** Forgets the article of a run with all that came of it, its deliveries included: it is nobody's news. */
export async function forgetCanaryArticle(trx: StoreTransaction, number: number): Promise<void> {
  await awaitArchiveTurn(trx);
  const item = await trx
    .selectFrom('feedItems')
    .select(['id', 'articleId'])
    .where('feedId', '=', CANARY_ID)
    .where('link', '=', canaryUrl(number))
    .executeTakeFirst();
  if (!item) return;
  await trx.deleteFrom('feedItems').where('id', '=', item.id).execute();
  if (item.articleId !== null) await forgetArticle(trx, item.articleId);
}

async function forgetArticle(trx: StoreTransaction, articleId: number): Promise<void> {
  const article = await trx
    .selectFrom('articles')
    .select('storyId')
    .where('id', '=', articleId)
    .executeTakeFirstOrThrow();
  const matched = sql`(SELECT id FROM matches WHERE article_id = ${articleId})`;
  const alerted = sql`(SELECT id FROM alerts WHERE match_id IN ${matched})`;
  await sql`DELETE FROM deliveries WHERE id IN (SELECT delivery_id FROM delivery_alerts WHERE alert_id IN ${alerted})`.execute(
    trx,
  );
  await sql`DELETE FROM alerts WHERE match_id IN ${matched}`.execute(trx);
  await sql`DELETE FROM matches WHERE article_id = ${articleId}`.execute(trx);
  await trx.deleteFrom('articles').where('id', '=', articleId).execute();
  await sql`DELETE FROM stories WHERE id = ${article.storyId}
    AND NOT EXISTS (SELECT FROM articles WHERE story_id = stories.id OR strand = stories.id)`.execute(trx);
}
