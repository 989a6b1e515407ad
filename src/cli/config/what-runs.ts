import { type CheckedConfig, checkFiles } from '../../config/check/check-files.ts';
import { type Config, loadConfig, type Problem } from '../../config/load.ts';
import { readConfigFiles } from '../../config/read/read-files.ts';
import { digestOf } from '../../config/versions/digest.ts';
import type { SettingFlags } from '../../settings.ts';
import type { Database } from '../../store/database.ts';
import { settingsOrExit } from '../shared/options.ts';
import { openRunningDatabase } from '../shared/running-database.ts';
import { shownPath } from '../shared/shown-path.ts';
import { printProblems, printWarnings } from './problem-lines.ts';

/** The configuration that a verb about what runs goes by. */
export interface WhatRuns {
  config: Config;
  /** Of the active version; null: none is known, and these are the files in the directory. */
  version: number | null;
  /** What the files in the directory say where they are others and right; null: they are the same, wrong or not there. */
  edited: Config | null;
}

/** The same where it can be understood with the variables of this process, else what is wrong with it. */
export type FoundWhatRuns = ({ kind: 'known' } & WhatRuns) | { kind: 'unknown'; problems: Problem[] };

/**
 * What runs, by an open database: the active version, and before the first one the files in the directory. Where the files
 * differ, or none is active, that is said on standard error.
 */
export async function findWhatRuns(db: Database, directory: string): Promise<FoundWhatRuns> {
  const { readActiveConfig } = await import('../../pipeline/config/stored.ts');
  const active = await readActiveConfig(db, { directory, env: process.env });
  const disk = await readConfigFiles(directory, process.env);
  if (active === null) {
    console.error(`No version is active yet: this is what ${folderOf(directory)} says.`);
    return found(checkFiles(disk.files, disk.variables), null, null);
  }
  const { version, checked, files } = active;
  const isSame = disk.files.files.length === 0 || digestOf(disk.files) === digestOf(files);
  const edited = isSame ? null : checkFiles(disk.files, disk.variables);
  if (edited) console.error(differenceOf(directory, `version ${version}, which ${await tenseOf(db)}`, edited));
  return found(checked, version, edited?.kind === 'valid' ? edited.config : null);
}

/** {@link findWhatRuns} for what cannot do without: null after the problems were told and the exit code was set to 1. */
export async function whatRuns(db: Database, directory: string): Promise<WhatRuns | null> {
  return knownOrTold(await findWhatRuns(db, directory));
}

/**
 * The same for what needs no database: one that is there is asked, and none is started. Where none can be, the files in the
 * directory are read, and standard error says so.
 */
export async function findWhatRunsHere(flags: SettingFlags): Promise<FoundWhatRuns> {
  const { configDir: directory, ...settings } = settingsOrExit(flags);
  await using open = new AsyncDisposableStack();
  const running = await openRunningDatabase(settings, open);
  if (running.kind === 'open') return await findWhatRuns(running.db, directory);
  const reason = running.kind === 'none' ? 'Wirewatch does not run here' : `What runs is not known (${running.reason})`;
  console.error(`${reason}: this is what ${folderOf(directory)} says.`);
  return found(await loadConfig(directory, process.env), null, null);
}

/** {@link findWhatRunsHere} for what cannot do without: null as in {@link whatRuns}. */
export async function whatRunsHere(flags: SettingFlags): Promise<WhatRuns | null> {
  return knownOrTold(await findWhatRunsHere(flags));
}

/** The files in the directory, where there is no database, which is said; null as in {@link whatRuns}. */
export async function whatFilesSay(directory: string): Promise<WhatRuns | null> {
  console.error(`There is no database yet: this is what ${folderOf(directory)} says.`);
  return knownOrTold(found(await loadConfig(directory, process.env), null, null));
}

/** `config/`, as it is called in a sentence. */
export function folderOf(directory: string): string {
  return `${shownPath(directory)}/`;
}

function found(checked: CheckedConfig, version: number | null, edited: Config | null): FoundWhatRuns {
  if (checked.kind === 'invalid') return { kind: 'unknown', problems: checked.problems };
  // Those of a version that runs were told when it was saved.
  if (version === null) printWarnings(checked.warnings);
  return { kind: 'known', config: checked.config, version, edited };
}

function knownOrTold(what: FoundWhatRuns): WhatRuns | null {
  if (what.kind === 'known') return what;
  printProblems(what.problems);
  process.exitCode = 1;
  return null;
}

function differenceOf(directory: string, active: string, { kind }: CheckedConfig): string {
  return kind === 'valid'
    ? `${folderOf(directory)} differs from ${active}; \`wirewatch config diff\` shows how`
    : `${folderOf(directory)} is wrong and differs from ${active}; \`wirewatch config check\` says why`;
}

async function tenseOf(db: Database): Promise<string> {
  const { listProcesses } = await import('../../store/work/reports.ts');
  return (await listProcesses(db)).length > 0 ? 'runs' : 'ran last';
}
