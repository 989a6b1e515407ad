import { sql } from 'kysely';
import { z } from 'zod';
import type { Alert, News, Payload } from '../../model/delivery.ts';
import type { Evidence } from '../../model/watch.ts';

const instant = z.coerce.date<string>();

const ARTICLE = z.object({
  url: z.string().nullable(),
  title: z.string(),
  language: z.string().nullable(),
  outlet: z.string().nullable(),
  authors: z.array(z.string()),
  publishedAt: instant.nullable(),
  source: z.custom<News['article']['source']>(),
  flags: z.custom<News['article']['flags']>(),
  lead: z.string(),
});

const COVERAGE = z.object({
  outlet: z.string().nullable(),
  title: z.string(),
  url: z.string().nullable(),
  publishedAt: instant.nullable(),
});

const REACH = z.object({ articles: z.number(), sources: z.number(), languages: z.number() });

const ALERT = z.object({
  id: z.string(),
  watch: z.custom<Alert['watch']>(),
  evidence: z.custom<Evidence>(),
  development: z
    .object({ words: z.array(z.string()) })
    .nullable()
    .default(null),
});

/** What earlier versions did not write down has its default. */
const NEWS = z.object({
  kind: z.literal('news'),
  article: ARTICLE,
  alerts: z.array(ALERT),
  coverage: z.array(COVERAGE),
  story: z
    .object({
      id: z.number(),
      reach: REACH,
      earliest: COVERAGE.nullable(),
      original: COVERAGE.nullable(),
      continues: COVERAGE.nullable(),
    })
    .nullable()
    .default(null),
  updates: z.array(z.object({ storyId: z.number(), title: z.string(), reach: REACH })).default([]),
  pagesUrl: z.string().nullable().default(null),
  createdAt: instant,
});

/** What is told of a story, in a message of its own or in a digest. */
const TOLD = {
  article: NEWS.shape.article,
  alerts: NEWS.shape.alerts,
  coverage: NEWS.shape.coverage,
  story: NEWS.shape.story,
};

const DIGEST = z.object({
  kind: z.literal('digest'),
  because: z.enum(['schedule', 'mute', 'flood', 'group', 'silence']),
  since: instant,
  stories: z.array(z.object(TOLD)),
  totals: z.object({
    stories: z.number(),
    alerts: z.number(),
    bySeverity: z.array(z.object({ severity: z.string().nullable(), alerts: z.number() })),
  }),
  silenced: z.array(z.object({ silenceId: z.number(), reason: z.string(), messages: z.number() })),
  updates: NEWS.shape.updates,
  pagesUrl: z.string().nullable(),
  createdAt: instant,
});

const NOTICE = z.object({
  kind: z.literal('notice'),
  title: z.string(),
  lines: z.array(z.string()),
  isTest: z.boolean().optional(),
  createdAt: instant,
});

const FOLLOW_UP = z.object({
  kind: z.literal('followUp'),
  rootId: z.string(),
  story: z.object({ id: z.number(), title: z.string(), reach: REACH }),
  coverage: z.array(COVERAGE),
  added: z.number(),
  createdAt: instant,
});

const PAYLOAD = z.discriminatedUnion('kind', [NEWS, DIGEST, NOTICE, FOLLOW_UP]);

/** What a message is called in lists: SQL over the column `payload`. */
export const PAYLOAD_TITLE = sql<string>`coalesce(payload #>> '{article,title}', payload ->> 'title',
  'further coverage: ' || (payload #>> '{story,title}'), 'a digest: ' || (payload #>> '{totals,stories}') || CASE payload #>> '{totals,stories}' WHEN '1' THEN ' story' ELSE ' stories' END, '')`;

/** Ids of the watches that a message tells of, of a digest those of the stories it names; the same. */
export const PAYLOAD_WATCHES = sql<string[]>`ARRAY(
  SELECT watch #>> '{}' FROM (
    SELECT watch, place FROM jsonb_path_query(payload, '$.alerts[*].watch.id') WITH ORDINALITY AS own (watch, place)
    UNION ALL
    SELECT watch, place FROM jsonb_path_query(payload, '$.stories[*].alerts[*].watch.id') WITH ORDINALITY AS its (watch, place)
  ) AS told GROUP BY watch ORDER BY min(place)
)`;

/** Severity of the gravest watch among them; null: it has none, or there is none. */
export const PAYLOAD_SEVERITY = sql<
  string | null
>`coalesce(payload #>> '{alerts,0,watch,severity}', payload #>> '{stories,0,alerts,0,watch,severity}')`;

/** A payload as JSON has it: times are ISO 8601. */
export type StoredPayload = z.input<typeof PAYLOAD>;

/** A payload as it was stored; null when it is something else. */
export function readPayload(stored: unknown): Payload | null {
  return PAYLOAD.safeParse(stored).data ?? null;
}
