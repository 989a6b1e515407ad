import type { Span } from './error.ts';
import { combine, isMention, type QueryTree, type Reach } from './tree.ts';

/** A proximity between two operands. `negated`: NOT NEAR. */
export interface NearJoin {
  kind: 'near';
  reach: Reach;
  ordered: boolean;
  negated: boolean;
  span: Span;
}

/** What a proximity with AND among its operands may grow to, in characters: each mention of one side meets each of the other. */
const MAX_DISTRIBUTED = 100_000;

/** True where `operands`, written in `span`, can be {@link distribute distributed} and do not grow out of hand. */
export function isDistributable(operands: QueryTree[], joins: NearJoin[], span: Span): boolean {
  if (joins.some(({ negated }) => negated)) return false;
  const copies = operands.map(countMentions).reduce((product, count) => product * count, 1);
  return copies > 0 && copies * span.length <= MAX_DISTRIBUTED;
}

/** The mentions that ANDs and ORs of `tree` join; 0 where there is something else among them. */
function countMentions(tree: QueryTree): number {
  if (isMention(tree)) return 1;
  if (tree.kind !== 'and' && tree.kind !== 'or') return 0;
  const counts = tree.operands.map(countMentions);
  return counts.includes(0) ? 0 : counts.reduce((sum, count) => sum + count, 0);
}

/** `A NEAR (B AND C)` said with mentions only: `(A NEAR B) AND (A NEAR C)`; null where that cannot be said. */
export function distribute(left: QueryTree, right: QueryTree, join: NearJoin): QueryTree | null {
  if (isMention(left) && isMention(right)) return near(left, right, join);
  const [group, rebuild] = isMention(left)
    ? [right, (node: QueryTree) => distribute(left, node, join)]
    : [left, (node: QueryTree) => distribute(node, right, join)];
  if (group.kind !== 'and' && group.kind !== 'or') return null;
  const operands = group.operands.map(rebuild);
  return operands.every((operand) => operand !== null) ? combine(group.kind, operands) : null;
}

function near(left: QueryTree, right: QueryTree, { reach, ordered, negated }: NearJoin): QueryTree {
  return { kind: negated ? 'notNear' : 'near', reach, ordered, left, right };
}
