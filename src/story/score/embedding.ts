import { cosineOf } from '../embedding/vector.ts';
import type { Link } from './link.ts';

/** How alike two articles are by their embeddings. */
export interface Alikeness {
  /** 1: of one direction; what is much and what is little differs from model to model. */
  cosine: number;
  /** What that counts, in nats of odds. */
  nats: number;
}

/** Tells how alike another article is; null: it is of another space. */
export type Scale = (other: Float32Array) => Alikeness | null;

/** What stands for a story that an article surely does not tell. */
export interface Usual<Id> {
  story: Id;
  /** It meets a watch that the article meets, too. */
  sharesWatch: boolean;
  vector: Float32Array;
}

/** Stories that stand for what is usual, at most. */
export const MAX_USUAL = 50;
/** Nats of odds: 20 to 1 against one story. Nearly every article of a watch has a word in common with another. */
const MIN_CANDIDATE = -3;
/** With fewer nobody knows what is usual, and embeddings count nothing. */
const MIN_USUAL = 12;

/**
 * Standard deviations above what is usual at which an embedding says nothing. Candidates are of one subject, so that most stand
 * out whether they tell one story or not.
 */
const NEUTRAL = 3.5;
/** Nats for each standard deviation beyond. Half of what it would be if names, numbers and words did not say the same. */
const SLOPE = 1;
/** Nats that an embedding counts at most, for one story and against it. */
const MOST = { for: 2.5, against: 2 };
/** A standard deviation is no less: some models see no likeness at all in most articles. */
const MIN_DEVIATION = 0.03;
/** The standard deviation of a normal distribution whose median absolute deviation is 1. */
const NORMAL = 1.4826;

/** Whether an article may tell the story of another, so that their likeness is none that is usual; as things stand without embeddings. */
export function isCandidate(link: Link | undefined): boolean {
  return link !== undefined && link.score >= MIN_CANDIDATE;
}

/**
 * What is usual for an article: the stories of its own watches if there are enough of them, else all; none of those it may tell.
 *
 * @param candidates Stories that the article may tell.
 */
export function usualFor<Id>(stories: readonly Usual<Id>[], candidates: ReadonlySet<Id>): Float32Array[] {
  const others = stories.filter(({ story }) => !candidates.has(story));
  const own = others.filter(({ sharesWatch }) => sharesWatch);
  return (own.length >= MIN_USUAL ? own : others).slice(0, MAX_USUAL).map(({ vector }) => vector);
}

/**
 * Tells how alike others are to an article, on the scale of what is usual for it; null: nobody knows what is.
 *
 * That is the median and the median absolute deviation, so that articles of the same story among what should be usual do not
 * stretch the scale. (Hampel 1974; Leys et al. 2013.)
 */
export function scaleOf(vector: Float32Array, usual: readonly Float32Array[]): Scale | null {
  const cosines = usual.flatMap((other) => cosineOf(vector, other) ?? []);
  if (cosines.length < MIN_USUAL) return null;
  const middle = medianOf(cosines);
  const deviation = Math.max(MIN_DEVIATION, NORMAL * medianOf(cosines.map((cosine) => Math.abs(cosine - middle))));
  return (other) => {
    const cosine = cosineOf(vector, other);
    if (cosine === null) return null;
    const nats = SLOPE * ((cosine - middle) / deviation - NEUTRAL);
    return { cosine, nats: Math.max(-MOST.against, Math.min(MOST.for, nats)) };
  };
}

/**
 * A link with what embeddings say of it. A copy is one whatever they say, and a template is none: there they see the same text.
 * Where two articles have no name, number or word in common, embeddings speak against one story or not at all.
 */
export function withEmbedding(link: Link, alikeness: Alikeness | null): Link {
  if (alikeness === null || link.kind !== 'rewrite') return link;
  const { names, words, numbers, terms, groups } = link.commons;
  const isAlone = [names, words, numbers, terms, groups].every(({ length }) => length === 0);
  const nats = isAlone ? Math.min(0, alikeness.nats) : alikeness.nats;
  return { ...link, score: link.score + nats, embedding: alikeness.cosine };
}

function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
