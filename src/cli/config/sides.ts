import { type Config, formatProblem, loadFiles, type Problem } from '../../config/load.ts';
import type { Variables } from '../../config/read/environment.ts';
import type { ConfigFiles } from '../../config/read/files.ts';
import { type ConfigChange, changesBetween } from '../../config/versions/changes.ts';
import { digestOf } from '../../config/versions/digest.ts';
import { type FilePatch, type FileTextOf, patchesBetween } from '../../config/versions/patch.ts';
import { readStoredConfig } from '../../pipeline/config/stored.ts';
import type { Database } from '../../store/database.ts';
import { shownPath } from '../shared/shown-path.ts';
import { type Tone, toned, tonedPatch } from '../shared/tone.ts';

/** A configuration that is compared with another. */
export interface Side {
  /** For people: `version 5`, `config/`. */
  name: string;
  files: ConfigFiles;
  variables: Variables;
  digest: string;
  /** Null: it is wrong. */
  config: Config | null;
  problems: Problem[];
}

/** What is in a directory. */
export async function sideOfDirectory(directory: string): Promise<Side> {
  const { files, variables, checked } = await loadFiles(directory, process.env);
  return { name: shownPath(directory), files, variables, digest: digestOf(files), ...outcomeOf(checked) };
}

/** A version, as it is understood here. @param directory Where the values of its variables may stand. */
export async function sideOfVersion(db: Database, number: number, directory: string): Promise<Side> {
  const name = `version ${number}`;
  const { files, variables, checked } = await readStoredConfig(db, number, { directory, env: process.env, name });
  return { name, files, variables, digest: digestOf(files), ...outcomeOf(checked) };
}

function outcomeOf(checked: Awaited<ReturnType<typeof loadFiles>>['checked']): Pick<Side, 'config' | 'problems'> {
  return checked.kind === 'valid'
    ? { config: checked.config, problems: [] }
    : { config: null, problems: checked.problems };
}

/** How one differs from the other. `changes` is null where one of them is wrong. */
export interface Comparison {
  changes: ConfigChange[] | null;
  patches: FilePatch[];
}

/** How `after` differs from `before`. */
export function compareSides(before: Side, after: Side): Comparison {
  return {
    changes: before.config && after.config ? changesBetween(before.config, after.config) : null,
    patches: patchesBetween(textsOf(before), textsOf(after), [before.name, after.name]),
  };
}

function textsOf({ files }: Side): FileTextOf[] {
  return files.files.flatMap(({ path, content }) => (content.kind === 'text' ? [{ path, text: content.text }] : []));
}

const KIND_TONES: Record<ConfigChange['kind'], Tone> = { added: 'added', removed: 'removed', changed: 'warning' };

/** A comparison in lines for people, for a stream: what has changed, then the files line by line. */
export function comparisonLines({ changes, patches }: Comparison, stream: NodeJS.WriteStream): string[] {
  const told = (changes ?? []).map(({ about, id, kind, what }) => {
    const parts = what.length > 0 ? `: ${what.join(', ')}` : '';
    return `${toned(KIND_TONES[kind], kind.padEnd(8), stream)} ${visible(`${about.padEnd(11)} ${id}${parts}`)}`;
  });
  const files = patches.flatMap(({ path, kind, lines }) =>
    lines === null
      ? [`${kind} file ${visible(path)}, in more than can be shown`]
      : tonedPatch(lines.map(visible), stream),
  );
  return told.length > 0 && files.length > 0 ? [...told, '', ...files] : [...told, ...files];
}

/** A line of a file, without what would do something to a terminal. */
function visible(line: string): string {
  return line.replace(/(?!\t)[\p{Cc}\p{Cf}]/gu, '\u{FFFD}');
}

/** Problems as lines. */
export function problemLines({ problems }: Side): string[] {
  return problems.map(formatProblem);
}
