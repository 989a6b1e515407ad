import { setImmediate as nextTurn } from 'node:timers/promises';
import { type IndexedWatch, indexWatches } from '../match/index/watch-index.ts';
import type { Aliases, Match } from '../model/watch.ts';
import { candidatesFor } from '../store/archive/lookup.ts';
import { type ArchivedArticle, articlesOf } from '../store/archive/stored-article.ts';
import type { Database } from '../store/database.ts';
import { planSearch } from './plan.ts';
import { ARCHIVE_VERSION } from './tokens.ts';

/** What is searched for, and how far. */
export interface Search {
  watches: readonly IndexedWatch[];
  aliases: Aliases;
  /** Articles that were read before are passed over; null: none are. */
  since: Date | null;
  /** Articles looked at, at most: the latest of those that the index names. */
  lookAt: number;
  /** Ends the search with its reason. */
  signal?: AbortSignal | undefined;
  /** Told after each batch. */
  onProgress?: (progress: SearchProgress) => void;
}

/** How far a search has come. */
export interface SearchProgress {
  /** Articles that may satisfy it, by the index. */
  candidates: number;
  /** Those that were looked at. */
  looked: number;
  /** When the last of those was read; null: none was looked at. */
  backTo: Date | null;
  /** False: the index could not tell, and every article is a candidate. */
  byIndex: boolean;
}

/** An article that satisfies one of the watches at least. */
export interface Found {
  article: ArchivedArticle;
  matches: Match[];
}

/** Articles read from the database at once: few at first, so that the first is soon shown. */
const FIRST_BATCH = 25;
const MAX_BATCH = 200;
/** Articles matched before others have their turn. */
const AT_ONCE = 20;

/**
 * The articles of the archive that satisfy a watch, the latest first, as they are found. What the matcher finds in all
 * articles is found, and nothing else: the index only tells where it need not look.
 *
 * @returns how far it came: of fewer candidates than there are, where `lookAt` ended it.
 * @throws the reason of the signal when that is aborted; when a watch is invalid, or fails at an article.
 */
export async function* searchArchive(db: Database, search: Search): AsyncGenerator<Found, SearchProgress> {
  const { watches, aliases, since, signal } = search;
  const index = indexWatches(watches, aliases);
  const { ids, byIndex } = await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (snapshot) => {
      const tokens = await planSearch(snapshot, watches, aliases);
      const found = await candidatesFor(snapshot, { version: ARCHIVE_VERSION, tokens, since });
      return { ids: found, byIndex: tokens !== null };
    });
  const end = Math.min(ids.length, search.lookAt);
  let looked = 0;
  let backTo: Date | null = null;
  let batch = FIRST_BATCH;
  while (looked < end) {
    signal?.throwIfAborted();
    const articles = await articlesOf(db, ids.slice(looked, Math.min(end, looked + batch)));
    for (const [nth, article] of articles.toSorted((a, b) => b.id - a.id).entries()) {
      if (nth % AT_ONCE === AT_ONCE - 1) await nextTurn();
      signal?.throwIfAborted();
      const matches = index.match(article).map((result): Match => {
        if (result.kind === 'failed') throw new Error(`${result.watchId}: ${result.reason}`);
        return { watchId: result.watchId, evidence: result.evidence };
      });
      if (matches.length > 0) yield { article, matches };
    }
    looked = Math.min(end, looked + batch);
    batch = Math.min(MAX_BATCH, 2 * batch);
    for (const { readAt } of articles) if (backTo === null || readAt < backTo) backTo = readAt;
    search.onProgress?.({ candidates: ids.length, looked, backTo, byIndex });
  }
  return { candidates: ids.length, looked, backTo, byIndex };
}
