import { copied } from '../copies/copy.ts';
import type { Commons } from './common.ts';
import { logOdds, type Model } from './model.ts';
import { measurePair } from './pair.ts';
import type { Weighed } from './weighed.ts';

/** How two articles hang together. */
export interface Link {
  /** `copy`: the same text or a part of it; `rewrite`: it says the same. */
  kind: 'copy' | 'rewrite';
  /** How surely they tell one story, in nats of odds. */
  score: number;
  /** What they have in common. */
  commons: Commons;
  /** How often the longer text is as long as the shorter one, for a copy; 1 for a rewrite. */
  times: number;
}

/** What a copy counts, in nats of odds. */
const COPY_SCORE = 9;

/** Scores a pair. */
export function linkOf(a: Weighed, b: Weighed, model: Model): Link {
  const pair = measurePair(a, b);
  const score = logOdds(model[pair.class], pair.measures);
  const [left, right] = [a.signature.sketch, b.signature.sketch];
  if (!copied(left, right)) return { kind: 'rewrite', score, commons: pair.commons, times: 1 };
  const times = Math.max(left.size, right.size) / Math.min(left.size, right.size);
  return { kind: 'copy', score: Math.max(score, COPY_SCORE), commons: pair.commons, times };
}
