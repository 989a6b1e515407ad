import { groupArticle } from '../group.ts';
import { keysOf, weigh } from '../keys.ts';
import type { Neighbour } from '../neighbours.ts';
import type { Model } from '../score/model.ts';
import type { Signature } from '../signature.ts';
import { windowBefore } from '../window.ts';
import type { MemoryNeighbourhood } from './neighbourhood.ts';

/** Stories of a run. An article is called by its number, a story by that of its first article. */
export interface MemoryStories {
  /**
   * Groups an article, whose features must have been counted in the neighbourhood.
   *
   * @param article.address The same for all addresses of one article; null: none.
   */
  add(article: { signature: Signature; address: string | null }): void;
  /** The story of each article that was added, in their order, as is known now. */
  all(): number[];
}

/** Groups articles in memory as the pipeline groups them in the database. */
export function createMemoryStories(neighbourhood: MemoryNeighbourhood<number>, model: Model): MemoryStories {
  const articles: Neighbour<number>[] = [];
  const members = new Map<number, Neighbour<number>[]>();
  const byAddress = new Map<string, Neighbour<number>>();

  function put(article: Neighbour<number>, story: number): void {
    article.story = story;
    const others = members.get(story);
    if (others) others.push(article);
    else members.set(story, [article]);
  }

  function absorb(story: number, other: number): void {
    // The older one goes on, whichever was met first.
    const [kept, gone] = story < other ? [story, other] : [other, story];
    const moved = members.get(gone) ?? [];
    members.delete(gone);
    for (const article of moved) put(article, kept);
  }

  return {
    add({ signature: plain, address }) {
      const id = articles.length;
      const signature = weigh(plain, neighbourhood.frequencies());
      const keys = keysOf(signature);
      const article: Neighbour<number> = { id, story: id, signature };
      const known = address === null ? undefined : byAddress.get(address);
      if (known) put(article, known.story);
      else {
        const neighbours = neighbourhood.find({ keys, since: windowBefore(signature.publishedAt) });
        const sizeOf = (story: number) => members.get(story)!.length;
        const beganAt = (story: number) => articles[story]!.signature.publishedAt;
        const { story, absorbs } = groupArticle(signature, neighbours, { model, sizeOf, beganAt });
        put(article, story ?? id);
        for (const other of absorbs) absorb(article.story, other);
      }
      if (address !== null && !known) byAddress.set(address, article);
      articles.push(article);
      neighbourhood.add(article, keys);
    },
    all: () => articles.map(({ story }) => story),
  };
}
