// Runs in a worker thread; see edit-watch.ts.
import { addWatch, editWatch, removeWatch, type WatchEdit } from '../../config/edit/watches.ts';
import { type OpenConfig, openConfig } from '../../config/open.ts';
import type { EditTask, PreparedEdit, WatchChange } from './edit-watch.ts';

/** Reads the files in a directory, and makes of them what they would be after a change. Nothing is written. */
export default async function prepare({ directory, env, change }: EditTask): Promise<PreparedEdit> {
  const open = await openConfig(directory, env);
  return { files: open.files, edit: await make(open, change) };
}

function make(open: OpenConfig, change: WatchChange): Promise<WatchEdit> {
  switch (change.verb) {
    case 'add':
      return addWatch(open, change.id, change.keys, { dryRun: true });
    case 'edit':
      return editWatch(open, change.id, change.keys, { dryRun: true });
    case 'remove':
      return removeWatch(open, change.id, { dryRun: true });
  }
}
