import { createWatchIndex, type WatchIndex } from '../../../src/match/index/watch-index.ts';
import type { Aliases } from '../../../src/model/watch.ts';
import type { BenchArticle } from './corpus.ts';
import { type Asked, queryOf } from './watches.ts';

/** Wirewatch's index with a watch for each query, named by its number. @throws when one does not parse. */
export function indexQueries(queries: readonly string[], aliases: Aliases = {}): WatchIndex {
  const index = createWatchIndex(aliases);
  for (const [number, query] of queries.entries()) addQuery(index, String(number), query);
  return index;
}

export function queriesOf(watches: readonly Asked[]): string[] {
  return watches.map(queryOf);
}

export function addQuery(index: WatchIndex, id: string, query: string): void {
  const added = index.add({ id, query, language: null, dialect: null });
  if (added.kind === 'invalid') throw new Error(`${query}: ${added.errors.map(({ message }) => message).join(' ')}`);
}

/**
 * Numbers of the watches that match when words meet only themselves, as they do in the baselines: Wirewatch inflects
 * no words of an article whose language it does not know.
 */
export function findUninflected(index: WatchIndex, article: BenchArticle): number[] {
  return index.find({ ...article, language: null }).map(Number);
}
