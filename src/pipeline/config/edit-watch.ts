import { addWatch, editWatch, removeWatch, type WatchEdit, type WatchKeys } from '../../config/edit/watches.ts';
import { type OpenConfig, openConfig } from '../../config/open.ts';
import type { Environment } from '../../config/read/environment.ts';
import { digestOf } from '../../config/versions/digest.ts';
import { type FileTextOf, patchesBetween } from '../../config/versions/patch.ts';
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
export type WatchEditor = (request: EditRequest) => Promise<EditResult>;

/** A {@link WatchEditor} of a directory. The files are written in the moment in which the edit becomes active, or not at all. */
export function createWatchEditor(db: Database, directory: string, env: Environment): WatchEditor {
  return async ({ change, base, author, message, dryRun }) => {
    const open = await openConfig(directory, env);
    const active = await findActiveVersion(db);
    const outdated = async (number: number): Promise<EditResult> => {
      const tried = await make(open, change, true);
      const yours = tried.kind === 'done' ? tried.patch : null;
      return { kind: 'outdated', active: number, theirs: await differenceOf(db, base, number), yours };
    };
    if (!active || active.number !== base) return outdated(active?.number ?? 0);
    if (digestOf(open.files) !== active.digest)
      return { kind: 'behind', reason: `The files in the directory are not those of version ${base}, which runs.` };

    const checked = await make(open, change, true);
    if (checked.kind === 'refused') return refusalOf(checked);
    const { watch, patch } = checked;
    if (dryRun) return { kind: 'done', version: base, watch, patch };
    return publishing(async (beforehand) => {
      const about = { author, message, source: `watch ${change.verb}`, restores: null, diskDigest: null };
      const { after } = checked;
      const published = await publish(db, { files: after.files, config: after.config, base, beforehand, ...about });
      if (published.kind === 'outdated') return outdated(published.active.number);
      return { kind: 'done', version: published.version, watch, patch };
    });

    /** Writes the files in the middle of it; what cannot be written is not published. */
    async function publishing(run: (write: () => Promise<void>) => Promise<EditResult>): Promise<EditResult> {
      let refusal: EditResult | null = null;
      try {
        return await run(async () => {
          const written = await make(open, change, false);
          if (written.kind === 'done') return;
          refusal = refusalOf(written);
          throw new Error('the files could not be written');
        });
      } catch (error) {
        if (refusal) return refusal;
        throw error;
      }
    }
  };
}

function make(open: OpenConfig, change: WatchChange, dryRun: boolean): Promise<WatchEdit> {
  switch (change.verb) {
    case 'add':
      return addWatch(open, change.id, change.keys, { dryRun });
    case 'edit':
      return editWatch(open, change.id, change.keys, { dryRun });
    case 'remove':
      return removeWatch(open, change.id, { dryRun });
  }
}

function refusalOf({ reasons, patch }: Extract<WatchEdit, { kind: 'refused' }>): EditResult {
  return { kind: 'refused', reasons, patch: patch ?? null };
}

/** What became another from one version to a later one. */
async function differenceOf(db: Database, from: number, to: number): Promise<string | null> {
  const [before, after]: FileTextOf[][] = await Promise.all([filesOfVersion(db, from), filesOfVersion(db, to)]);
  const patches = patchesBetween(before!, after!, [`version ${from}`, `version ${to}`]);
  return patches.some(({ lines }) => lines === null) ? null : patches.flatMap(({ lines }) => lines!).join('\n');
}
