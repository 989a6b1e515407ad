import type { ArchivedArticle } from '../store/archive/stored-article.ts';
import type { Found } from './search.ts';

/** A story, and what of it was found. */
export interface CaughtStory {
  /** Its id. */
  story: number;
  /** Articles of it that were found. */
  articles: number;
  /** The latest of them. */
  latest: Found;
}

/** What brought stories, and how many. */
export interface Source {
  name: string;
  stories: number;
}

/** What a query would have caught, story by story. */
export interface Catch {
  /** To be told of each article that was found, the latest first. */
  add(found: Found): void;
  /** The latest first. */
  stories(): CaughtStory[];
  /** The outlets, or hosts, that told most of them, the most first. */
  outlets(): Source[];
  /** The terms of the query by which most of them were met, an alias as a whole, the most first. */
  terms(): Source[];
}

/** Nothing is caught yet. Holds one article a story. */
export function createCatch(): Catch {
  const stories = new Map<number, CaughtStory>();
  const byOutlet = new Map<string, Set<number>>();
  const byTerm = new Map<string, Set<number>>();
  return {
    add(found) {
      const { article, matches } = found;
      const { storyId } = article;
      const known = stories.get(storyId);
      if (known) known.articles += 1;
      else stories.set(storyId, { story: storyId, articles: 1, latest: found });
      const outlet = outletOf(article);
      if (outlet !== null) count(byOutlet, outlet, storyId);
      for (const { evidence } of matches)
        for (const { term, alias } of evidence.hits) count(byTerm, alias === null ? term : `@${alias}`, storyId);
    },
    stories: () => [...stories.values()],
    outlets: () => ranked(byOutlet),
    terms: () => ranked(byTerm),
  };
}

function count(stories: Map<string, Set<number>>, name: string, story: number): void {
  const known = stories.get(name);
  if (known) known.add(story);
  else stories.set(name, new Set([story]));
}

function ranked(stories: ReadonlyMap<string, ReadonlySet<number>>): Source[] {
  return [...stories]
    .map(([name, { size }]) => ({ name, stories: size }))
    .toSorted((a, b) => b.stories - a.stories || (a.name < b.name ? -1 : 1));
}

function outletOf({ outlet, url }: ArchivedArticle): string | null {
  return outlet ?? (url === null ? null : (URL.parse(url)?.hostname ?? null));
}
