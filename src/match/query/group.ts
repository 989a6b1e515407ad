import { distribute, isDistributable, type NearJoin } from './distribute.ts';
import type { Reporter, Span } from './error.ts';
import { shown } from './error.ts';
import type { Grammar } from './grammar.ts';
import { printQuery } from './print.ts';
import { combine, isMention, isPositive, negate, type QueryTree } from './tree.ts';

/** One operand of a group, with what was written before it. */
export interface Operand {
  node: QueryTree;
  negated: boolean;
  span: Span;
}

/** What joins two operands. */
export type Join = { kind: 'and' | 'or'; span: Span } | NearJoin;

interface Run {
  operands: Operand[];
  joins: Join[];
}

/** Readings longer than this, in characters, help nobody, and spelling out those of a hostile query takes long. */
const MAX_READING = 500;
/** Proximities in a row. */
const MAX_CHAIN = 50;

/**
 * The tree of a run of operands between two parentheses, by the precedence of the grammar. Where NEAR meets AND or OR,
 * people mean now one thing and now the other; in Wirewatch's own language that is an error which shows both.
 *
 * @returns null when an error was reported.
 */
export function buildGroup(run: Run, span: Span, grammar: Grammar, report: Reporter): QueryTree | null {
  if (!grammar.mixesNear && isAmbiguous(run)) {
    const readings = span.length <= MAX_READING ? [build(run, 0, grammar, null), looseReading(run)] : [];
    return refuse(span, 'NEAR beside AND or OR can be read in two ways: use parentheses', readings, report);
  }
  return build(run, 0, grammar, { span, report });
}

/** True when a proximity stands beside something else that an article must hold. */
function isAmbiguous(run: Run): boolean {
  const { joins } = run;
  if (!joins.some(({ kind }) => kind === 'near') || joins.every(({ kind }) => kind === 'near')) return false;
  const conditions = splitAt('or', run).flatMap((alternative) => splitAt('and', alternative));
  const near = conditions.filter(({ joins }) => joins.length > 0);
  const positive = conditions.filter(({ operands }) => !operands[0]!.negated);
  return (
    conditions.length > 1 && near.some((one) => one.operands[0]!.negated || positive.some((other) => other !== one))
  );
}

function splitAt(kind: Join['kind'], run: Run): Run[] {
  return split(run, (join) => join.kind === kind);
}

function split({ operands, joins }: Run, parts: (join: Join, following: Operand) => boolean): Run[] {
  const runs: Run[] = [{ operands: [operands[0]!], joins: [] }];
  joins.forEach((join, index) => {
    const following = operands[index + 1]!;
    if (parts(join, following)) {
      runs.push({ operands: [following], joins: [] });
    } else {
      const run = runs.at(-1)!;
      run.operands.push(following);
      run.joins.push(join);
    }
  });
  return runs;
}

/** Where errors go; null: what is wrong is null, and nobody is told. */
type Listener = { span: Span; report: Reporter } | null;

/** @param level Index into the grammar's precedence: the loosest operator the run may hold. */
function build(run: Run, level: number, grammar: Grammar, listener: Listener): QueryTree | null {
  const kind = grammar.precedence[level];
  if (kind === undefined) {
    const [operand] = run.operands;
    return operand!.negated ? negate(operand!.node) : operand!.node;
  }
  if (kind === 'near') return buildNear(run, level, grammar, listener);
  if (kind === 'andNot') return buildAndNot(run, level, grammar, listener);
  if (!run.joins.some((join) => join.kind === kind)) return build(run, level + 1, grammar, listener);
  const operands = splitAt(kind, run).map((part) => build(part, level + 1, grammar, listener));
  return operands.every((operand) => operand !== null) ? combine(kind, operands) : null;
}

/** AND NOT excludes all that stands behind it, up to the next AND NOT. */
function buildAndNot(run: Run, level: number, grammar: Grammar, listener: Listener): QueryTree | null {
  const parts = split(run, ({ kind }, following) => kind === 'and' && following.negated);
  const operands = parts.map(({ operands: [first, ...rest], joins }, index) => {
    if (index === 0) return build(parts[0]!, level + 1, grammar, listener);
    const excluded = { operands: [{ ...first!, negated: false }, ...rest], joins };
    const operand = build(excluded, level + 1, grammar, listener);
    return operand && negate(operand);
  });
  return operands.every((operand) => operand !== null) ? combine('and', operands) : null;
}

