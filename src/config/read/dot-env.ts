import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { Environment } from './environment.ts';
import { readText } from './read-text.ts';

/** The file beside `wirewatch.yaml` that holds values of variables, secrets mostly. */
export const DOT_ENV_FILE = '.env';

/**
 * The environment, and behind it what stands in the configuration's `.env` (lines `NAME=value`, as Node reads them): a
 * variable that the environment sets, be it by `NAME_FILE`, is left as it is, and the file names no files itself. Without such
 * a file, or where it cannot be read, the environment alone. Never rejects.
 */
export async function withDotEnv(directory: string, env: Environment): Promise<Environment> {
  const content = await readText(join(directory, DOT_ENV_FILE));
  if (content.kind !== 'text') return env;
  const more = Object.entries(parseEnv(content.text)).filter(
    ([name]) => !env[name] && !env[`${name}_FILE`] && !name.endsWith('_FILE'),
  );
  return { ...env, ...Object.fromEntries(more) };
}
