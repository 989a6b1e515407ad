import { groupArticle } from '../../../src/story/group.ts';
import type { Thresholds } from '../../../src/story/join.ts';
import { keysOf, weigh } from '../../../src/story/keys.ts';
import { createMembers } from '../../../src/story/memory/members.ts';
import { createMemoryNeighbourhood } from '../../../src/story/memory/neighbourhood.ts';
import type { Neighbour } from '../../../src/story/neighbours.ts';
import { type Comparer, comparer, linkOf } from '../../../src/story/score/link.ts';
import type { Model } from '../../../src/story/score/model.ts';
import type { Pair } from '../../../src/story/score/pair.ts';
import type { Signature } from '../../../src/story/signature.ts';
import { windowBefore } from '../../../src/story/window.ts';
import { type LabelledArticle, signatureOfLabelled } from './labelled.ts';

/** Articles that are grouped again and again with other weights: what does not hang on weights is measured once. */
export interface Replay {
  /** Each article with those that it is compared with, whenever they were published, by their numbers. */
  compared: { later: number; earlier: number; pair: Pair }[];
  /** The story of each article, by the number of its first one. */
  group(model: Model, thresholds?: Thresholds): number[];
}

const NONE = { names: [], words: [], numbers: [], terms: [], groups: [], places: [], signs: [] };

/** Makes signatures of articles, which are in the order of time, and finds which are to be compared. */
export function replayOf(articles: readonly LabelledArticle[]): Replay {
  const neighbourhood = createMemoryNeighbourhood<number>();
  const plain = articles.map(signatureOfLabelled);
  for (const signature of plain) neighbourhood.count(signature);
  const signatures = plain.map((signature) => weigh(signature, neighbourhood.frequencies()));
  const numberOf = new Map(signatures.map((signature, id) => [signature, id]));
  const pairs = new Map<number, Pair>();
  const found: number[][] = [];
  const compared: Replay['compared'] = [];

  function compare(signature: Signature): Comparer {
    const id = numberOf.get(signature)! * articles.length;
    let own: Comparer | null = null;
    const pair = (other: Signature) => {
      const key = id + numberOf.get(other)!;
      const known = pairs.get(key);
      if (known) return known;
      own ??= comparer(signature);
      // What words they share is asked by nobody here, and takes much memory.
      const measured = { ...own.pair(other), commons: NONE };
      pairs.set(key, measured);
      return measured;
    };
    return { pair, link: (other, model) => linkOf(pair(other), model) };
  }

  signatures.forEach((signature, later) => {
    const keys = keysOf(signature);
    const find = (since: number | null) => neighbourhood.find({ keys, since }).map(({ id }) => id);
    found.push(find(windowBefore(signature.publishedAt)));
    const own = compare(signature);
    for (const earlier of find(null)) compared.push({ later, earlier, pair: own.pair(signatures[earlier]!) });
    neighbourhood.add({ id: later, story: later, signature }, keys);
  });

  return {
    compared,
    group(model, thresholds) {
      const members = createMembers();
      const all: Neighbour<number>[] = signatures.map((signature, id) => ({ id, story: id, signature }));
      for (const article of all) {
        const { story, absorbs } = groupArticle(
          article.signature,
          found[article.id]!.map((id) => all[id]!),
          {
            model,
            compare,
            sizeOf: members.sizeOf,
            beganAt: (id) => signatures[id]!.publishedAt,
            ...(thresholds ? { thresholds } : {}),
          },
        );
        members.put(article, story ?? article.id);
        for (const other of absorbs) members.absorb(article.story, other);
      }
      return all.map(({ story }) => story);
    },
  };
}
