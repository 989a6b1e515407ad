import { loadFiles } from '../../config/load.ts';
import type { ConfigFiles } from '../../config/read/files.ts';
import { digestOf } from '../../config/versions/digest.ts';
import { publish } from '../../pipeline/config/publish.ts';
import { readSettings } from '../../settings.ts';
import type { Database } from '../../store/database.ts';
import { findActiveVersion } from '../../store/versions/config-versions.ts';
import { listProcesses } from '../../store/work/reports.ts';
import { author } from '../shared/author.ts';
import { openRunningDatabase } from '../shared/running-database.ts';

/** An edit that was written to the directory of a configuration. */
export interface SavedEdit {
  configDir: string;
  /** The files as they were before. */
  before: ConfigFiles;
  /** The verb that did it: `feed add`. */
  source: string;
}

/**
 * Activates what was written, in a Wirewatch that is running. Returns what became of it, in words for people that follow a
 * semicolon. Only where the files were those of the active version is anything activated: else they are another
 * configuration, or come from an older one.
 */
export async function activateSaved({ configDir, before, source }: SavedEdit): Promise<string> {
  const later = 'active once Wirewatch starts';
  const notTold = 'the running Wirewatch could not be told, and finds out by itself';
  const read = readSettings(process.env, { config: configDir });
  if (read.kind === 'invalid') return later;
  await using open = new AsyncDisposableStack();
  try {
    const running = await openRunningDatabase(read.settings, open);
    if (running.kind === 'unreachable') return notTold;
    if (running.kind !== 'open' || (await listProcesses(running.db)).length === 0) return later;
    return await activate(running.db, { configDir, before, source });
  } catch {
    return notTold;
  }
}

async function activate(db: Database, { configDir, before, source }: SavedEdit): Promise<string> {
  const active = await findActiveVersion(db);
  const digest = digestOf(before);
  if (active && active.digest !== digest && active.diskDigest !== digest)
    return `not active yet: what was here before is not what runs, which is version ${active.number} of ${active.author}; see wirewatch config diff`;
  const { files, checked } = await loadFiles(configDir, process.env);
  if (checked.kind === 'invalid') return 'not active: files were changed meanwhile, and are wrong now';
  const base = active?.number ?? 0;
  const published = await publish(db, {
    ...{
      files,
      config: checked.config,
      author: author(),
      source,
      message: null,
      restores: null,
      diskDigest: null,
      base,
    },
  });
  if (published.kind === 'outdated')
    return `not active: ${published.active.author} was faster with version ${published.active.number}; see wirewatch config diff`;
  return `active as version ${published.version}`;
}
