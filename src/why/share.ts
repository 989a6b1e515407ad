import type { QueryTree } from '../match/query/tree.ts';

/** A part of a query, and what somebody thinks of it. */
export interface Judged {
  kind: QueryTree['kind'];
  /** Null: he does not know. */
  holds: boolean | null;
  /** Of a part that is made of no others: how much of it stands there, 0 to 1. */
  stands: number;
  operands: Judged[];
}

/** Both sides stand there, or all but what is excluded holds: one step away. */
const ONE_STEP = 0.9;

/** How much of a query holds: 1 all of it, 0 nothing. */
export function shareOf({ kind, holds, stands, operands }: Judged): number {
  if (holds) return 1;
  if (operands.length === 0) return stands;
  const shares = operands.map(shareOf);
  switch (kind) {
    case 'and': {
      // What is excluded and does not stand there is nothing that speaks for the article.
      const wanted = shares.filter((_, index) => operands[index]!.kind !== 'not');
      const isExcluded = operands.some((part) => part.kind === 'not' && part.holds === false);
      return (isExcluded ? ONE_STEP : 1) * mean(wanted);
    }
    case 'or':
      return Math.max(...shares);
    case 'near':
      return ONE_STEP * mean(shares);
    case 'not':
      return 0;
    default:
      // Of `notNear`, the left side is what has to be there.
      return ONE_STEP * shares[0]!;
  }
}

function mean(shares: readonly number[]): number {
  return shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
}
