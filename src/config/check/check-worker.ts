// Runs in a worker thread; see checker.ts.
import { checkFiles } from './check-files.ts';
import type { CheckTask } from './checker.ts';

/** As `checkFiles`, with its arguments as one. */
export default function check({ files, variables }: CheckTask) {
  return checkFiles(files, variables);
}
