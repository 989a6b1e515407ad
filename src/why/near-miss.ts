import { setImmediate } from 'node:timers/promises';
import { type Explanation, explain } from '../match/evidence/explain.ts';
import { type ResolvedAliases, resolveAliases } from '../match/query/aliases.ts';
import { parseQuery } from '../match/query/parser.ts';
import type { QueryTree } from '../match/query/tree.ts';
import type { ReadableArticle } from '../match/text/fields.ts';
import type { Aliases, Watch } from '../model/watch.ts';

/** How near an article comes to a watch. */
export interface Nearness {
  watch: Watch;
  holds: boolean;
  /** 1: it holds; 0: nothing of it does. */
  share: number;
  /** What failed, a clause each, the most telling first; empty where it holds. */
  failures: string[];
}

/** Below this share of a query nothing speaks of a near miss: one side of a proximity is one. */
const NEARLY = 0.4;
/** ms after which no more watches are looked at: each is compiled anew for the one article. */
const PATIENCE_MS = 1_500;

/** What was found out about the watches that an article does not satisfy. */
export interface NearMisses {
  /** The nearest first. */
  nearest: Nearness[];
  /** Watches that were looked at. */
  looked: number;
}

/**
 * The watches that an article nearly satisfies, or does. Others go on in between: it may take a second or two.
 *
 * @param most So many are returned.
 * @param least Those of which less holds are left out; 0: none is.
 */
export async function nearMisses(
  article: ReadableArticle,
  watches: readonly Watch[],
  aliases: Aliases,
  most: number,
  least = NEARLY,
): Promise<NearMisses> {
  const resolved = resolveAliases(aliases);
  const until = performance.now() + PATIENCE_MS;
  const near: Nearness[] = [];
  let looked = 0;
  for (const watch of watches) {
    if (performance.now() > until) break;
    looked += 1;
    const one = nearnessOf(watch, article, resolved);
    if (one && one.share >= least) near.push(one);
    await setImmediate();
  }
  return { nearest: near.sort((a, b) => b.share - a.share).slice(0, most), looked };
}

/** How near the article comes to one watch; null: its query cannot be read. */
export function nearnessTo(watch: Watch, article: ReadableArticle, aliases: Aliases): Nearness | null {
  return nearnessOf(watch, article, resolveAliases(aliases));
}

function nearnessOf(watch: Watch, article: ReadableArticle, aliases: ResolvedAliases): Nearness | null {
  const parsed = parseQuery(watch.query, watch.dialect);
  if (parsed.kind === 'invalid') return null;
  const explanation = explain(parsed.tree, article, aliases, watch.language);
  const { holds } = explanation;
  return {
    watch,
    holds,
    share: shareOf(parsed.tree, explanation),
    failures: holds ? [] : failuresOf(parsed.tree, explanation),
  };
}

/** Both sides stand there, or all but what is excluded holds: one step away. */
const ONE_STEP = 0.9;
/** A form of the term stands there that is not counted. */
const SAME_ROOT = 0.5;

/** How much of a query holds. */
function shareOf(tree: QueryTree, { holds, operands, hints }: Explanation): number {
  if (holds) return 1;
  const parts = partsOf(tree).map((part, index) => ({ part, told: operands[index] }));
  const shares = parts.map(({ part, told }) => (told ? shareOf(part, told) : 0));
  switch (tree.kind) {
    case 'and': {
      // What is excluded and does not stand there is nothing that speaks for the article.
      const wanted = shares.filter((_, index) => parts[index]!.part.kind !== 'not');
      const isExcluded = parts.some(({ part, told }) => part.kind === 'not' && told && !told.holds);
      const mean = wanted.reduce((sum, share) => sum + share, 0) / Math.max(1, wanted.length);
      return isExcluded ? ONE_STEP * mean : mean;
    }
    case 'or':
      return Math.max(0, ...shares);
    case 'near':
      return (ONE_STEP * shares.reduce((sum, share) => sum + share, 0)) / Math.max(1, shares.length);
    case 'notNear':
      return ONE_STEP * (shares[0] ?? 0);
    case 'scope':
    case 'first':
    case 'atLeast':
      return ONE_STEP * (shares[0] ?? 0);
    case 'not':
      return 0;
    default:
      return hints.length > 0 ? SAME_ROOT : 0;
  }
}

/** What failed: of a conjunction each part that did, of others why the whole did. */
function failuresOf(tree: QueryTree, explanation: Explanation): string[] {
  const { query, reason, operands, hints } = explanation;
  if (tree.kind === 'and')
    return tree.operands.flatMap((part, index) => {
      const told = operands[index];
      return told && !told.holds ? failuresOf(part, told) : [];
    });
  return [`${query}: ${reason}`, ...hints.map(({ message }) => message)];
}

function partsOf(tree: QueryTree): QueryTree[] {
  switch (tree.kind) {
    case 'and':
    case 'or':
      return tree.operands;
    case 'near':
    case 'notNear':
      return [tree.left, tree.right];
    case 'not':
    case 'scope':
    case 'first':
    case 'atLeast':
      return [tree.operand];
    default:
      return [];
  }
}
