import type { Reporter, Span } from './error.ts';
import { printQuery } from './print.ts';
import { combine, isMention, isPositive, type QueryTree } from './tree.ts';

/** One operand of a group, with what was written before it. */
export interface Operand {
  node: QueryTree;
  negated: boolean;
  span: Span;
}

/** What joins two operands. */
export type Join = { span: Span } & ({ kind: 'and' | 'or' } | { kind: 'near'; distance: number });

/** Readings longer than this, in characters, help nobody, and spelling out those of a hostile query takes long. */
const MAX_READING = 500;

/**
 * The tree of a run of operands between two parentheses. NEAR binds tightest, then NOT, AND, OR; but where NEAR meets
 * AND or OR, people mean now one thing and now the other, so that is an error which shows both.
 */
export function buildGroup(operands: Operand[], joins: Join[], span: Span, report: Reporter): QueryTree | null {
  const alternatives = splitAt('or', operands, joins).map((alternative) =>
    splitAt('and', alternative.operands, alternative.joins),
  );
  const conditions = alternatives.flat();
  for (const condition of conditions) if (!checkNear(condition, span, report)) return null;

  const nearConditions = conditions.filter((condition) => condition.joins.length > 0);
  const positive = conditions.filter((condition) => !condition.operands[0]!.negated);
  const isMixed = nearConditions.some((near) => positive.some((other) => other !== near) || near.operands[0]!.negated);
  const tree = combine(
    'or',
    alternatives.map((condition) => combine('and', condition.map(nearTree))),
  );
  if (nearConditions.length > 0 && conditions.length > 1 && isMixed) {
    const readings = span.length <= MAX_READING ? [tree, looseReading(operands, joins)] : [];
    return refuse(span, 'NEAR beside AND or OR can be read in two ways: use parentheses', readings, report);
  }
  return tree;
}

interface Run {
  operands: Operand[];
  joins: Join[];
}

function splitAt(kind: Join['kind'], operands: Operand[], joins: Join[]): Run[] {
  const runs: Run[] = [{ operands: [operands[0]!], joins: [] }];
  joins.forEach((join, index) => {
    const following = operands[index + 1]!;
    if (join.kind === kind) {
      runs.push({ operands: [following], joins: [] });
    } else {
      const run = runs.at(-1)!;
      run.operands.push(following);
      run.joins.push(join);
    }
  });
  return runs;
}

/** One operand, or two and the NEAR between them, negated as a whole by a NOT in front. */
function nearTree({ operands, joins }: Run): QueryTree {
  const [first] = operands;
  const node = joins.reduce<QueryTree>((left, join, index) => near(left, operands[index + 1]!.node, join), first!.node);
  return first!.negated ? { kind: 'not', operand: node } : node;
}

function near(left: QueryTree, right: QueryTree, join: Join): QueryTree {
  return {
    kind: 'near',
    reach: { unit: 'words', distance: join.kind === 'near' ? join.distance : 0 },
    ordered: false,
    left,
    right,
  };
}

/** NEAR joins two mentions. */
function checkNear({ operands, joins }: Run, group: Span, report: Reporter): boolean {
  if (joins.length === 0) return true;
  const negated = operands.slice(1).find((operand) => operand.negated);
  if (negated) {
    report.error(negated.span, 'NEAR needs something to stand near: NOT cannot follow it.');
    return false;
  }
  const [a, b, c] = operands.map(({ node }) => node);
  const [first, second] = joins;
  if (second && a && b && c) {
    const readings = [near(near(a, b, first!), c, second), near(a, near(b, c, second), first!)];
    refuse(
      first!.span,
      'NEAR after NEAR can be read in two ways: use parentheses',
      joins.length === 2 ? readings : [],
      report,
    );
    return false;
  }
  const wrong = operands.find(({ node }) => !isMention(node));
  if (wrong) {
    const reading = group.length <= MAX_READING ? distribute(a!, b!, first!) : null;
    refuse(wrong.span, 'NEAR joins words, phrases and groups of ORs, not AND or NOT', [reading], report);
    return false;
  }
  return true;
}

/** The reading in which NEAR binds loosest, or null where that says nothing sensible. */
function looseReading(operands: Operand[], joins: Join[]): QueryTree | null {
  const sides = splitAt('near', operands, joins);
  const join = joins.find(({ kind }) => kind === 'near');
  if (sides.length !== 2 || !join || operands.some(({ negated }) => negated)) return null;
  const [left, right] = sides.map((side) =>
    combine(
      'or',
      splitAt('or', side.operands, side.joins).map((run) =>
        combine(
          'and',
          run.operands.map(({ node }) => node),
        ),
      ),
    ),
  );
  return distribute(left!, right!, join);
}

/** `A NEAR (B AND C)` said with mentions only: `(A NEAR B) AND (A NEAR C)`. */
function distribute(left: QueryTree, right: QueryTree, join: Join): QueryTree | null {
  if (isMention(left) && isMention(right)) return near(left, right, join);
  const [group, rebuild] = isMention(left)
    ? [right, (node: QueryTree) => distribute(left, node, join)]
    : [left, (node: QueryTree) => distribute(node, right, join)];
  if (group.kind !== 'and' && group.kind !== 'or') return null;
  const operands = group.operands.map(rebuild);
  return operands.every((operand) => operand !== null) ? combine(group.kind, operands) : null;
}

/** Records an error with the readings the author may have meant. */
function refuse(span: Span, message: string, readings: (QueryTree | null)[], report: Reporter): null {
  const suggestions = readings
    .filter((reading) => reading !== null && isPositive(reading))
    .map((reading) => printQuery(reading!))
    .filter((text) => text.length <= MAX_READING);
  const offer = suggestions.length > 0 ? `. Write ${suggestions.join(', or ')}` : '';
  return report.error(span, `${message}${offer}.`, suggestions);
}
