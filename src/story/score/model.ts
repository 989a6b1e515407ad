import type { PairClass } from './pair.ts';

/** Weights of the measures of a pair, in their order, for one class of pairs. */
export interface ClassWeights {
  bias: number;
  weights: number[];
}

/** What `npm run stories:fit` learns. */
export type Model = Record<PairClass, ClassWeights>;

/** How surely a pair is one story, in nats of odds: 0 is even, 3 is 20 to 1. (Logistic regression: Cox 1958.) */
export function logOdds({ bias, weights }: ClassWeights, measures: readonly number[]): number {
  let sum = bias;
  for (let at = 0; at < measures.length; at += 1) sum += weights[at]! * measures[at]!;
  return sum;
}
