import { type Check, type Finding, failed, type Ground, type Status, skipped } from './check.ts';
import { reasonOf } from './database-state.ts';
import { within } from './within.ts';

/** ms a check may take, once the database it needs is there. */
const CHECK_MS = 15_000;

/** A finding, and which check has found it. */
export interface Found extends Finding {
  check: string;
}

/** What all checks have found, in their order. */
export interface Report {
  /** False: something does not work. */
  ok: boolean;
  /** The worst of all findings; what was skipped does not count. */
  status: Exclude<Status, 'skipped'>;
  findings: Found[];
}

/** Runs all checks at once, each bounded in time. Never rejects for what is found. */
export async function examine(checks: Check[], ground: Ground, checkMs = CHECK_MS): Promise<Report> {
  const findings = (await Promise.all(checks.map((check) => findingsOf(check, ground, checkMs)))).flat();
  const has = (status: Status) => findings.some((one) => one.status === status);
  const status = has('failed') ? 'failed' : has('warning') ? 'warning' : 'ok';
  return { ok: status !== 'failed', status, findings };
}

async function findingsOf(check: Check, ground: Ground, checkMs: number): Promise<Found[]> {
  const all = (findings: Finding[]) => findings.map((finding) => ({ check: check.name, ...finding }));
  try {
    const looking = await begun(check, ground);
    if (looking === null) return all([skipped('this stands in the database, see there')]);
    const looked = await within(checkMs, looking());
    if (looked.kind === 'done') return all(looked.value);
    return all([
      failed(
        `this could not be looked at within ${checkMs / 1_000} s`,
        'Look at how busy the machine and the database are, and try again',
      ),
    ]);
  } catch (error) {
    return all([
      failed(
        `this could not be looked at: ${reasonOf(error)}`,
        'Try again; if it comes back, it is a fault in Wirewatch',
      ),
    ]);
  }
}

/** How to look, once what is needed is there; null when it is not. */
async function begun(check: Check, ground: Ground): Promise<(() => Promise<Finding[]>) | null> {
  if (check.needs === 'nothing') return () => check.look(ground);
  const database = await ground.database;
  if (database.kind !== 'open' || database.schema !== 'same') return null;
  return () => check.look(ground, database.db);
}
