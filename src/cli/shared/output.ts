import { once } from 'node:events';

/**
 * Prints lines on standard output, no faster than they are taken. When nobody reads any more (`| head`), the process ends
 * without a word.
 */
export function createOutput(): (line: string) => Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
  return async (line) => {
    if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
  };
}
