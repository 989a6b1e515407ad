import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { Address, Reach, StoryUpdate } from '../../model/delivery.ts';
import { readRows } from '../rows.ts';
import type { Schema } from '../schema.ts';
import { interval } from '../work/work.ts';

/** Articles of a story that are looked at to say where it comes from, the earliest ones. */
const LOOKED_AT = 40;
/** Characters of each in which others are named as the source. */
const MAX_TEXT = 3_000;

const TOLD = z.object({
  id: z.number(),
  outlet: z.string().nullable(),
  title: z.string(),
  url: z.string().nullable(),
  publishedAt: z.date().nullable(),
  /** How it begins. */
  text: z.string(),
  isWhole: z.boolean(),
});

/** An article that tells a story already. */
export type ToldArticle = z.infer<typeof TOLD>;

/** What is known of stories, as one, before another article joins. */
export interface Coverage {
  /** The earliest ones, the earliest first. */
  articles: ToldArticle[];
  outlets: string[];
  languages: string[];
  /** How many articles. */
  count: number;
}

const TOTALS = z.object({ outlets: z.array(z.string()), languages: z.array(z.string()), count: z.number() });

/** By what outlets are told apart: the name, or the host of the address. */
export const OUTLET = sql`coalesce(outlet, substring(url from '^https?://(?:www[.])?([^/:?#]+)'))`;

/** Whether an article was read from its page, as a whole. */
export const IS_WHOLE = sql`source = 'page' AND NOT flags && ARRAY['summary_only', 'paywall', 'consent_wall']`;

/** British and American English are one. */
export const LANGUAGE = sql`split_part(language, '-', 1)`;

/** What tells these stories. */
export async function readCoverage(trx: Transaction<Schema>, storyIds: number[]): Promise<Coverage> {
  if (storyIds.length === 0) return { articles: [], outlets: [], languages: [], count: 0 };
  const of = sql`FROM articles WHERE story_id = ANY(${storyIds})`;
  const articles = await readRows(
    trx,
    TOLD,
    sql`
    SELECT id, outlet, title, url, published_at, left(text, ${MAX_TEXT}) AS text,
      ${IS_WHOLE} AS is_whole
    ${of} ORDER BY coalesce(published_at, read_at), id LIMIT ${LOOKED_AT}`,
  );
  const [totals] = await readRows(
    trx,
    TOTALS,
    sql`
    SELECT array_remove(array_agg(DISTINCT ${OUTLET}), NULL) AS outlets,
      array_remove(array_agg(DISTINCT ${LANGUAGE}), NULL) AS languages, count(*) AS count ${of}`,
  );
  return { articles, ...totals! };
}

/** For how long an address is kept up to date of what it was told, and of how many stories in one message. */
const UPDATED_FOR_MS = 7 * 86_400_000;
const MAX_UPDATES = 3;
/** Alerts that are looked through for each address, the latest. */
const LATEST = 200;

const UPDATE = z.object({
  receiverId: z.string(),
  recipient: z.string(),
  storyId: z.number(),
  title: z.string(),
  articles: z.number(),
  sources: z.number(),
  languages: z.number(),
});

/** Stories that an address was told of and that more articles tell by now. */
export interface AddressUpdates extends Pick<Address, 'receiverId' | 'recipient'> {
  updates: StoryUpdate[];
}

/**
 * What has become of the stories that these addresses were told of in the last days, those that grew most: twice as many
 * articles as when they were last spoken of, two more at least, so that a story that grows is no line in every message.
 *
 * @param besides Stories that they are told of at this moment.
 */
export async function findUpdates(
  trx: Transaction<Schema>,
  addresses: readonly Pick<Address, 'receiverId' | 'recipient'>[],
  besides: readonly number[],
): Promise<AddressUpdates[]> {
  const given = addresses.map(({ receiverId, recipient }) => ({ receiver_id: receiverId, recipient }));
  const rows = await readRows(
    trx,
    UPDATE,
    sql`
    SELECT receiver_id, recipient, grown.story_id, title, reach.*
    FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS given (receiver_id text, recipient text),
      LATERAL (
        SELECT alerts.story_id, max(stories.articles - told.articles) AS growth,
          (array_agg(match_id ORDER BY told_at))[1] AS match_id
        FROM (
          SELECT alert_id, told_at, articles FROM delivery_alerts
          WHERE delivery_alerts.receiver_id = given.receiver_id AND delivery_alerts.recipient = given.recipient
            AND articles IS NOT NULL AND told_at > now() - ${interval(UPDATED_FOR_MS)}
          ORDER BY told_at DESC LIMIT ${LATEST}
        ) AS told,
          LATERAL (SELECT story_id, match_id FROM alerts WHERE alerts.id = alert_id LIMIT 1) AS alerts,
          LATERAL (SELECT articles FROM stories WHERE stories.id = alerts.story_id LIMIT 1) AS stories
        WHERE stories.articles >= greatest(2 * told.articles, told.articles + 2) AND alerts.story_id <> ALL(${besides})
          -- What has a thread is told there. As a value, which is asked for by index: Postgres may read all threads for an EXISTS.
          AND (
            SELECT count(*) FROM threads WHERE threads.story_id = alerts.story_id AND threads.receiver_id = given.receiver_id
              AND threads.recipient = given.recipient
          ) = 0
        GROUP BY alerts.story_id ORDER BY growth DESC LIMIT ${MAX_UPDATES}
      ) AS grown,
      LATERAL (SELECT title FROM matches JOIN articles ON articles.id = article_id WHERE matches.id = match_id LIMIT 1) AS first,
      LATERAL (${reachOf(sql`grown.story_id`)}) AS reach
    ORDER BY growth DESC`,
  );
  return addresses.map(({ receiverId, recipient }) => ({
    receiverId,
    recipient,
    updates: rows
      .filter((row) => row.receiverId === receiverId && row.recipient === recipient)
      .map(({ storyId, title, articles, sources, languages }) => {
        return { storyId, title, reach: { articles, sources, languages } satisfies Reach };
      }),
  }));
}

/** How far a story has come, as a question: articles, sources, languages. */
export function reachOf(story: ReturnType<typeof sql>): ReturnType<typeof sql> {
  return sql`
    SELECT count(*) AS articles, count(DISTINCT ${OUTLET}) AS sources, count(DISTINCT ${LANGUAGE}) AS languages
    FROM articles WHERE story_id = ${story}`;
}
