import type { CheckedConfig } from '../config/load.ts';
import type { Settings } from '../settings.ts';
import type { Database } from '../store/database.ts';
import type { DatabaseState } from './database-state.ts';

/** How something fares. `skipped`: it could not be looked at, or there is nothing to look at. */
export type Status = 'ok' | 'warning' | 'failed' | 'skipped';

/** What a check has found. It holds no secret; what it quotes may come from a stranger. */
export interface Finding {
  /** What it is about, where a check looks at several things: a receiver, a host; null where it looks at one. */
  subject: string | null;
  status: Status;
  /** One sentence without its full stop. */
  found: string;
  /** What to do about it, one sentence without its full stop; null where there is nothing to do. */
  advice: string | null;
}

/** What the checks look at. */
export interface Ground {
  settings: Settings;
  config: CheckedConfig;
  /** Settles when the database has been reached, or has not; never rejects. */
  database: Promise<DatabaseState>;
}

/**
 * One thing to look at. What it finds is a finding, however bad; it throws for a fault of its own, or when what it asks is
 * not there any more. It need not watch the time: that is done by who runs it.
 *
 * `needs`: a check that needs the database is given one whose tables are this version's, or is skipped.
 */
export type Check = { name: string } & (
  | { needs: 'nothing'; look(ground: Ground): Promise<Finding[]> }
  | { needs: 'database'; look(ground: Ground, db: Database): Promise<Finding[]> }
);

/** All is as it should be. */
export function ok(found: string, subject: string | null = null): Finding {
  return { subject, status: 'ok', found, advice: null };
}

/** Wirewatch works, and somebody should look at this. */
export function warning(found: string, advice: string, subject: string | null = null): Finding {
  return { subject, status: 'warning', found, advice };
}

/** Something does not work. */
export function failed(found: string, advice: string, subject: string | null = null): Finding {
  return { subject, status: 'failed', found, advice };
}

/** Nothing was looked at, for this reason. */
export function skipped(found: string, advice: string | null = null, subject: string | null = null): Finding {
  return { subject, status: 'skipped', found, advice };
}
