import { groupArticle } from '../group.ts';
import { keysOf, weigh } from '../keys.ts';
import type { Neighbour } from '../neighbours.ts';
import type { Model } from '../score/model.ts';
import type { Signature } from '../signature.ts';
import { windowBefore } from '../window.ts';
import { createMembers } from './members.ts';
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
  const members = createMembers();
  const byAddress = new Map<string, Neighbour<number>>();
  const beganAt = (story: number) => articles[story]!.signature.publishedAt;

  return {
    add({ signature: plain, address }) {
      const id = articles.length;
      const signature = weigh(plain, neighbourhood.frequencies());
      const keys = keysOf(signature);
      const article: Neighbour<number> = { id, story: id, signature };
      const known = address === null ? undefined : byAddress.get(address);
      if (known) members.put(article, known.story);
      else {
        const neighbours = neighbourhood.find({ keys, since: windowBefore(signature.publishedAt) });
        const { sizeOf } = members;
        const { story, absorbs } = groupArticle(signature, neighbours, { model, sizeOf, beganAt });
        members.put(article, story ?? id);
        for (const other of absorbs) members.absorb(article.story, other);
      }
      if (address !== null && !known) byAddress.set(address, article);
      articles.push(article);
      neighbourhood.add(article, keys);
    },
    all: () => articles.map(({ story }) => story),
  };
}
