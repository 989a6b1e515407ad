import type { Neighbour } from '../neighbours.ts';

/** Which articles tell which story, as stories grow and become one. An article is called by its number, a story by that of its first article. */
export interface Members {
  /** Puts the next article into a story: a known one, or its own. */
  put(article: Neighbour<number>, story: number): void;
  /** Makes one of two stories, which goes by the older one. */
  absorb(story: number, other: number): void;
  sizeOf(story: number): number;
}

/** No articles yet. */
export function createMembers(): Members {
  const members = new Map<number, Neighbour<number>[]>();

  function put(article: Neighbour<number>, story: number): void {
    article.story = story;
    const others = members.get(story);
    if (others) others.push(article);
    else members.set(story, [article]);
  }

  return {
    put,
    absorb(story, other) {
      const [kept, gone] = story < other ? [story, other] : [other, story];
      const moved = members.get(gone) ?? [];
      members.delete(gone);
      for (const article of moved) put(article, kept);
    },
    sizeOf: (story) => members.get(story)!.length,
  };
}