/** NOT in front of a proximity excludes it as a whole. */
function buildNear(run: Run, level: number, grammar: Grammar, listener: Listener): QueryTree | null {
  const [first] = run.operands;
  const isNear = run.joins.some(({ kind }) => kind === 'near');
  if (!isNear) return build(run, level + 1, grammar, listener);
  const negated = first!.negated;
  const operands = [{ ...first!, negated: false }, ...run.operands.slice(1)];
  const tree = chain({ ...run, operands }, level, grammar, listener);
  return tree && negated ? negate(tree) : tree;
}

function chain(run: Run, level: number, grammar: Grammar, listener: Listener): QueryTree | null {
  const parts = splitAt('near', run);
  const joins = run.joins.filter((join): join is NearJoin => join.kind === 'near');
  if (joins.length > MAX_CHAIN) {
    listener?.report.error(joins[MAX_CHAIN]!.span, `More than ${MAX_CHAIN} proximities in a row: use parentheses.`);
    return null;
  }
  const trees = parts.map((part) => build(part, level + 1, grammar, listener));
  if (trees.some((tree) => tree === null)) return null;
  const negated = parts.slice(1).find(({ operands }) => operands[0]!.negated);
  if (negated) {
    listener?.report.error(negated.operands[0]!.span, 'NEAR needs something to stand near: NOT cannot follow it.');
    return null;
  }
  const mentions = trees as QueryTree[];
  const wrong = mentions.findIndex((tree) => !isMention(tree));
  if (wrong >= 0 && !(grammar.mixesNear && listener && isDistributable(mentions, joins, listener.span)))
    return refuseOperand(mentions, joins, wrong, parts[wrong]!.operands[0]!.span, listener);
  while (joins.length > 0) {
    const index = nextJoin(joins, grammar);
    mentions.splice(index, 2, distribute(mentions[index]!, mentions[index + 1]!, joins[index]!)!);
    joins.splice(index, 1);
  }
  const [tree] = mentions;
  if (parts.length > 2 && grammar.nearFirst === 'leftmost')
    listener?.report.notice(listener.span, `Read from left to right: ${shown(printQuery(tree!))}.`);
  return tree!;
}

function nextJoin(joins: readonly NearJoin[], grammar: Grammar): number {
  if (grammar.nearFirst === 'leftmost') return 0;
  const width = ({ reach }: NearJoin) => (reach.unit === 'words' ? reach.distance : Number.POSITIVE_INFINITY);
  return joins.reduce((best, join, index) => (width(join) < width(joins[best]!) ? index : best), 0);
}

function refuseOperand(operands: QueryTree[], joins: NearJoin[], wrong: number, span: Span, listener: Listener): null {
  if (!listener) return null;
  const operand = operands[wrong]!;
  if (operand.kind === 'scope') {
    return listener.report.error(
      span,
      `NEAR joins what stands in title or text, not ${operand.scope}:. Did you mean AND?`,
      ['AND'],
    );
  }
  const isShort = operands.length === 2 && !joins[0]!.negated && listener.span.length <= MAX_READING;
  const reading = isShort ? distribute(operands[0]!, operands[1]!, joins[0]!) : null;
  return refuse(span, 'NEAR joins words, phrases and groups of ORs, not AND or NOT', [reading], listener.report);
}

/** The reading in which NEAR binds loosest, or null where that says nothing sensible. */
function looseReading(run: Run): QueryTree | null {
  const sides = splitAt('near', run);
  const join = run.joins.find((one): one is NearJoin => one.kind === 'near');
  if (sides.length !== 2 || !join || join.negated || run.operands.some(({ negated }) => negated)) return null;
  const [left, right] = sides.map((side) =>
    combine(
      'or',
      splitAt('or', side).map((alternative) =>
        combine(
          'and',
          alternative.operands.map(({ node }) => node),
        ),
      ),
    ),
  );
  return distribute(left!, right!, join);
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
