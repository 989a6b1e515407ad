import { createIsolate, type Isolate } from '../../isolate/isolate.ts';
import type { FeedDocument, FeedReading, ResolvedReading } from './read-document.ts';

/** A document takes some 10 ms; one that takes this long is made to. */
const DEADLINE_MS = 4_000;
const HEAP_MIB = 256;

/** Reads documents apart from everything else, several at once. */
export interface FeedParser {
  /** Never rejects for what a document is or does; one that overruns its time or heap is `unreadable`. */
  parse(document: FeedDocument): Promise<FeedReading>;
  /** Ends the threads; documents still being read end with them. */
  close(): Promise<void>;
}

/** As {@link FeedParser}, for those who want what the feed says as it says it. */
export interface FeedResolver {
  resolve(document: FeedDocument): Promise<ResolvedReading>;
  close(): Promise<void>;
}

/** How many documents are read at once, and a document's limits: 4,000 ms and 256 MiB when not given. */
export interface ParserOptions {
  threads: number;
  deadlineMs?: number;
  heapMiB?: number;
}

/** Feed documents → feed items, read in a worker thread that is killed when it overruns. */
export function createFeedParser(options: ParserOptions): FeedParser {
  const isolate: Isolate<FeedDocument, FeedReading> = isolateFor('./parse-worker.ts', options);
  return { parse: (document) => readIn(isolate, document), close: () => isolate.close() };
}

/** Feed documents → what they say, with HTML where they have HTML; in a worker thread, too. */
export function createFeedResolver(options: ParserOptions): FeedResolver {
  const isolate: Isolate<FeedDocument, ResolvedReading> = isolateFor('./resolve-worker.ts', options);
  return { resolve: (document) => readIn(isolate, document), close: () => isolate.close() };
}

function isolateFor<Output>(worker: string, options: ParserOptions): Isolate<FeedDocument, Output> {
  return createIsolate({
    worker: new URL(worker, import.meta.url),
    deadlineMs: options.deadlineMs ?? DEADLINE_MS,
    heapMiB: options.heapMiB ?? HEAP_MIB,
    threads: options.threads,
  });
}

async function readIn<Reading>(
  isolate: Isolate<FeedDocument, Reading>,
  document: FeedDocument,
): Promise<Reading | { kind: 'unreadable'; reason: string }> {
  const result = await isolate.run(document);
  if (result.kind === 'done') return result.value;
  // The message of an error may quote the document.
  const reason = result.why === 'error' ? 'the document broke its readers' : `reading it ${result.reason}`;
  return { kind: 'unreadable', reason };
}
