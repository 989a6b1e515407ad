/** A link of the article to be grouped to one that was grouped before. */
export interface StoryLink<Id> {
  article: Id;
  story: Id;
  /** How surely both tell one story, in nats of odds. */
  score: number;
  /** They are in one language, in which look-alikes are to be had. */
  isOwnLanguage: boolean;
  /** The same text, or a part of it: such a link is no chance, and needs no other. */
  isCopy: boolean;
  /** The same text about something else: a story with such an article is joined by no copy alone. */
  isTemplate: boolean;
}

/** What becomes of an article. */
export interface Joining<Id> {
  /** The story it joins, or null: a new one. */
  story: Id | null;
  /** Stories that turn out to be the same one as `story`. */
  absorbs: Id[];
  /** The best link to that story. */
  by: StoryLink<Id> | null;
}

/** In nats of odds. */
export interface Thresholds {
  /** The only link, to a story of one article: in its own language, and across languages. */
  alone: { own: number; across: number };
  /** The best link to a story of several articles. */
  best: number;
  /** The second best one. */
  second: number;
  /** The mean of the best links. */
  mean: number;
  /** The mean of the links between two stories that become one, and the best of them. */
  merge: { mean: number; best: number; second: number };
}

/** With these, of pairs of articles that `npm run stories:fit` holds out, .99 and more of those it joins are one story. */
export const THRESHOLDS: Thresholds = {
  alone: { own: 4.4, across: 3 },
  best: 3,
  second: 1,
  mean: 1,
  merge: { mean: 1.5, best: 4, second: 2 },
};

/** Links of a story that are looked at, the best ones. */
const MAX_LINKS = 12;
/** What a link counts at most in a mean: one that is very sure does not make up for others that are missing. */
const MOST = 4;
/** What a link to an article counts that has so little in common that it was not even found. In nats of odds. */
export const NOT_FOUND = -3;

/**
 * Decides which story an article joins: the one with the best link, if the second best and the mean of its links to the
 * same story are within reach, too. One link may be chance; with a round-up, a ticker or a digest there is but one.
 *
 * @param sizeOf How many articles a story has.
 * @param between The links between two stories, in nats of odds, the best first, as far as they are known.
 * @param copiesFirst Some of the stories were told apart by a person: a copy is of the one that it is a copy of, however well it
 *   fits another.
 */
export function join<Id>(
  links: readonly StoryLink<Id>[],
  sizeOf: (story: Id) => number,
  between: (a: Id, b: Id) => number[],
  thresholds: Thresholds = THRESHOLDS,
  copiesFirst = false,
): Joining<Id> {
  const near = [...Map.groupBy(links, ({ story }) => story)]
    .map(([story, toStory]) => ({ story, links: toStory.toSorted((a, b) => b.score - a.score) }))
    .toSorted((a, b) => b.links[0]!.score - a.links[0]!.score)
    .toSorted((a, b) => (copiesFirst ? Number(hasCopy(b.links)) - Number(hasCopy(a.links)) : 0));
  const first = near.find(({ story, links: toStory }) => passes(toStory, sizeOf(story), thresholds, copiesFirst));
  if (first === undefined) return { story: null, absorbs: [], by: null };
  const absorbed = near.filter(
    (other) =>
      other !== first &&
      other.links[0]!.score >= thresholds.second &&
      areOne(between(first.story, other.story), thresholds),
  );
  return {
    story: first.story,
    absorbs: absorbed.map(({ story }) => story),
    by: (copiesFirst ? first.links.find(({ isCopy }) => isCopy) : undefined) ?? first.links[0]!,
  };
}

function hasCopy<Id>(links: readonly StoryLink<Id>[]): boolean {
  return links.some(({ isCopy }) => isCopy) && !links.some(({ isTemplate }) => isTemplate);
}

function passes<Id>(
  links: StoryLink<Id>[],
  size: number,
  { alone, best, second, mean }: Thresholds,
  copiesFirst: boolean,
): boolean {
  const [first, next] = links;
  if ((first!.isCopy || copiesFirst) && hasCopy(links)) return true;
  if (size < 2) return first!.score >= (first!.isOwnLanguage ? alone.own : alone.across);
  if (first!.score < best) return false;
  if (next === undefined || next.score < second) return false;
  const looked = Math.min(size, MAX_LINKS);
  const scores = links.slice(0, looked).map(({ score }) => score);
  return meanOf([...scores, ...Array<number>(looked - scores.length).fill(NOT_FOUND)]) >= mean;
}

/** The one story that others bridge is the dearest mistake: all links between both count, not the best ones. */
function areOne(scores: number[], { merge: { mean, best, second } }: Thresholds): boolean {
  const [first, next] = scores;
  return first !== undefined && first >= best && (next === undefined || next >= second) && meanOf(scores) >= mean;
}

function meanOf(scores: number[]): number {
  return scores.reduce((sum, score) => sum + Math.min(score, MOST), 0) / scores.length;
}
