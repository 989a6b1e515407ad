import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';
import { withAppended } from '../../config/edit/append.ts';
import { addFeedsToConfig, type NewFeed } from '../../config/edit/edit.ts';
import { formatProblem } from '../../config/load.ts';
import { type OpenConfig, openConfig } from '../../config/open.ts';
import { DOT_ENV_FILE } from '../../config/read/dot-env.ts';
import { MAIN_FILE } from '../../config/read/files.ts';
import { baseFiles, FEEDS_FILE, RECEIVERS_FILE, WATCHES_FILE } from './first-files.ts';

/** Who is told, as it is written: a secret by the name of its variable. */
export type NewReceiver =
  | { id: string; slack: { webhook_url: string } }
  | { id: string; email: { to: string[]; from: string; smtp_url: string } };

/** A first watch. */
export interface NewWatch {
  id: string;
  query: string;
}

/** A configuration that grows in a directory of its own, for nobody else to read, until it is put in its place. */
export interface Staging {
  /** As it stands now. */
  open(): Promise<OpenConfig>;
  /** Returns why the feeds do not do, in sentences; none: they are added. */
  addFeeds(feeds: NewFeed[]): Promise<string[]>;
  setWatch(watch: NewWatch): Promise<void>;
  /** Those before are forgotten, their secrets, too. Values of variables go to `.env`. */
  setReceivers(receivers: NewReceiver[], secrets: Record<string, string>): Promise<void>;
  /** Writes everything to `directory`, never over what is there: then, nothing is written. Returns the paths. */
  install(directory: string): Promise<{ kind: 'written'; files: string[] } | { kind: 'refused'; reason: string }>;
  remove(): Promise<void>;
}

/** Makes a configuration that holds nothing yet but the packs of names. */
export async function openStaging(allow: string[], env: NodeJS.ProcessEnv): Promise<Staging> {
  const root = await mkdtemp(join(tmpdir(), 'wirewatch-init-'));
  const base = await baseFiles(allow);
  // The main file comes last: what includes others is not there before them.
  const paths = [...base.map(({ path }) => path).filter((path) => path !== MAIN_FILE), DOT_ENV_FILE, MAIN_FILE];
  const textOf = (file: string) => base.find(({ path }) => path === file)!.text;
  for (const { path, text } of base) await write(root, path, text);

  return {
    open: () => openConfig(root, env),
    async addFeeds(feeds) {
      const edit = await addFeedsToConfig(await openConfig(root, env), feeds, { file: join(root, FEEDS_FILE) });
      return edit.kind === 'refused' ? edit.reasons : [];
    },
    async setWatch({ id, query }) {
      await write(root, WATCHES_FILE, withAppended(textOf(WATCHES_FILE), 'watches', [{ id, query: literal(query) }]));
    },
    async setReceivers(receivers, secrets) {
      const text = textOf(RECEIVERS_FILE);
      await write(root, RECEIVERS_FILE, receivers.length > 0 ? withAppended(text, 'receivers', receivers) : text);
      await rm(join(root, DOT_ENV_FILE), { force: true });
      if (Object.keys(secrets).length > 0) await write(root, DOT_ENV_FILE, dotEnvOf(secrets), 0o600);
    },
    async install(directory) {
      const { checked } = await openConfig(root, env);
      if (checked.kind === 'invalid')
        return { kind: 'refused', reason: checked.problems.map(formatProblem).join('\n').replaceAll(root, directory) };
      const taken = await standing(directory, paths);
      if (taken.length > 0) return { kind: 'refused', reason: takenReason(directory, taken) };
      try {
        return { kind: 'written', files: await copyAll(root, directory, paths) };
      } catch (error) {
        if (!(error instanceof Error && 'syscall' in error)) throw error;
        return { kind: 'refused', reason: `Nothing was written to ${directory}: ${error.message}.` };
      }
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

/** Which of the files of a first configuration are there already. */
export async function standingIn(directory: string): Promise<string[]> {
  return standing(directory, [...(await baseFiles([])).map(({ path }) => path), DOT_ENV_FILE]);
}

/** Why nothing is written to a directory that has these files. */
export function takenReason(directory: string, taken: string[]): string {
  const more = taken.length > 3 ? ` and ${taken.length - 3} more` : '';
  return `There is ${taken.slice(0, 3).join(', ')}${more} in ${directory} already, and nothing is written over. Name a directory of its own: wirewatch init news`;
}

async function standing(directory: string, paths: string[]): Promise<string[]> {
  const found = await Promise.all(
    paths.map((path) =>
      stat(join(directory, path)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return paths.filter((path, index) => found[index] && path !== '.gitignore');
}

/** All that are there, or none: one that cannot be written takes the others with it. */
async function copyAll(from: string, to: string, paths: string[]): Promise<string[]> {
  const written: string[] = [];
  try {
    for (const path of paths) {
      const text = await readFile(join(from, path)).catch(() => null);
      if (text === null) continue;
      const target = join(to, path);
      await mkdir(dirname(target), { recursive: true });
      const isOurs = await writeFile(target, text, { flag: 'wx', mode: path === DOT_ENV_FILE ? 0o600 : 0o644 }).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          // What a repository leaves out is its owner's to say.
          if (error.code === 'EEXIST' && path === '.gitignore') return false;
          throw error;
        },
      );
      if (isOurs) written.push(target);
    }
    return written;
  } catch (error) {
    for (const file of written) await rm(file, { force: true });
    throw error;
  }
}

async function write(root: string, path: string, text: string, mode = 0o644): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text, { mode });
}

/** A `${` that a person typed in a query is no variable. */
function literal(text: string): string {
  return text.replaceAll('${', '$$${');
}

/** Lines that are read as they were meant. @throws when a value holds all quotes there are, which no URL does. */
function dotEnvOf(secrets: Record<string, string>): string {
  const lines = Object.entries(secrets).map(([name, value]) => {
    const quoted = ["'", '"', '`'].map((quote) => `${name}=${quote}${value}${quote}`);
    const line = quoted.find((one) => parseEnv(one)[name] === value);
    if (line === undefined) throw new Error(`the value of ${name} cannot be written to ${DOT_ENV_FILE}`);
    return line;
  });
  return `# Secrets, for \${NAME} in the files beside this one. Nobody else should read it.\n${lines.join('\n')}\n`;
}
