import type { Command } from 'commander';
import type { WatchEdit, WatchKeys } from '../../config/edit/watches.ts';
import { type OpenConfig, openConfig } from '../../config/open.ts';
import { activateSaved } from '../config/activate-saved.ts';
import { configDirectory } from '../config/config-directory.ts';
import { withConfigOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';
import { shownPath } from '../shared/shown-path.ts';
import { patchText } from '../shared/terminal-text.ts';
import { type QueryFlags, withQueryOptions } from './query-input.ts';

/** What the help of every verb that edits watches says. */
export const EDIT_HELP = `
Comments, quotation marks and layout of the file stay. The configuration is checked as it would be: what would make it
wrong is refused, and no file changes. Where others changed the file meanwhile, what they changed is shown; where nobody
may write to it, a patch is, to be applied where it comes from.`;

/** Flags of a verb that edits a watch. */
export interface EditFlags {
  config?: string;
  dryRun?: true;
  json?: true;
}

/** Flags that say what a watch is to be. */
export interface KeyFlags extends QueryFlags {
  name?: string;
  severity?: string;
  tag: string[];
  receiver: string[];
}

/** Adds what every verb that edits a watch has. */
export function withEditOptions(command: Command): Command {
  return withConfigOption(command)
    .option('--dry-run', 'check everything, write nothing, and show the patch')
    .option(
      '--json',
      'print one JSON object: {"ok":true,"watch":{…},"file":"…","patch":"…"} or {"ok":false,"reasons":[…]}',
    );
}

/** Adds an option for each key of a watch but its query. */
export function withKeyOptions(command: Command): Command {
  const several = (value: string, values: string[]) => [...values, value];
  return withQueryOptions(command)
    .option('--name <name>', 'shown to people instead of the id')
    .option('--severity <label>', 'a label of your own, such as high')
    .option('--tag <tag>', 'label of your own; may be given several times', several, [])
    .option('--receiver <id>', 'who is told; may be given several times', several, []);
}

/** The keys of a watch that flags give. */
export function keysOf({ name, severity, tag, receiver, language, dialect }: KeyFlags): Omit<WatchKeys, 'query'> {
  return { name, severity, tags: tag, receivers: receiver, language, dialect };
}

/** Makes an edit and tells what came of it: exit code 1 where nothing did. `done` is a verb: `added`. */
export async function runEdit(
  { config, dryRun, json }: EditFlags,
  { id, verb, done }: { id: string; verb: 'add' | 'edit' | 'remove'; done: string },
  make: (open: OpenConfig, options: { dryRun: boolean }) => Promise<WatchEdit>,
): Promise<void> {
  const print = createOutput();
  const configDir = configDirectory(config);
  const open = await openConfig(configDir, process.env);
  const edit = await make(open, { dryRun: dryRun ?? false });
  if (edit.kind === 'refused') process.exitCode = 1;
  if (json) {
    const { kind, ...rest } = edit.kind === 'done' ? { ...edit, after: undefined, changes: undefined } : edit;
    if (kind === 'done' && !dryRun) await activate();
    return print(JSON.stringify({ ok: kind === 'done', ...rest }));
  }
  if (edit.kind === 'refused') for (const reason of edit.reasons) console.error(reason);
  else if (!dryRun) await print(`${done} ${id}: ${shownPath(edit.file)}; ${await activate()}`);
  const isPatchWanted = edit.kind === 'refused' || dryRun;
  if (isPatchWanted && edit.patch) await print(patchText(edit.patch));

  function activate() {
    return activateSaved({ configDir, before: open.files, source: `watch ${verb}` });
  }
}
