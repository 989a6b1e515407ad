import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { type CheckedConfig, loadConfig } from '../load.ts';
import type { Problem } from '../problem.ts';
import type { Environment } from '../read/environment.ts';

/**
 * The configuration as it would be if some of its files were others. It is put together in a directory of its own that
 * only this user can read, and which is gone afterwards: nothing of the real one is touched.
 *
 * @param files Absolute paths of the files the configuration is read from now.
 * @param changes Absolute paths, below `directory`, with the texts they would have.
 */
export async function tryConfig(
  directory: string,
  files: string[],
  changes: ReadonlyMap<string, string>,
  env: Environment,
): Promise<CheckedConfig> {
  const trial = await mkdtemp(join(tmpdir(), 'wirewatch-trial-'));
  try {
    const inTrial = async (path: string) => {
      const target = join(trial, relative(directory, path));
      await mkdir(dirname(target), { recursive: true });
      return target;
    };
    for (const path of files) if (!changes.has(path)) await copyFile(path, await inTrial(path));
    for (const [path, text] of changes) await writeFile(await inTrial(path), text);
    const loaded = await loadConfig(trial, env);
    const toReal = (problem: Problem): Problem => ({
      ...problem,
      file: resolve(directory, relative(trial, problem.file)),
      // A reason may name a second place.
      reason: problem.reason.replaceAll(trial, directory),
    });
    return loaded.kind === 'valid' ? loaded : { kind: 'invalid', problems: loaded.problems.map(toReal) };
  } finally {
    await rm(trial, { recursive: true, force: true });
  }
}
