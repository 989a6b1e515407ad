import type { Generated } from 'kysely';

/** Articles of the canary; one that has neither arrived nor been lost is on its way. */
export interface CanaryRunsTable {
  number: Generated<number>;
  publishedAt: Generated<Date>;
  /** When its last delivery was made. */
  arrivedAt: Date | null;
  /** When it was given up, since the next was published. */
  lostAt: Date | null;
}
