import { relative, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { closest } from '../../match/query/suggest.ts';
import type { Watch } from '../../model/watch.ts';
import type { Config } from '../check/assemble.ts';
import type { OpenConfig } from '../open.ts';
import { didYouMean, formatPlace, quoted } from '../problem.ts';
import { type Entry, entriesOf } from '../read/entries.ts';
import { type ConfigFiles, MAIN_FILE } from '../read/files.ts';
import { withAppended } from './append.ts';
import { withEntryChanged, withoutEntry } from './change-entry.ts';
import { type FileChange, withChanges } from './changed-files.ts';
import { asWritten, commitChanges, type RefusedEdit, refused } from './commit.ts';
import { literal } from './literal.ts';
import { patchOf } from './patch.ts';

/** What may be said of a watch, as a configuration has it; what is left out stays as it is. */
export interface WatchKeys {
  query?: string | undefined;
  name?: string | undefined;
  tags?: string[] | undefined;
  severity?: string | undefined;
  receivers?: string[] | undefined;
  language?: string | undefined;
  dialect?: string | undefined;
}

/** An edit of one watch: done (or, in a dry run, ready to be), with the watch as it is now, null once it is removed. */
export type WatchEdit =
  | {
      kind: 'done';
      watch: Watch | null;
      /** The file that was written to; absolute. */
      file: string;
      /** The configuration as it is then. */
      after: { files: ConfigFiles; config: Config };
      /** What is to be written for it, or was. */
      changes: FileChange[];
      /** What changed, as `patch -p1` reads it; null where that would take too long to tell. */
      patch: string | null;
    }
  | RefusedEdit;

/** How an edit is made. */
export interface WatchEditOptions {
  /** Everything is checked, and nothing written. */
  dryRun?: boolean;
}

/**
 * Adds a watch to the file that has the last of them, else to the main file. As with every edit here, comments and layout
 * stay, the whole configuration is checked as it would be, and a file that others changed meanwhile is left alone.
 */
export async function addWatch(
  open: OpenConfig,
  id: string,
  keys: WatchKeys & { query: string },
  { dryRun = false }: WatchEditOptions = {},
): Promise<WatchEdit> {
  const entries = entriesOf(open.sources, 'watches');
  const same = entries.find((entry) => entry.value.id === id);
  if (same) return refused(`The id ${quoted(id)} is already used at ${formatPlace(placeOf(same))}.`);
  const { query, name, tags, severity, receivers, language, dialect } = keys;
  const entry = given({ id, name, query, severity, tags, receivers, language, dialect });
  const file = entries.at(-1)?.source.file ?? resolve(open.files.directory, MAIN_FILE);
  return change(open, file, (text) => withAppended(text, 'watches', [entry]), { id, dryRun });
}

/** Changes what is given of a watch, and nothing else. */
export async function editWatch(
  open: OpenConfig,
  id: string,
  keys: WatchKeys,
  { dryRun = false }: WatchEditOptions = {},
): Promise<WatchEdit> {
  const entry = find(open, id);
  if ('kind' in entry) return entry;
  const index = Number(entry.path[1]);
  return change(open, entry.source.file, (text) => withEntryChanged(text, 'watches', index, given(keys)), {
    id,
    dryRun,
  });
}

/** Takes a watch out of the configuration; its alerts and stories stay where they are. */
export async function removeWatch(
  open: OpenConfig,
  id: string,
  { dryRun = false }: WatchEditOptions = {},
): Promise<WatchEdit> {
  const entry = find(open, id);
  if ('kind' in entry) return entry;
  const index = Number(entry.path[1]);
  return change(open, entry.source.file, (text) => withoutEntry(text, 'watches', index), { id, dryRun });
}

async function change(
  open: OpenConfig,
  file: string,
  make: (text: string) => string | null,
  { id, dryRun }: { id: string; dryRun: boolean },
): Promise<WatchEdit> {
  const path = relative(resolve(open.files.directory), resolve(file));
  const before = await asWritten(path, open.files);
  const text = before.before.kind === 'text' ? make(before.before.text) : null;
  if (text === null)
    return refused(`${quoted(path)} cannot be changed here without its layout: edit the watch ${quoted(id)} by hand.`);
  const changes = [{ ...before, text }];
  const done = await commitChanges(open, changes, othersAreTheSame(id), dryRun);
  if (done.kind === 'refused') return done;
  const watch = done.config.watches.find((one) => one.id === id) ?? null;
  const after = { files: withChanges(open.files, changes), config: done.config };
  return { kind: 'done', watch, file: resolve(file), after, changes, patch: patchOf(changes) };
}

/** Nothing but the one watch may have changed; and the inbox, which comes and goes with those that name it. */
function othersAreTheSame(id: string) {
  return (before: Config, after: Config): string | null => {
    const rest = ({ watches, receivers: _, ...config }: Config) => ({
      ...config,
      watches: watches.filter((watch) => watch.id !== id),
    });
    return isDeepStrictEqual(rest(before), rest(after)) ? null : 'This would change more than the one watch.';
  };
}

function find({ sources }: OpenConfig, id: string): Entry | RefusedEdit {
  const entries = entriesOf(sources, 'watches');
  const entry = entries.find(({ value }) => value.id === id);
  if (entry) return entry;
  const ids = entries.flatMap(({ value }) => (typeof value.id === 'string' ? [value.id] : []));
  return refused(`There is no watch ${quoted(id)}.${didYouMean(closest(id, ids))}`);
}

function placeOf({ source, path }: Entry) {
  return source.placeOf([...path, 'id']);
}

function given(keys: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(keys)
      .filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))
      .map(([key, value]) => [key, literal(value)]),
  );
}
