import { createIsolate, type Isolate } from '../isolate.ts';
import type { FeedDocument, FeedReading } from './read-document.ts';

/** A document takes some 20 ms; one that takes this long is made to. */
const DEADLINE_MS = 5_000;
const HEAP_MIB = 256;

export interface FeedParser {
  /** Never rejects for what a document is or does; one that overruns its time or heap is `unreadable`. */
  parse(document: FeedDocument): Promise<FeedReading>;
  /** Ends the threads; documents still being read end with them. */
  close(): Promise<void>;
}

/**
 * Feed documents → feed items, read in a worker thread that is killed when it overruns.
 *
 * @param options `threads`: documents read at once; `deadlineMs`, `heapMiB`: a document's limits, 5,000 ms and 256 MiB
 * when not given.
 */
export function createFeedParser(options: { threads: number; deadlineMs?: number; heapMiB?: number }): FeedParser {
  const isolate: Isolate<FeedDocument, FeedReading> = createIsolate({
    worker: new URL('./parse-worker.ts', import.meta.url),
    deadlineMs: options.deadlineMs ?? DEADLINE_MS,
    heapMiB: options.heapMiB ?? HEAP_MIB,
    threads: options.threads,
  });
  return {
    async parse(document) {
      const result = await isolate.run(document);
      if (result.kind === 'done') return result.value;
      // The message of an error may quote the document.
      const reason = result.why === 'error' ? 'the document broke its readers' : `reading it ${result.reason}`;
      return { kind: 'unreadable', reason };
    },
    close: () => isolate.close(),
  };
}
