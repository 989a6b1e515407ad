/** For verbs that say what they have when they are interrupted: aborted by the first Ctrl-C, while a second one ends the process at once. */
export function stopAtInterrupt(): AbortSignal {
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort());
  return stopping.signal;
}

/** Of a shell for what a SIGINT has ended (128 and its number), so that nobody takes a part for the whole. */
export const INTERRUPTED = 130;
