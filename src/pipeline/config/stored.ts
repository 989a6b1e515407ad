import { type CheckedConfig, checkFiles } from '../../config/check/check-files.ts';
import type { ConfigChecker } from '../../config/check/checker.ts';
import { withDotEnv } from '../../config/read/dot-env.ts';
import { type Environment, type Variables, withContentsFor } from '../../config/read/environment.ts';
import type { ConfigFiles } from '../../config/read/files.ts';
import type { Database } from '../../store/database.ts';
import { activeNumber, filesOfVersion } from '../../store/versions/config-versions.ts';

/** A version, as it is understood here. */
export interface StoredConfig {
  files: ConfigFiles;
  variables: Variables;
  checked: CheckedConfig;
}

/**
 * Reads the files of a version and checks them as docs/configuration.md tells, with the variables of this process.
 *
 * @param check In this thread unless given.
 * @param directory Where its `.env` is looked for, and by which problems name its files unless `name` is given.
 */
export async function readStoredConfig(
  db: Database,
  number: number,
  {
    directory,
    env,
    name = directory,
    check = async (files, variables) => checkFiles(files, variables),
  }: { directory: string; env: Environment; name?: string; check?: ConfigChecker['check'] },
): Promise<StoredConfig> {
  const stored = await filesOfVersion(db, number);
  const files: ConfigFiles = {
    directory: name,
    files: stored.map(({ path, text }) => ({ path, content: { kind: 'text', text } })),
  };
  let variables: Variables = { env: await withDotEnv(directory, env), contents: {} };
  for (const { text } of stored) variables = await withContentsFor(text, variables);
  return { files, variables, checked: await check(files, variables) };
}

/** The active version, read as {@link readStoredConfig} does; null before the first. */
export async function readActiveConfig(
  db: Database,
  from: { directory: string; env: Environment },
): Promise<(StoredConfig & { version: number }) | null> {
  const version = await activeNumber(db);
  return version === 0
    ? null
    : { version, ...(await readStoredConfig(db, version, { ...from, name: `version ${version}` })) };
}
