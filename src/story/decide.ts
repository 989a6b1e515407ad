import type { Evidence } from '../model/watch.ts';

/** A story that has a key in common with an article, or is told by it in other words. */
export interface MetStory<Id> {
  id: Id;
  /** The keys in common; see `storyKeys`. */
  keys: string[];
  /** The article's own source tells the story under another headline. */
  hasOtherHeadline: boolean;
  /** Ids of the watches that it has alerted. */
  alerted: string[];
  /** Stories that a person told apart from it. */
  apart: Id[];
}

/** What becomes of an article: the story it tells, and which of its matches are news to somebody. */
export interface Decision<Id, Match> {
  /** The story it joins; null: a new one. */
  story: Id | null;
  /** Stories that turn out to be the same one. What any of them has alerted, it has alerted. */
  absorbs: Id[];
  /** Of watches that the story has not alerted. */
  alerts: Match[];
  /** Of watches that it has: news only where the article has something new to say. */
  known: Match[];
}

/**
 * Decides which story an article tells, and which of its matches alert: one story alerts a watch once, whatever copies of it
 * come later. Stories that a person told apart never become one.
 *
 * Where a match rests on the headline alone, the same text under another headline of the same source is another story: it
 * is what a paywall or a consent page puts in every article's place, and the headline is all there is of the news.
 *
 * @param met The stories it has a key in common with, the oldest first.
 * @param near Those that it tells by what it says, the one that it joins first.
 */
export function decide<Id, Match extends { watchId: string; evidence: Evidence }>(
  matches: Match[],
  met: MetStory<Id>[],
  near: MetStory<Id>[] = [],
): Decision<Id, Match> {
  const isAboutHeadline = matches.some(({ evidence }) => restsOnHeadline(evidence));
  const known = met.filter((story) => !isAboutHeadline || !isOfTextAlone(story) || !story.hasOtherHeadline);
  // The article itself, read before, may have been told apart from others with its text.
  const certain = [...known.filter((story) => !isOfTextAlone(story)), ...known.filter(isOfTextAlone)];
  // What is certain comes first: stories that are near are the same as those only if one of those is among them.
  const isOne = known.length === 0 || near.some(({ id }) => known.some((story) => story.id === id));
  const sorted = known.some(({ apart }) => apart.length > 0) ? certain : known;
  const [first, ...others] = new Map([...sorted, ...(isOne ? near : [])].map((story) => [story.id, story])).values();
  if (first === undefined) return { story: null, absorbs: [], alerts: matches, known: [] };
  const told = [first];
  for (const other of others) if (!areApart(told, other)) told.push(other);
  const [, ...absorbed] = told;
  const alerted = new Set(told.flatMap((each) => each.alerted));
  const isKnown = ({ watchId }: Match) => alerted.has(watchId);
  return {
    story: first.id,
    absorbs: absorbed.map(({ id }) => id),
    alerts: matches.filter((match) => !isKnown(match)),
    known: matches.filter(isKnown),
  };
}

function areApart<Id>(told: MetStory<Id>[], other: MetStory<Id>): boolean {
  return told.some(({ id, apart }) => apart.includes(other.id) || other.apart.includes(id));
}

function isOfTextAlone({ keys }: Pick<MetStory<unknown>, 'keys'>): boolean {
  return keys.every((key) => key.startsWith('text:'));
}

function restsOnHeadline({ hits }: Evidence): boolean {
  return hits.every(({ field }) => field === 'title' || field === 'headline');
}
