import type { Evidence } from '../model/watch.ts';

/** A story that has a key in common with an article. */
export interface MetStory<Id> {
  id: Id;
  /** The keys in common; see `storyKeys`. */
  keys: string[];
  /** The article's own source tells the story under another headline. */
  hasOtherHeadline: boolean;
  /** Ids of the watches that it has alerted. */
  alerted: string[];
}

/** What becomes of an article: the story it tells, and which of its matches are news to somebody. */
export interface Decision<Id, Match> {
  /** The story it joins; null: a new one. */
  story: Id | null;
  /** Stories that turn out to be the same one. What any of them has alerted, it has alerted. */
  absorbs: Id[];
  alerts: Match[];
}

/**
 * Decides which story an article tells, and which of its matches alert: one story alerts a watch once, whatever copies of it
 * come later.
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
  // What is certain comes first: stories that are near are the same as those only if one of those is among them.
  const isOne = known.length === 0 || near.some(({ id }) => known.some((story) => story.id === id));
  const told = new Map([...known, ...(isOne ? near : [])].map((story) => [story.id, story]));
  const [story = null, ...absorbs] = told.keys();
  const alerted = new Set([...told.values()].flatMap((each) => each.alerted));
  return { story, absorbs, alerts: matches.filter(({ watchId }) => !alerted.has(watchId)) };
}

function isOfTextAlone({ keys }: Pick<MetStory<unknown>, 'keys'>): boolean {
  return keys.every((key) => key.startsWith('text:'));
}

function restsOnHeadline({ hits }: Evidence): boolean {
  return hits.every(({ field }) => field === 'title' || field === 'headline');
}
