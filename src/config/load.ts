import { type CheckedConfig, checkFiles } from './check/check-files.ts';
import type { Environment, Variables } from './read/environment.ts';
import type { ConfigFiles } from './read/files.ts';
import { readConfigFiles } from './read/read-files.ts';

export type { CanaryConfig, Config } from './check/assemble.ts';
export type { CheckedConfig } from './check/check-files.ts';
export { formatProblem, formatWarning, type Problem } from './problem.ts';

/**
 * Reads `wirewatch.yaml` in `directory`, and what it includes, and checks it, as docs/configuration.md tells. Never
 * rejects for what is in the files, or for files that are not there.
 */
export async function loadConfig(directory: string, env: Environment): Promise<CheckedConfig> {
  return (await loadFiles(directory, env)).checked;
}

/** The same, with the files as they are written, and what variables stand for. */
export async function loadFiles(
  directory: string,
  env: Environment,
): Promise<{ files: ConfigFiles; variables: Variables; checked: CheckedConfig }> {
  const { files, variables } = await readConfigFiles(directory, env);
  return { files, variables, checked: checkFiles(files, variables) };
}
