import { createArchiveFiller } from '../../src/archive/fill.ts';
import { type Found, type Search, type SearchEnd, searchArchive } from '../../src/archive/search.ts';
import type { IndexedWatch } from '../../src/match/index/watch-index.ts';
import type { ReadableArticle } from '../../src/match/text/fields.ts';
import type { Database } from '../../src/store/database.ts';

/** An article, and when it was published where that matters. */
type Stored = ReadableArticle & { publishedAt?: Date | null };

/** Stores articles as they are, each its own story; their ids, in order. */
export async function storeArticles(db: Database, articles: readonly Stored[]): Promise<number[]> {
  if (articles.length === 0) return [];
  const stories = await db
    .insertInto('stories')
    .values(articles.map(() => ({ firstAt: null, lastAt: null, continues: null, mergedInto: null })))
    .returning('id')
    .execute();
  const rows = await db
    .insertInto('articles')
    .values(
      articles.map((article, nth) => ({
        storyId: stories[nth]!.id,
        canonicalUrl: null,
        url: article.url ?? null,
        title: article.title,
        text: article.text,
        headlines: JSON.stringify(article.headlines ?? []),
        language: article.language,
        outlet: article.outlet ?? null,
        authors: article.authors ?? [],
        country: article.country ?? null,
        tags: article.tags ?? [],
        publishedAt: article.publishedAt ?? null,
        source: 'page' as const,
      })),
    )
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Indexes whatever is not. */
export function fill(db: Database): Promise<number> {
  return createArchiveFiller().fill(db, new AbortController().signal);
}

/** A query as a watch. */
export function watchOf(query: string, more: Partial<IndexedWatch> = {}): IndexedWatch {
  return { id: 'query', query, language: null, dialect: null, ...more };
}

/** All that a search finds, and how far it came. */
export async function search(
  db: Database,
  watches: IndexedWatch[],
  more: Partial<Search> = {},
): Promise<{ found: Found[]; ids: number[]; progress: SearchEnd }> {
  const found: Found[] = [];
  const results = searchArchive(db, { watches, aliases: {}, since: null, lookAt: Number.POSITIVE_INFINITY, ...more });
  for (;;) {
    const next = await results.next();
    if (next.done) return { found, ids: found.map(({ article }) => article.id), progress: next.value };
    found.push(next.value);
  }
}
