import { type RawBuilder, sql } from 'kysely';
import type { Article } from '../../model/article.ts';
import type { Address, Coverage, Development, StoryFacts, StoryUpdate } from '../../model/delivery.ts';
import type { Evidence, Watch } from '../../model/watch.ts';
import type { NewThread } from './threads.ts';

/** A match, and what it raises. */
export interface NewMatch {
  watch: Watch;
  evidence: Evidence;
  /** The alert it raises: of a story, or of its development; null: none. */
  alert: { development: Development | null } | null;
}

/** A delivery that is to be made of the alerts that are raised; none is when none of them is. */
export interface NewDelivery {
  address: Address;
  /** Ids of the watches whose alerts it tells of, in this order. */
  watchIds: string[];
  /** Its place in the line, 0 first. */
  rank: number;
  updates: StoryUpdate[];
  /** Why it is not to be sent; null: it is. */
  suppressed: { reason: string; silenceId: number | null } | null;
}

/** A group of alerts of one receiver. */
export interface GroupKey {
  receiverId: string;
  /** {@link AlertGroupsTable.route}. */
  route: string;
  /** A `?` in it stands for the story that is new and has no id yet. */
  key: string;
}

/** Alerts that wait in a group until it is told; sooner where it is to be told sooner already. */
export interface NewWaiting extends GroupKey {
  because: string;
  until: Date;
  watchIds: string[];
  /** As that of a delivery. */
  rank: number;
}

/** What receivers are told besides the alerts. */
export interface Told {
  article: Pick<Article, 'url' | 'title' | 'language' | 'outlet' | 'authors' | 'publishedAt' | 'source' | 'flags'> & {
    lead: string;
  };
  coverage: Coverage[];
  story: Omit<StoryFacts, 'id'>;
  /** Where the pages are to be reached; null: nobody said. */
  pagesUrl: string | null;
}

/** Common table `given` of a statement: the matches, with what each raises. */
export function givenMatches(matches: NewMatch[]): RawBuilder<unknown> {
  const rows = matches.map(({ watch: { id, name, query, severity, tags }, evidence, alert }) => ({
    watch_id: id,
    evidence,
    alerts: alert !== null,
    development: alert?.development ?? null,
    watch: { id, name, query, severity, tags },
  }));
  return sql`given AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS (watch_id text, evidence jsonb, alerts boolean, development jsonb, watch jsonb)
    )`;
}

/** Who is told of what. */
export interface Raising {
  deliveries: NewDelivery[];
  waiting: NewWaiting[];
  /** Groups that are told by the deliveries. */
  flushed: GroupKey[];
  /** Threads that the deliveries begin, see `openThreads`. */
  threads: NewThread[];
  told: Told;
}

/** No alert. */
const NONE = sql`raised AS (SELECT NULL::uuid AS id, NULL::text AS watch_id WHERE false)`;

/**
 * Common tables of a statement that raise alerts and make the deliveries that tell of them. Before them stand `story` (id),
 * `given` ({@link givenMatches}) and `matched` (id, watch_id); `raised` (id, watch_id) has what was raised.
 *
 * @param raising Null: nothing is.
 * @param configVersion Number of the configuration by which it is; null: of none.
 */
