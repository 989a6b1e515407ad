import type { Frequencies } from './frequencies.ts';
import { type Joining, join, type Thresholds } from './join.ts';
import type { Neighbour } from './neighbours.ts';
import { type Link, linkOf } from './score/link.ts';
import type { Model } from './score/model.ts';
import { type Weighed, weigh } from './score/weighed.ts';
import type { Signature } from './signature.ts';

/** What grouping is told besides the article and its neighbours. */
export interface Grouping<Id> {
  frequencies: Frequencies;
  model: Model;
  /** How many articles a story has. */
  sizeOf(story: Id): number;
  /** Keys that are no evidence here: what every article of a watch has in common. */
  without?: ReadonlySet<number>;
  thresholds?: Thresholds;
}

/** What becomes of an article, with the link that decided it. */
export interface Grouped<Id> extends Joining<Id> {
  link: Link | null;
}

/** A text that is so many times as long as its part holds much else, as a round-up does: a second link must agree. */
const MAX_TIMES = 5;
/** Articles of a story that are compared with those of another before both become one. */
const COMPARED = 6;

/** Decides which story an article tells, given its neighbours. Pure; as many comparisons as there are neighbours, and few more. */
export function groupArticle<Id>(
  signature: Signature,
  neighbours: readonly Neighbour<Id>[],
  { frequencies, model, sizeOf, without, thresholds }: Grouping<Id>,
): Grouped<Id> {
  const own = weigh(signature, frequencies, without);
  const weighed = new Map<Id, Weighed>();
  const links = new Map<Id, Link>();
  const stories = new Map<Id, Id[]>();
  for (const { id, story, signature: other } of neighbours) {
    const theirs = weigh(other, frequencies, without);
    weighed.set(id, theirs);
    links.set(id, linkOf(own, theirs, model));
    stories.set(story, [...(stories.get(story) ?? []), id]);
  }
  const between = (a: Id, b: Id) => {
    const best = (story: Id) =>
      stories
        .get(story)!
        .toSorted((x, y) => links.get(y)!.score - links.get(x)!.score)
        .slice(0, COMPARED);
    return best(a)
      .flatMap((left) => best(b).map((right) => linkOf(weighed.get(left)!, weighed.get(right)!, model).score))
      .toSorted((x, y) => y - x);
  };
  const found = join(
    neighbours.map(({ id, story }) => {
      const { kind, score, times } = links.get(id)!;
      return { article: id, story, score, isCopy: kind === 'copy' && times <= MAX_TIMES };
    }),
    sizeOf,
    between,
    thresholds,
  );
  return { ...found, link: found.by && links.get(found.by.article)! };
}
