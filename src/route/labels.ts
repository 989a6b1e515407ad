import type { Article } from '../model/article.ts';
import type { Feed } from '../model/feed.ts';
import type { Labels } from '../model/route.ts';
import type { Watch } from '../model/watch.ts';

/** What the labels of an alert are made of. */
export interface Labelled {
  watch: Pick<Watch, 'id' | 'tags' | 'severity'>;
  article: Pick<Article, 'tags' | 'language' | 'country' | 'outlet' | 'url'> & Partial<Pick<Article, 'canonicalUrl'>>;
  /** The feed that brought it; left out: not known. */
  feedId?: Feed['id'];
  /** Null: it is no story's. */
  storyId: number | null;
}

/**
 * The labels of what a watch has to say of an article. `tag` has those of the watch and of the article; `language` the primary
 * subtag, then the whole tag; `source` the outlet, then the hosts of the article without `www.`, of its canonical address first, then the id of the feed.
 */
export function labelsOf({ watch, article, feedId, storyId }: Labelled): Labels {
  const { language, country, outlet } = article;
  return {
    watch: [watch.id],
    tag: distinct([...watch.tags, ...article.tags]),
    severity: distinct([watch.severity]),
    language: distinct([language?.split('-')[0], language]),
    country: distinct([country]),
    source: distinct([outlet, hostOf(article.canonicalUrl ?? null), hostOf(article.url), feedId]),
    story: distinct([storyId === null ? null : String(storyId)]),
  };
}

function distinct(values: (string | null | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value !== null && value !== undefined && value !== ''))] as string[];
}

function hostOf(url: string | null): string | null {
  const host = url === null ? undefined : URL.parse(url)?.hostname;
  return host ? host.replace(/^www\./, '') : null;
}
