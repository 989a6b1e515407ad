import { sql } from 'kysely';
import { z } from 'zod';
import type { Feed } from '../../model/feed.ts';
import type { StoreTransaction } from '../database.ts';
import { readRows } from '../rows.ts';
import { interval } from '../work/work.ts';
import { addFeeds, FORGOTTEN_MS, planFeeds, unplanFeeds } from './feeds.ts';

/**
 * Makes these the feeds that are polled. Those that are new, and those that come back, are added as {@link addFeeds} does; one
 * whose id was changed and whose address was not stays what it was; what is left out is kept, and not polled.
 */
export async function syncFeeds(
  trx: StoreTransaction,
  feeds: Feed[],
  options: { sameFiles?: boolean } = {},
): Promise<void> {
  await renameFeeds(trx, feeds);
  await addFeeds(trx, feeds, options);
  const left = await trx
    .updateTable('feeds')
    .set({ active: false, leftAt: sql`now()` })
    .where('active', '=', true)
    .where(sql<boolean>`id <> ALL(${feeds.map(({ id }) => id)}::text[])`)
    .returning('id')
    .execute();
  await unplanFeeds(
    trx,
    left.map(({ id }) => id),
  );
}

const KNOWN = z.object({ id: z.string(), url: z.string() });

/** A feed that is stored under another id than the configuration has for its address. */
interface Renaming {
  from: string;
  to: string;
}

/** ms that a rename may take: a feed that is watched for years has hundreds of thousands of items. */
const RENAME_MS = 5 * 60_000;

async function renameFeeds(trx: StoreTransaction, feeds: Feed[]): Promise<void> {
  const stored = await readRows(
    trx,
    KNOWN,
    sql`SELECT id, url FROM feeds WHERE active OR left_at > now() - ${interval(FORGOTTEN_MS)}
      ORDER BY active, left_at`,
  );
  const everyId = await readRows(trx, z.object({ id: z.string() }), sql`SELECT id FROM feeds`);
  const renamings = renamingsAmong(stored, new Set(everyId.map(({ id }) => id)), feeds);
  if (renamings.length === 0) return;
  // Each rename goes through all items of the feed, ten thousand of them a second or so.
  await sql`SET LOCAL statement_timeout = ${sql.lit(RENAME_MS)}`.execute(trx);
  const olds = new Set(renamings.map(({ from }) => from));
  if (renamings.some(({ to }) => olds.has(to))) {
    // By way of names that no feed can have: two may change places.
    await rename(
      trx,
      renamings.map(({ from }, index) => ({ from, to: `renamed ${index}` })),
    );
    await rename(
      trx,
      renamings.map(({ to }, index) => ({ from: `renamed ${index}`, to })),
    );
  } else await rename(trx, renamings);
  // Whoever is at one of them knows it by its old id, and will neither write down what came of it nor give it back.
  const held = await trx
    .selectFrom('feedWork')
    .select('id')
    .where(
      'id',
      'in',
      renamings.map(({ to }) => to),
    )
    .where('holder', 'is not', null)
    .execute();
  await planFeeds(
    trx,
    held.map(({ id }) => id),
  );
}

async function rename(trx: StoreTransaction, renamings: Renaming[]): Promise<void> {
  const [from, to] = [renamings.map((one) => one.from), renamings.map((one) => one.to)];
  const given = sql`unnest(${from}::text[], ${to}::text[]) AS given(old, new)`;
  await sql`UPDATE feeds SET id = given.new FROM ${given} WHERE id = given.old`.execute(trx);
  await sql`UPDATE notices SET subject = given.new FROM ${given}
    WHERE about IN ('feed', 'articles') AND subject = given.old`.execute(trx);
}

/**
 * Which stored feeds have another id in the configuration.
 *
 * @param stored Where two have one address, the later one counts.
 * @param ids All that are taken, those of feeds included that left long ago: a feed whose new id is one of them starts anew,
 * unless its owner gets another itself.
 */
export function renamingsAmong(
  stored: { id: string; url: string }[],
  ids: ReadonlySet<string>,
  feeds: Pick<Feed, 'id' | 'url'>[],
): Renaming[] {
  const urls = new Map(stored.map(({ id, url }) => [id, url]));
  const byUrl = new Map(stored.map(({ id, url }) => [url, id]));
  const staying = new Set(feeds.flatMap(({ id, url }) => (urls.get(id) === url ? [id] : [])));
  let renamings = feeds.flatMap(({ id, url }): Renaming[] => {
    const from = staying.has(id) ? undefined : byUrl.get(url);
    return from === undefined || staying.has(from) ? [] : [{ from, to: id }];
  });
  for (;;) {
    const freed = new Set(renamings.map(({ from }) => from));
    const possible = renamings.filter(({ to }) => !ids.has(to) || freed.has(to));
    if (possible.length === renamings.length) return possible;
    renamings = possible;
  }
}
