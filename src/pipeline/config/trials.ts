import { formatProblem, type Problem } from '../../config/load.ts';
import type { Environment, Variables } from '../../config/read/environment.ts';
import type { ConfigFiles } from '../../config/read/files.ts';
import { createIsolate, type Isolate } from '../../isolate/isolate.ts';
import type { Logger } from '../../log.ts';
import type { Database } from '../../store/database.ts';
import { readStoredConfig } from './stored.ts';

/** A configuration as it is written. */
interface Written {
  files: ConfigFiles;
  variables: Variables;
}

/** What is tried: an edit, against what was before it; null: nothing was. */
export interface TrialTask {
  now: Written;
  before: Written | null;
}

/** Tries what watches are expected to match, beside everything else that the process does. */
export interface Trials {
  /**
   * Warns of what watches that an edit has changed expect and do not do; nobody waits for it.
   *
   * @param before Number of the version that was active before; 0: none.
   */
  begin(now: Written, version: number, before: number): void;
  /** Leaves off. */
  close(): Promise<void>;
}

/** Problems that are told. */
const MAX_TOLD = 20;
const DEADLINE_MS = 60_000;
const HEAP_MIB = 1_024;

/** Trials of the configuration in `directory`. No thread is started before a file speaks of examples. */
export function createTrials(
  db: Database,
  { directory, env, log }: { directory: string; env: Environment; log: Logger },
): Trials {
  const isolate: Isolate<TrialTask, Problem[]> = createIsolate({
    worker: new URL('./trial-worker.ts', import.meta.url),
    ...{ deadlineMs: DEADLINE_MS, heapMiB: HEAP_MIB, threads: 1 },
  });
  let isClosed = false;

  async function tryEdit(now: Written, version: number, before: number): Promise<void> {
    const stored = before === 0 ? null : await readStoredConfig(db, before, { directory, env, check: UNCHECKED });
    const result = await isolate.run({ now: plain(now), before: stored && plain(stored) });
    if (isClosed) return;
    if (result.kind === 'failed') {
      log.warn({ version, reason: result.reason }, 'could not try what watches are expected to match');
      return;
    }
    const { length: count } = result.value;
    if (count === 0) return;
    log.warn(
      { version, problems: result.value.map(formatProblem).slice(0, MAX_TOLD), count },
      'the configuration is active, and its watches do not do all that is expected of them',
    );
  }

  return {
    begin(now, version, before) {
      if (!mentionsExamples(now.files)) return;
      tryEdit(now, version, before).catch((error: unknown) => {
        if (!isClosed) log.warn({ err: error, version }, 'could not try what watches are expected to match');
      });
    },
    async close() {
      isClosed = true;
      await isolate.close();
    },
  };
}

/** The thread understands the files by itself. */
const UNCHECKED = async () => ({ kind: 'invalid' as const, problems: [] });

/** An escape may spell the key, too; see `readConfigFiles`. */
function mentionsExamples({ files }: ConfigFiles): boolean {
  return files.some(({ content }) => content.kind === 'text' && /expect|\\[xuU]/.test(content.text));
}

/** What can be handed to a thread: the environment of the process is no plain object. */
function plain({ files, variables }: Written): Written {
  return { files, variables: { ...variables, env: { ...variables.env } } };
}
