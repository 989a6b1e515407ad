import { createIsolate } from '../isolate/isolate.ts';
import type { Extraction } from './extraction.ts';
import { refuseResponse } from './page/guard.ts';

/** A page takes some 20 ms and 90 MiB; one that takes this much is made to. */
const DEADLINE_MS = 8_000;
const HEAP_MIB = 192;

/** What a server answered for an article page. */
export interface PageResponse {
  /** Handed over to the thread that reads it, and empty afterwards, where it has memory of its own. */
  html: Uint8Array;
  /** The `Content-Type` header, or null. */
  contentType: string | null;
  /** Absolute URL that answered, after redirects. */
  url: string;
}

/** Reads pages apart from everything else, several at once. */
export interface Extractor {
  /** Never rejects for what a page is or does. Nothing in the page runs, and nothing it names is loaded. */
  extract(response: PageResponse): Promise<Extraction>;
  /** Ends the threads; pages still being read end with them. */
  close(): Promise<void>;
}

/**
 * Article pages → articles: guarded, then decoded and read in a worker thread that is killed when it overruns its time or heap.
 *
 * @param options `threads`: pages read at once; `deadlineMs`, `heapMiB`: a page's limits, 8,000 ms and 192 MiB when not given.
 */
export function createExtractor(options: { threads: number; deadlineMs?: number; heapMiB?: number }): Extractor {
  const reader = createIsolate<PageResponse, Extraction>({
    worker: new URL('./worker.ts', import.meta.url),
    deadlineMs: options.deadlineMs ?? DEADLINE_MS,
    heapMiB: options.heapMiB ?? HEAP_MIB,
    threads: options.threads,
  });
  return {
    async extract({ html, contentType, url }) {
      const badResponse = refuseResponse(html, contentType);
      if (badResponse) return unreadable(badResponse);
      const result = await reader.run({ html, contentType, url }, ownMemoryOf(html));
      if (result.kind === 'done') return result.value;
      // The message of an error may quote the page.
      return unreadable(result.why === 'error' ? 'the page broke its readers' : `reading it ${result.reason}`);
    },
    close: () => reader.close(),
  };
}

/** A slice of memory that others use, too, is copied. */
function ownMemoryOf({ buffer, byteLength }: Uint8Array): ArrayBuffer[] {
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];
}

function unreadable(reason: string): Extraction {
  return { kind: 'unreadable', reason, flags: [] };
}
