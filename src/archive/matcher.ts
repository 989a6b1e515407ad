import { setImmediate as nextTurn } from 'node:timers/promises';
import { type IndexedWatch, indexWatches, type WatchResult } from '../match/index/watch-index.ts';
import type { ReadableArticle } from '../match/text/fields.ts';
import type { Aliases, Match } from '../model/watch.ts';

/** What articles are matched by: the watches of one configuration. */
export interface Watching {
  watches: readonly IndexedWatch[];
  aliases: Aliases;
}

/** Says which watches articles satisfy. */
export interface Matcher {
  /**
   * The matches of each article, in the order of the articles, and of each configuration in theirs.
   *
   * @throws when a watch fails at an article, which is a bug.
   */
  match(articles: readonly ReadableArticle[]): Promise<Match[][][]>;
}

/** Articles matched before others have their turn: some ms. */
const AT_ONCE = 5;

/**
 * A matcher that works where it is called, and gives way between a few articles and the next.
 *
 * @throws when a watch is invalid.
 */
export function createMatcher(configurations: readonly Watching[]): Matcher {
  const indexes = configurations.map(({ watches, aliases }) => indexWatches(watches, aliases));
  return {
    async match(articles) {
      const all: Match[][][] = [];
      for (const [nth, article] of articles.entries()) {
        if (nth % AT_ONCE === AT_ONCE - 1) await nextTurn();
        all.push(indexes.map((index) => index.match(article).map(matchOf)));
      }
      return all;
    },
  };
}

function matchOf(result: WatchResult): Match {
  if (result.kind === 'failed') throw new Error(`${result.watchId}: ${result.reason}`);
  return { watchId: result.watchId, evidence: result.evidence };
}
