import { sql } from 'kysely';
import { z } from 'zod';
import type { Address, Notice } from '../../model/delivery.ts';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';
import { interval } from '../work/work.ts';
import type { BegunAttempt } from './begin-attempt.ts';

/**
 * Writes down a delivery and its first attempt, which is to be made at once by the caller and finished as any other; should
 * he die over it, it is taken up as any other is. It does not wait for its turn: it is asked for to learn whether an endpoint
 * that is held, or quiet, takes messages again. What else goes there comes after it.
 */
export async function beginTest(
  db: Database,
  { receiverId, recipient, endpoint: { key, label, places, gapMs } }: Address,
  payload: Notice,
  leaseMs: number,
): Promise<Pick<BegunAttempt, 'delivery' | 'fence' | 'endpoint'>> {
  const [begun] = await readRows(
    db,
    z.object({ id: z.string(), fence: z.number() }),
    sql`
    WITH known AS (
      INSERT INTO endpoints (key, label, places, gap_ms, next_at)
      VALUES (${key}, ${label}, ${places}, ${gapMs}, now() + ${interval(gapMs)})
      ON CONFLICT (key) DO UPDATE SET next_at = greatest(endpoints.next_at, now()) + ${interval(gapMs)}
      RETURNING key
    ),
    made AS (
      INSERT INTO deliveries (receiver_id, recipient, payload, state, attempts)
      VALUES (${receiverId}, ${recipient}, ${JSON.stringify(payload)}::jsonb, 'sending', 1)
      RETURNING id
    ),
    held AS (
      INSERT INTO delivery_work (id, endpoint, rank, holder, visible_at)
      SELECT id, key, 0, 'worker', now() + ${interval(leaseMs)} FROM made, known
      RETURNING id, fence
    )
    INSERT INTO attempts (delivery_id, number, possible_duplicate, fence) SELECT id, 1, false, fence FROM held
    RETURNING delivery_id AS id, fence`,
  );
  const { id, fence } = begun!;
  const delivery = { id, receiverId, recipient, payload, thread: null, attempt: 1, possibleDuplicate: false };
  return { delivery, fence, endpoint: key };
}
