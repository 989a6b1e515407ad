import { type CheckedConfig, checkSources } from './check/check-files.ts';
import type { Environment, Variables } from './read/environment.ts';
import type { ConfigFiles } from './read/files.ts';
import { readConfigFiles } from './read/read-files.ts';
import { readSources, type SourceFile } from './read/sources.ts';

/** A configuration as it stood when it was read: to look into, and to edit, without reading it once more. */
export interface OpenConfig {
  /** As written. Empty when there is no configuration in the directory. */
  files: ConfigFiles;
  variables: Variables;
  /** As understood; also of a configuration that is wrong, as far as it goes. */
  sources: SourceFile[];
  checked: CheckedConfig;
}

/** Reads and checks the configuration in `directory`. Never rejects for what is in the files. */
export async function openConfig(directory: string, env: Environment): Promise<OpenConfig> {
  const { files, variables } = await readConfigFiles(directory, env);
  return understand(files, variables);
}

/** The same for files that were read before. */
export function understand(files: ConfigFiles, variables: Variables): OpenConfig {
  const sources = readSources(files, variables);
  return { files, variables, sources: sources.files, checked: checkSources(sources) };
}
