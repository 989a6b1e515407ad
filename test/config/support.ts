import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Config, formatProblem, loadConfig } from '../../src/config/load.ts';
import type { Environment } from '../../src/config/read/environment.ts';

/** Files of a configuration, by their path in its directory. */
export type Files = Record<string, string | Buffer>;

/** Runs `use` with a directory that holds the files, and removes it. */
export async function withFiles<T>(files: Files, use: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'wirewatch-config-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      const path = join(directory, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    }
    return await use(directory);
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** The problems of a configuration as they are printed, its directory left out. A string is the main file. */
export function problemsOf(files: Files | string, env: Environment = {}): Promise<string[]> {
  return withFiles(asFiles(files), async (directory) => {
    const loaded = await loadConfig(directory, env);
    if (loaded.kind === 'valid') return [];
    return loaded.problems.map((problem) => formatProblem(problem).replaceAll(`${directory}/`, ''));
  });
}

/** The configuration, which must be valid. */
export function configOf(files: Files | string, env: Environment = {}): Promise<Config> {
  return withFiles(asFiles(files), async (directory) => {
    const loaded = await loadConfig(directory, env);
    if (loaded.kind === 'invalid') throw new Error(loaded.problems.map(formatProblem).join('\n'));
    return loaded.config;
  });
}

function asFiles(files: Files | string): Files {
  return typeof files === 'string' ? { 'wirewatch.yaml': files } : files;
}
