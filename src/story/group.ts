import { type Joining, join, type Thresholds } from './join.ts';
import type { Neighbour } from './neighbours.ts';
import { type Comparer, comparer, type Link } from './score/link.ts';
import type { Model } from './score/model.ts';
import type { Signature } from './signature.ts';
import { SPAN } from './window.ts';

/** What grouping is told besides the article and its neighbours. */
export interface Grouping<Id> {
  model: Model;
  /** How many articles a story has. */
  sizeOf(story: Id): number;
  /** When a story began, ms since 1970; null: unknown. */
  beganAt(story: Id): number | null;
  /** Keys that are no evidence here: what every article of a watch has in common. */
  without?: ReadonlySet<number>;
  thresholds?: Thresholds;
  /** Prepares an article for comparisons; another one may remember what it measured. */
  compare?: typeof comparer;
}

/** What becomes of an article, with the link that decided it. */
export interface Grouped<Id> extends Joining<Id> {
  link: Link | null;
  /** The story of which this article begins another chapter, as a new story: it has gone on for longer than {@link SPAN}. */
  continues: Id | null;
}

/** Articles of a story that are compared with those of another before both become one. */
const COMPARED = 6;

/**
 * Decides which story an article tells, given its neighbours; all signatures are weighed. Pure; as many comparisons as there
 * are neighbours, and some more where two stories may be one.
 */
export function groupArticle<Id>(
  signature: Signature,
  neighbours: readonly Neighbour<Id>[],
  { model, sizeOf, beganAt, without, thresholds, compare = comparer }: Grouping<Id>,
): Grouped<Id> {
  const own = compare(signature, without);
  const links = new Map(neighbours.map((neighbour) => [neighbour, own.link(neighbour.signature, model)]));
  const stories = Map.groupBy(neighbours, ({ story }) => story);
  const comparers = new Map<Neighbour<Id>, Comparer>();
  const comparerOf = (neighbour: Neighbour<Id>) => {
    const known = comparers.get(neighbour) ?? compare(neighbour.signature, without);
    comparers.set(neighbour, known);
    return known;
  };
  const someOf = (story: Id) =>
    spread((stories.get(story) ?? []).toSorted((x, y) => links.get(y)!.score - links.get(x)!.score));
  const between = (a: Id, b: Id) => {
    const others = someOf(b);
    return someOf(a)
      .flatMap((left) => others.map((right) => comparerOf(left).link(right.signature, model).score))
      .toSorted((x, y) => y - x);
  };
  const found = join(
    neighbours.map((neighbour) => {
      const { kind, score, isSure } = links.get(neighbour)!;
      return { article: neighbour.id, story: neighbour.story, score, isCopy: isSure, isTemplate: kind === 'template' };
    }),
    sizeOf,
    between,
    thresholds,
  );
  const by = neighbours.find(({ id }) => id === found.by?.article);
  const link = by ? links.get(by)! : null;
  const began = found.story === null ? null : beganAt(found.story);
  const isOver = began !== null && signature.publishedAt !== null && signature.publishedAt - began > SPAN;
  if (isOver) return { story: null, absorbs: [], by: found.by, link, continues: found.story };
  return { ...found, link, continues: null };
}

/** Those that are close to an article and those that are not: of what it bridges, the close ones alone say that all is one. */
function spread<Kept>(all: readonly Kept[]): Kept[] {
  const step = Math.max(1, all.length / COMPARED);
  return Array.from({ length: Math.min(all.length, COMPARED) }, (_, at) => all[Math.floor(at * step)]!);
}
