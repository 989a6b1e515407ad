import { sql } from 'kysely';
import { z } from 'zod';
import type { FeedSubject } from '../../model/delivery.ts';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';

const FEED = z.object({
  /** UUID. The same for good, whatever becomes of the address. */
  id: z.string(),
  kind: z.custom<FeedSubject['kind']>(),
  subjectId: z.string(),
  createdAt: z.date(),
});

/** A feed that somebody was given the address of. */
export type OutgoingFeed = z.infer<typeof FEED>;

/** The feed whose token has this hash, or null. */
export async function findOutgoingFeed(db: Database, tokenHash: Buffer): Promise<OutgoingFeed | null> {
  const [found] = await readRows(
    db,
    FEED,
    sql`SELECT id, kind, subject_id, created_at FROM outgoing_feeds WHERE token_hash = ${tokenHash}`,
  );
  return found ?? null;
}

/**
 * Opens the feed of a watch or receiver: the same as before, unless it was closed or is renewed. Returns the generation of
 * its address.
 *
 * @param hashOf The hash of the token of a generation.
 */
export function openOutgoingFeed(
  db: Database,
  { kind, id }: FeedSubject,
  hashOf: (generation: number) => Buffer,
  { isRenewed = false } = {},
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    await sql`INSERT INTO outgoing_feeds (kind, subject_id) VALUES (${kind}, ${id}) ON CONFLICT DO NOTHING`.execute(
      trx,
    );
    const [row] = await readRows(
      trx,
      z.object({ generation: z.number(), isOpen: z.boolean() }),
      sql`
      SELECT generation, token_hash IS NOT NULL AS is_open FROM outgoing_feeds
      WHERE kind = ${kind} AND subject_id = ${id} FOR UPDATE`,
    );
    const { generation, isOpen } = row!;
    if (isOpen && !isRenewed) return generation;
    // The address of a closed one is never to be had again: who has it was shut out.
    const next = generation + 1;
    await sql`
      UPDATE outgoing_feeds SET generation = ${next}, token_hash = ${hashOf(next)}
      WHERE kind = ${kind} AND subject_id = ${id}`.execute(trx);
    return next;
  });
}

/** Closes a feed: its address is none any more. Returns whether it was open. */
export async function closeOutgoingFeed(db: Database, { kind, id }: FeedSubject): Promise<boolean> {
  const closed = await readRows(
    db,
    z.object({ id: z.string() }),
    sql`
    UPDATE outgoing_feeds SET token_hash = NULL
    WHERE kind = ${kind} AND subject_id = ${id} AND token_hash IS NOT NULL RETURNING id`,
  );
  return closed.length > 0;
}
