import { hash } from 'node:crypto';
import type { Environment, Variables } from '../../config/read/environment.ts';
import type { ConfigFiles } from '../../config/read/files.ts';
import { readConfigFiles } from '../../config/read/read-files.ts';
import { digestOf } from '../../config/versions/digest.ts';

/** What is in a directory at the moment. */
export interface Look {
  files: ConfigFiles;
  variables: Variables;
  /** Of the files. */
  digest: string;
  /** Of the values that are read from files: they may change while the configuration does not. */
  values: string;
}

/** Reads the files of the configuration in `directory`, and those that variables stand for. */
export async function lookAt(directory: string, env: Environment): Promise<Look> {
  const { files, variables } = await readConfigFiles(directory, env);
  return { files, variables, digest: digestOf(files), values: digestOfValues(variables) };
}

/** Holds no secret. */
export function digestOfValues({ env, contents }: Variables): string {
  return hash('sha256', JSON.stringify([Object.entries(env).sort(), Object.entries(contents).sort()]));
}

/** True when nothing is another in one than in the other. */
export function isSameLook(a: Look | null, b: Look): boolean {
  return a !== null && a.digest === b.digest && a.values === b.values;
}
