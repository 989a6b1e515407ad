import { join } from 'node:path';
import { createIsolate, type Isolate } from '../../isolate/isolate.ts';
import type { Variables } from '../read/environment.ts';
import type { ConfigFiles } from '../read/files.ts';
import { type CheckedConfig, checkFiles } from './check-files.ts';

/** What is checked. */
export interface CheckTask {
  files: ConfigFiles;
  variables: Variables;
}

/** Checks configurations beside everything else that the process does. */
export interface ConfigChecker {
  /** As `checkFiles`. Never rejects: a configuration that takes too long or too much is invalid. */
  check(files: ConfigFiles, variables: Variables): Promise<CheckedConfig>;
  close(): Promise<void>;
}

/** UTF-16 code units up to which a check takes less than the start of a thread would: some 20 ms. */
const SMALL = 64 * 1024;
/** The largest that there may be (docs/configuration.md) takes some 20 s on a slow machine. */
const DEADLINE_MS = 120_000;
const HEAP_MIB = 2_048;

/** A check of ten thousand watches takes seconds, in which nothing else may stand still: what is large is checked in a thread. */
export function createConfigChecker(): ConfigChecker {
  const isolate: Isolate<CheckTask, CheckedConfig> = createIsolate({
    worker: new URL('./check-worker.ts', import.meta.url),
    ...{ deadlineMs: DEADLINE_MS, heapMiB: HEAP_MIB, threads: 1 },
  });
  return {
    async check(files, variables) {
      if (sizeOf(files) <= SMALL) return checkFiles(files, variables);
      // The environment of the process is no plain object.
      const result = await isolate.run({ files, variables: { ...variables, env: { ...variables.env } } });
      if (result.kind === 'done') return result.value;
      if (result.why === 'error') throw new Error(`the check of the configuration broke off: ${result.reason}`);
      const file = join(files.directory, 'wirewatch.yaml');
      return {
        kind: 'invalid',
        problems: [
          { file, line: 1, column: 1, reason: `The configuration could not be checked: it ${result.reason}.` },
        ],
      };
    },
    close: () => isolate.close(),
  };
}

function sizeOf({ files }: ConfigFiles): number {
  return files.reduce((sum, { content }) => sum + (content.kind === 'text' ? content.text.length : 0), 0);
}
