import { formatProblem } from '../../config/load.ts';
import type { Environment } from '../../config/read/environment.ts';
import type { Logger } from '../../log.ts';
import type { Database } from '../../store/database.ts';
import { activeNumber } from '../../store/versions/config-versions.ts';
import type { Followed } from './follow.ts';
import { readActiveConfig } from './stored.ts';

/** What is needed to know the active version without following it. */
export interface ActiveOptions {
  db: Database;
  /** Where the values of its variables may stand. */
  directory: string;
  env: Environment;
  log: Pick<Logger, 'warn'>;
}

/**
 * The active version for a process that does none of its work: each call asks which it is, and reads one only when it is
 * another than the last. Null before the first, and for one that is wrong with the variables of this process, which is logged.
 */
export function createActiveConfig({ db, directory, env, log }: ActiveOptions): () => Promise<Followed | null> {
  let latest: { number: number; read: Promise<Followed | null> } = { number: 0, read: Promise.resolve(null) };
  return async () => {
    const number = await activeNumber(db);
    if (number === latest.number) return latest.read;
    const read = readHere();
    latest = { number, read };
    // What could not be read is read again for the next who asks.
    read.then(
      (config) => config ?? forget(read),
      () => forget(read),
    );
    return read;
  };

  function forget(read: Promise<Followed | null>) {
    if (latest.read === read) latest = { number: 0, read: Promise.resolve(null) };
  }

  async function readHere(): Promise<Followed | null> {
    const active = await readActiveConfig(db, { directory, env });
    if (active?.checked.kind === 'valid') return { version: active.version, config: active.checked.config };
    if (active)
      log.warn(
        { version: active.version, problem: formatProblem(active.checked.problems[0]!) },
        'the active configuration cannot be understood here, so the pages do not know what is watched',
      );
    return null;
  }
}
