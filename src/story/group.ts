import { type Joining, join, NOT_FOUND, type Thresholds } from './join.ts';
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
  /** Keys that are hardly any evidence here: of what every article of a watch has in common. */
  ofWatch?: ReadonlySet<number>;
  /** What else is known of links. Left out, they are as they are. */
  refine?: Refine<Id>;
  thresholds?: Thresholds;
  /** See {@link join}. */
  copiesFirst?: boolean;
  /** Prepares an article for comparisons; another one may remember what it measured. */
  compare?: typeof comparer;
}

/**
 * Hands on a link with what else is known of it.
 *
 * @param own The links of the article that is grouped, as they are without that.
 */
export type Refine<Id> = (
  own: ReadonlyMap<Id, Link>,
) => (link: Link, from: Id | null /** `null` is the article that is grouped. */, to: Id) => Link;

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
  { model, sizeOf, beganAt, ofWatch, refine, thresholds, copiesFirst, compare = comparer }: Grouping<Id>,
): Grouped<Id> {
  const own = compare(signature, ofWatch);
  const plain = new Map(neighbours.map(({ id, signature: other }) => [id, own.link(other, model)]));
  const refined = refine?.(plain) ?? ((link: Link) => link);
  const links = new Map(
    neighbours.map((neighbour) => [neighbour, refined(plain.get(neighbour.id)!, null, neighbour.id)]),
  );
  const stories = Map.groupBy(neighbours, ({ story }) => story);
  const comparers = new Map<Neighbour<Id>, Comparer>();
  const comparerOf = (neighbour: Neighbour<Id>) => {
    const known = comparers.get(neighbour) ?? compare(neighbour.signature, ofWatch);
    comparers.set(neighbour, known);
    return known;
  };
  const someOf = (story: Id) =>
    spread((stories.get(story) ?? []).toSorted((x, y) => links.get(y)!.score - links.get(x)!.score));
  const between = (a: Id, b: Id) => {
    const others = someOf(b);
    const scores = someOf(a).flatMap((left) =>
      others.map((right) => refined(comparerOf(left).link(right.signature, model), left.id, right.id).score),
    );
    const asked = Math.min(sizeOf(a), COMPARED) * Math.min(sizeOf(b), COMPARED);
    const missing = Array<number>(Math.max(0, asked - scores.length)).fill(NOT_FOUND);
    return [...scores, ...missing].toSorted((x, y) => y - x);
  };
  const found = join(
    neighbours.map((neighbour) => {
      const { kind, score, isSure: isCopy } = links.get(neighbour)!;
      const isOwnLanguage = signature.language !== null && signature.language === neighbour.signature.language;
      const isTemplate = kind === 'template';
      return { article: neighbour.id, story: neighbour.story, score, isOwnLanguage, isCopy, isTemplate };
    }),
    sizeOf,
    between,
    thresholds,
    copiesFirst,
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
