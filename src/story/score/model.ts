import { MEASURES, type PairClass } from './pair.ts';

/** Weights of what is measured of a pair, for one class of pairs. */
export interface ClassWeights {
  bias: number;
  weights: Record<(typeof MEASURES)[number], number>;
}

/** What `npm run stories:fit` learns. */
export type Model = Record<PairClass, ClassWeights>;

/** How surely a pair is one story, in nats of odds: 0 is even, 3 is 20 to 1. (Logistic regression: Cox 1958.) */
export function logOdds({ bias, weights }: ClassWeights, measures: readonly number[]): number {
  return MEASURES.reduce((sum, name, at) => sum + weights[name] * measures[at]!, bias);
}
