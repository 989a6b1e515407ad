import { resolve } from 'node:path';

/** The directory of the configuration: the flag, else the variable, else `config`. */
export function configDirectory(flag: string | undefined): string {
  return resolve(flag ?? (process.env.WIREWATCH_CONFIG || 'config'));
}
