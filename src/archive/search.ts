import type { Match } from '../model/watch.ts';
import { candidatesFor, countCandidates } from '../store/archive/lookup.ts';
import { type ArchivedArticle, articlesOf } from '../store/archive/stored-article.ts';
import type { Database } from '../store/database.ts';
import { createMatcher, type Watching } from './matcher.ts';
import { type MatcherThread, startMatcherThread } from './matcher-thread.ts';
import { planSearch } from './plan.ts';
import { ARCHIVE_VERSION } from './tokens.ts';
import { unlessStopped } from './unless-stopped.ts';

/** How far is searched, and who is told. */
export interface SearchOptions {
  /** Articles that were read before are passed over; null: none are. */
  since: Date | null;
  /** Articles looked at, at most: the latest of those that the index names. */
  lookAt: number;
  /** Ends the search with what was found. */
  signal?: AbortSignal | undefined;
  /** Told after each batch. */
  onProgress?: (progress: SearchProgress) => void;
}

/** What is searched for, and how far. */
export interface Search extends SearchOptions, Watching {}

/** How far a search has come. */
export interface SearchProgress {
  /** Articles that may satisfy it, by the index. */
  candidates: number;
  /** Those that were looked at. */
  looked: number;
  /** When the first of those was read; null: none was looked at. */
  backTo: Date | null;
  /** False: the index could not tell, and every article is a candidate. */
  byIndex: boolean;
}

/** How far a search came at its end. `whole`: to its end; `sample`: `lookAt` ended it; `stopped`: the signal did. */
export interface SearchEnd extends SearchProgress {
  end: 'whole' | 'sample' | 'stopped';
}

/** An article that satisfies one of the watches at least. */
export interface Found {
  article: ArchivedArticle;
  matches: Match[];
}

/** An article that satisfies a watch of one of several configurations at least. */
export interface FoundByEach {
  article: ArchivedArticle;
  /** Of each configuration. */
  matches: Match[][];
}

/** Articles read from the database at once: few at first, so that the first is soon shown. */
const FIRST_BATCH = 25;
const MAX_BATCH = 100;
/** Ids asked for at once. The condition is made anew for each page, which is little beside looking at so many articles. */
const PAGE = 20_000;
/** Candidates from which on a thread is worth its start; `npm run bench -- search` says what it costs. */
const APART_FROM = 300;
/** Batches that a thread has before it at most: one that it matches, and one that is read meanwhile. */
const AHEAD = 2;

/**
 * The articles of the archive that satisfy a watch, as {@link searchForEach} finds them.
 *
 * @throws when a watch is invalid, or fails at an article.
 */
export async function* searchArchive(db: Database, search: Search): AsyncGenerator<Found, SearchEnd> {
  const { watches, aliases } = search;
  const results = searchForEach(db, [{ watches, aliases }], search);
  try {
    for (;;) {
      const next = await results.next();
      if (next.done) return next.value;
      const { article, matches } = next.value;
      yield { article, matches: matches[0]! };
    }
  } finally {
    await results.return(undefined as never);
  }
}

/**
 * The articles of the archive that satisfy a watch of `configurations`, the latest first, as they are found. What the matcher finds in all
 * articles is found, and nothing else: the index only tells where it need not look.
 *
 * Many articles are matched in a thread. Nothing is read much further than the results are taken.
 *
 * @throws when a watch is invalid, or fails at an article.
 */
export async function* searchForEach(
  db: Database,
  configurations: readonly Watching[],
  options: SearchOptions,
): AsyncGenerator<FoundByEach, SearchEnd> {
  const { signal } = options;
  const here = createMatcher(configurations);
  const progress: SearchProgress = { candidates: 0, looked: 0, backTo: null, byIndex: true };
  const batches = batchesOf(db, configurations, options, progress);
  const ahead: Promise<Batch>[] = [];
  let thread: MatcherThread | null = null;
  let isRead = false;
  let isWhole = false;

  async function match(ids: readonly number[]): Promise<Batch> {
    const articles = (await articlesOf(db, ids)).toSorted((a, b) => b.id - a.id);
    // Until the thread is there, articles are matched here, so that the first results need not wait for it.
    const matches = await (thread?.isReady() ? thread : here).match(articles);
    return { size: ids.length, found: articles.map((article, nth) => ({ article, matches: matches[nth]! })) };
  }

  try {
    for (;;) {
      while (!isRead && ahead.length < (thread?.isReady() ? AHEAD : 1)) {
        const next = await unlessStopped(batches.next(), signal);
        if (next.done) {
          isRead = true;
          isWhole = next.value;
          break;
        }
        if (!thread && progress.candidates >= APART_FROM) thread = startMatcherThread(configurations);
        const batch = match(next.value);
        // Whoever waits for it is told; nobody may.
        batch.catch(() => {});
        ahead.push(batch);
      }
      const batch = ahead.shift();
      if (!batch) break;
      const { size, found } = await unlessStopped(batch, signal);
      for (const one of found) {
        signal?.throwIfAborted();
        if (one.matches.some((matches) => matches.length > 0)) yield one;
      }
      progress.looked += size;
      for (const { article } of found)
        if (progress.backTo === null || article.readAt < progress.backTo) progress.backTo = article.readAt;
      progress.candidates = Math.max(progress.candidates, progress.looked);
      options.onProgress?.({ ...progress });
    }
    isWhole ||= progress.looked >= progress.candidates;
    // What was forgotten meanwhile is not there to be looked at.
    if (isWhole) progress.candidates = progress.looked;
    return { ...progress, end: isWhole ? 'whole' : 'sample' };
  } catch (error) {
    if (signal?.aborted) return { ...progress, end: 'stopped' };
    throw error;
  } finally {
    await thread?.close();
    await Promise.allSettled(ahead);
  }
}

interface Batch {
  size: number;
  found: FoundByEach[];
}

/**
 * The ids of the candidates, the latest first, as many as are looked at; how many there are is set in `progress`.
 *
 * @returns true when there are no more.
 */
async function* batchesOf(
  db: Database,
  configurations: readonly Watching[],
  options: SearchOptions,
  progress: SearchProgress,
): AsyncGenerator<number[], boolean> {
  let size = FIRST_BATCH;
  let left = options.lookAt;
  for await (const page of pagesOf(
    db,
    configurations.filter(({ watches }) => watches.length > 0),
    options,
    progress,
  )) {
    for (let at = 0; at < page.length && left > 0; ) {
      const ids = page.slice(at, at + Math.min(size, left));
      at += ids.length;
      left -= ids.length;
      size = Math.min(MAX_BATCH, 2 * size);
      yield ids;
    }
    if (left <= 0) return false;
  }
  return true;
}

/**
 * Each page is of one snapshot, in which an article either is filed by words of the vocabulary or is a candidate anyway: what
 * is filed while a search goes on is not missed.
 */
async function* pagesOf(
  db: Database,
  configurations: readonly Watching[],
  { since, signal }: SearchOptions,
  progress: SearchProgress,
): AsyncGenerator<number[]> {
  if (configurations.length === 0) return;
  let before: number | null = null;
  for (;;) {
    const ids: number[] = await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (snapshot) => {
        const tokens = await planSearch(snapshot, configurations, signal);
        const lookup = { version: ARCHIVE_VERSION, tokens, since };
        if (before === null) {
          progress.byIndex = tokens !== null;
          progress.candidates = await countCandidates(snapshot, lookup);
        }
        return candidatesFor(snapshot, { ...lookup, before, limit: PAGE });
      });
    if (ids.length > 0) yield ids;
    if (ids.length < PAGE) return;
    before = ids.at(-1)!;
  }
}
