import { type FileChange, type Writing, writeChanges } from '../../config/edit/changed-files.ts';
import type { WatchEdit, WatchKeys } from '../../config/edit/watches.ts';
import type { Environment } from '../../config/read/environment.ts';
import type { ConfigFiles } from '../../config/read/files.ts';
import { digestOf } from '../../config/versions/digest.ts';
import { type FileTextOf, patchesBetween } from '../../config/versions/patch.ts';
import { createIsolate, type Isolate } from '../../isolate/isolate.ts';
import type { Watch } from '../../model/watch.ts';
import type { Database } from '../../store/database.ts';
import { filesOfVersion, findActiveVersion } from '../../store/versions/config-versions.ts';
import { publish } from './publish.ts';

/** What is to become of a watch. */
export type WatchChange =
  | { verb: 'add'; id: string; keys: WatchKeys & { query: string } }
  | { verb: 'edit'; id: string; keys: WatchKeys }
  | { verb: 'remove'; id: string };

/** An edit of the files in a directory that is active once it is saved. */
export interface EditRequest {
  change: WatchChange;
  /** Number of the version that whoever edits has before him. */
  base: number;
  /** Who does it, for the list of versions. */
  author: string;
  message: string | null;
  /** Everything is checked, and nothing written or activated. */
  dryRun: boolean;
}

/** What became of an edit; patches are as `patch -p1` reads them, null where they would be too long. */
export type EditResult =
  | { kind: 'done'; version: number; watch: Watch | null; patch: string | null }
  /** Another version is active than the edit began from: what was changed there since, and what the edit would have. */
  | { kind: 'outdated'; active: number; theirs: string | null; yours: string | null }
  /** The files in the directory are not those that run, so an edit of them would bring more than itself. */
  | { kind: 'behind'; reason: string }
  /** Not done, and why, each a sentence; with the patch where nobody may write to the files. */
  | { kind: 'refused'; reasons: string[]; patch: string | null };

/** Edits of the configuration in a directory, by whoever has no hands on its files. */
export interface WatchEditor {
  edit(request: EditRequest): Promise<EditResult>;
  close(): Promise<void>;
}

/** What is prepared in a thread. */
export interface EditTask {
  directory: string;
  env: Environment;
  change: WatchChange;
}

/** The files as they are, and what comes of the change; nothing is written yet. */
export interface PreparedEdit {
  files: ConfigFiles;
  edit: WatchEdit;
}

const DEADLINE_MS = 120_000;
const HEAP_MIB = 2_048;

/**
 * A {@link WatchEditor} of a directory. The files are written in the moment in which the edit becomes active, or not at all.
 * They are read, changed and checked in a thread: with ten thousand watches that takes seconds.
 *
 * @param afterwards Called and waited for once an edit is active: has this process run it before anybody is told.
 */
export function createWatchEditor(
  db: Database,
  directory: string,
  env: Environment,
  afterwards: () => Promise<unknown> = async () => {},
): WatchEditor {
  const isolate: Isolate<EditTask, PreparedEdit> = createIsolate({
    worker: new URL('./edit-worker.ts', import.meta.url),
    ...{ deadlineMs: DEADLINE_MS, heapMiB: HEAP_MIB, threads: 1 },
  });
  return {
    async edit(request) {
      // The environment of the process is no plain object.
      const result = await isolate.run({ directory, env: { ...env }, change: request.change });
      if (result.kind === 'failed') throw new Error(`the edit could not be prepared: it ${result.reason}`);
      const edited = await finish(db, request, result.value);
      if (edited.kind === 'done' && !request.dryRun) await afterwards();
      return edited;
    },
    close: () => isolate.close(),
  };
}

async function finish(db: Database, request: EditRequest, { files, edit }: PreparedEdit): Promise<EditResult> {
  const { change, base, author, message, dryRun } = request;
  const outdated = async (active: number): Promise<EditResult> => {
    const yours = edit.kind === 'done' ? edit.patch : null;
    return { kind: 'outdated', active, theirs: await differenceOf(db, base, active), yours };
  };
  const active = await findActiveVersion(db);
  if (!active || active.number !== base) return outdated(active?.number ?? 0);
  if (digestOf(files) !== active.digest)
    return { kind: 'behind', reason: `The files in the directory are not those of version ${base}, which runs.` };
  if (edit.kind === 'refused') return { kind: 'refused', reasons: edit.reasons, patch: edit.patch ?? null };
  const { watch, patch, after, changes } = edit;
  if (dryRun) return { kind: 'done', version: base, watch, patch };

  let isWritten = false;
  const about = { author, message, source: `watch ${change.verb}`, restores: null, diskDigest: null };
  try {
    const published = await publish(db, { files: after.files, config: after.config, base, ...about, beforehand });
    if (published.kind === 'outdated') return outdated(published.active.number);
    return { kind: 'done', version: published.version, watch, patch };
  } catch (error) {
    if (error instanceof NotWritten) return unwritten(error.writing);
    if (isWritten) await takeBack(db, changes, after.files);
    throw error;
  }

  async function beforehand() {
    const writing = await writeChanges(changes);
    if (writing.kind !== 'written') throw new NotWritten(writing);
    isWritten = true;
  }
}

/** Files that were written for an edit that came to nothing are as they were, unless others changed them meanwhile. */
async function takeBack(db: Database, changes: FileChange[], files: ConfigFiles): Promise<void> {
  // Where the connection broke at the end of the transaction, it may stand; where nobody can tell, the files decide.
  const active = await findActiveVersion(db).catch(() => undefined);
  if (!active || active.digest === digestOf(files)) return;
  const back = changes.flatMap(({ before, text, ...where }) =>
    before.kind === 'text' ? [{ ...where, before: { kind: 'text' as const, text }, text: before.text }] : [],
  );
  await writeChanges(back);
}

type Unwritten = Exclude<Writing, { kind: 'written' }>;

/** Ends the transaction in which the files were to be written. */
class NotWritten extends Error {
  readonly writing: Unwritten;
  constructor(writing: Unwritten) {
    super(writing.reasons.join(' '));
    this.writing = writing;
  }
}

function unwritten({ kind, reasons, patch }: Unwritten): EditResult {
  // What others have just saved is no patch to apply.
  if (kind === 'changed') return { kind: 'behind', reason: reasons.join(' ') };
  return { kind: 'refused', reasons, patch };
}

/** What became another from one version to a later one. */
async function differenceOf(db: Database, from: number, to: number): Promise<string | null> {
  const [before, after]: FileTextOf[][] = await Promise.all([filesOfVersion(db, from), filesOfVersion(db, to)]);
  const patches = patchesBetween(before!, after!, [`version ${from}`, `version ${to}`]);
  return patches.some(({ lines }) => lines === null) ? null : patches.flatMap(({ lines }) => lines!).join('\n');
}