export function raisingAlerts(raising: Raising | null, configVersion: number | null): RawBuilder<unknown> {
  if (raising === null) return NONE;
  const {
    deliveries,
    waiting,
    flushed,
    told: { article, coverage, story, pagesUrl },
  } = raising;
  const addressed = deliveries.map(
    ({ address: { receiverId, recipient, endpoint }, watchIds, rank, updates, suppressed }) => {
      const { key, label, places, gapMs } = endpoint;
      const where = { receiver_id: receiverId, recipient, endpoint: key, label, places, gap_ms: gapMs };
      const held = { suppressed: suppressed?.reason ?? null, silence_id: suppressed?.silenceId ?? null };
      return { ...where, ...held, watch_ids: watchIds, rank, updates };
    },
  );
  return sql`
    addressed AS (
      SELECT *, gen_random_uuid() AS delivery_id FROM jsonb_to_recordset(${JSON.stringify(addressed)}::jsonb) AS (receiver_id text,
        recipient text, endpoint text, label text, places integer, gap_ms integer, watch_ids text[], rank smallint, updates jsonb,
        suppressed text, silence_id bigint)
    ),
    raised AS (
      INSERT INTO alerts (story_id, watch_id, match_id, watch, development, config_version, turn)
      SELECT story.id, watch_id, matched.id, watch, development, ${configVersion}::integer, CASE WHEN development IS NULL THEN 0 ELSE (
          SELECT 1 + coalesce(max(turn), 0) FROM alerts WHERE story_id = story.id AND alerts.watch_id = given.watch_id
        ) END
      FROM story, given JOIN matched USING (watch_id) WHERE given.alerts
      ON CONFLICT (story_id, watch_id, turn) DO NOTHING
      RETURNING id, watch_id
    ),
    made AS (
      INSERT INTO deliveries (id, state, reason, silence_id, receiver_id, recipient, payload)
      SELECT delivery_id, CASE WHEN suppressed IS NULL THEN 'pending' ELSE 'suppressed' END, suppressed, silence_id,
        receiver_id, recipient, jsonb_build_object('kind', 'news', 'article', ${JSON.stringify(article)}::jsonb,
        'alerts', alerts, 'coverage', ${JSON.stringify(coverage)}::jsonb,
        'story', ${JSON.stringify(story)}::jsonb || jsonb_build_object('id', story.id), 'updates', updates,
        'pagesUrl', ${pagesUrl}::text, 'createdAt', now())
      FROM story, addressed, LATERAL (
        SELECT jsonb_agg(jsonb_build_object('id', raised.id, 'watch', given.watch, 'evidence', given.evidence,
          'development', given.development) ORDER BY array_position(watch_ids, watch_id)) AS alerts
        FROM raised JOIN given USING (watch_id) WHERE watch_id = ANY(watch_ids)
      ) AS telling
      WHERE alerts IS NOT NULL
      RETURNING id, receiver_id, recipient, payload
    ),
    told AS (
      INSERT INTO delivery_alerts (delivery_id, alert_id, receiver_id, recipient, articles)
      -- What was not sent is no story that its receiver knows, and would be kept up to date of.
      SELECT id, (alert ->> 'id')::uuid, made.receiver_id, made.recipient,
        CASE WHEN suppressed IS NULL THEN ${story.reach.articles}::integer END
      FROM made JOIN addressed ON delivery_id = id, jsonb_array_elements(payload -> 'alerts') AS alert
    ),
    updated AS (
      UPDATE delivery_alerts SET articles = (each #>> '{reach,articles}')::integer
      FROM made, jsonb_array_elements(payload -> 'updates') AS each, alerts
      WHERE alerts.story_id = (each ->> 'storyId')::bigint AND delivery_alerts.alert_id = alerts.id
        AND delivery_alerts.receiver_id = made.receiver_id AND delivery_alerts.recipient = made.recipient
    ),
    places AS (
      INSERT INTO endpoints (key, label, places, gap_ms)
      SELECT DISTINCT ON (endpoint) endpoint, label, places, gap_ms FROM made JOIN addressed ON delivery_id = id
      WHERE suppressed IS NULL ON CONFLICT (key) DO NOTHING
    ),
    work AS (
      INSERT INTO delivery_work (id, endpoint, rank)
      SELECT id, endpoint, rank FROM made JOIN addressed ON delivery_id = id WHERE suppressed IS NULL
    ),
    ${waitingInGroups(waiting, flushed)}`;
}

function waitingInGroups(waiting: NewWaiting[], flushed: GroupKey[]): RawBuilder<unknown> {
  const waits = waiting.map(({ receiverId, route, key, because, until, watchIds, rank }) => ({
    ...{ receiver_id: receiverId, route, key, because, until, watch_ids: watchIds, rank },
  }));
  const told = flushed.map(({ receiverId, route, key }) => ({ receiver_id: receiverId, route, key }));
  return sql`
    waits AS (
      SELECT receiver_id, route, replace(key, '?', story.id::text) AS key, because, until, rank, raised.id AS alert_id
      FROM story, jsonb_to_recordset(${JSON.stringify(waits)}::jsonb) AS waits (receiver_id text, route text, key text, because text,
        until timestamptz, watch_ids text[], rank smallint) JOIN raised ON watch_id = ANY(watch_ids)
    ),
    grouped AS (
      INSERT INTO alert_groups (receiver_id, route, key, because, flush_at)
      SELECT receiver_id, route, key, min(because), min(until) FROM waits GROUP BY receiver_id, route, key
      ON CONFLICT (receiver_id, route, key) DO UPDATE SET flush_at = least(alert_groups.flush_at, excluded.flush_at),
        because = CASE WHEN alert_groups.flush_at IS NULL THEN excluded.because ELSE alert_groups.because END
      RETURNING id, receiver_id, route, key
    ),
    gathered AS (
      INSERT INTO group_alerts (group_id, alert_id, rank)
      SELECT id, alert_id, min(rank) FROM waits JOIN grouped USING (receiver_id, route, key) GROUP BY id, alert_id
    ),
    flushed AS (
      INSERT INTO alert_groups (receiver_id, route, key, because, flushed_at)
      SELECT receiver_id, route, replace(key, '?', story.id::text), 'group', now()
      FROM story, jsonb_to_recordset(${JSON.stringify(told)}::jsonb) AS told (receiver_id text, route text, key text)
      WHERE EXISTS (SELECT FROM made)
      ON CONFLICT (receiver_id, route, key) DO UPDATE SET flushed_at = now()
    )`;
}
