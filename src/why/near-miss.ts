import { setImmediate } from 'node:timers/promises';
import { type Explanation, explain, operandsOf } from '../match/evidence/explain.ts';
import { type ResolvedAliases, resolveAliases } from '../match/query/aliases.ts';
import { parseQuery } from '../match/query/parser.ts';
import type { QueryTree } from '../match/query/tree.ts';
import type { ReadableArticle } from '../match/text/fields.ts';
import type { Aliases, Watch } from '../model/watch.ts';
import { foldRoughly, guessShare } from './rough.ts';
import { type Judged, shareOf } from './share.ts';

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
/** ms after which no more watches are looked at closely than are asked for: each is compiled anew for the one article. */
const PATIENCE_MS = 1_500;
/** Queries that are guessed at before others get their turn. */
const AT_A_TIME = 200;

/** What was found out about the watches that an article does not satisfy. */
export interface NearMisses {
  /** The nearest first. */
  nearest: Nearness[];
  /** Watches that were looked at closely: those first whose words stand in the article. */
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
  const likeliest = await likeliestFirst(article, watches, resolved);
  const until = performance.now() + PATIENCE_MS;
  const near: Nearness[] = [];
  let looked = 0;
  for (const { watch, tree } of likeliest) {
    if (looked >= most && performance.now() > until) break;
    looked += 1;
    const one = nearnessOf(watch, tree, article, resolved);
    if (one.share >= least) near.push(one);
    await setImmediate();
  }
  return { nearest: near.sort((a, b) => b.share - a.share).slice(0, most), looked };
}

/** How near the article comes to one watch; null: its query cannot be read. */
export function nearnessTo(watch: Watch, article: ReadableArticle, aliases: Aliases): Nearness | null {
  const parsed = parseQuery(watch.query, watch.dialect);
  return parsed.kind === 'invalid' ? null : nearnessOf(watch, parsed.tree, article, resolveAliases(aliases));
}

interface Likely {
  watch: Watch;
  tree: QueryTree;
  guess: number;
}

async function likeliestFirst(
  article: ReadableArticle,
  watches: readonly Watch[],
  aliases: ResolvedAliases,
): Promise<Likely[]> {
  const folded = foldRoughly(article);
  const all: Likely[] = [];
  for (const [index, watch] of watches.entries()) {
    const parsed = parseQuery(watch.query, watch.dialect);
    if (parsed.kind === 'parsed')
      all.push({ watch, tree: parsed.tree, guess: guessShare(parsed.tree, folded, aliases) });
    if (index % AT_A_TIME === 0) await setImmediate();
  }
  return all.sort((a, b) => b.guess - a.guess);
}

function nearnessOf(watch: Watch, tree: QueryTree, article: ReadableArticle, aliases: ResolvedAliases): Nearness {
  const explanation = explain(tree, article, aliases, watch.language);
  const { holds } = explanation;
  return {
    watch,
    holds,
    share: shareOf(judgedOf(tree, explanation)),
    failures: holds ? [] : failuresOf(tree, explanation),
  };
}

/** A form of the term stands there that is not counted. */
const SAME_ROOT = 0.5;

function judgedOf(tree: QueryTree, { holds, hints, operands }: Explanation): Judged {
  const parts = operandsOf(tree);
  return {
    kind: tree.kind,
    holds,
    stands: hints.length > 0 ? SAME_ROOT : 0,
    // Of a scope of metadata, none is told.
    operands: operands.map((told, index) => judgedOf(parts[index]!, told)),
  };
}

/** What failed: of a conjunction each part that did, of others why the whole did. */
function failuresOf(tree: QueryTree, { query, reason, operands, hints }: Explanation): string[] {
  if (tree.kind === 'and')
    return tree.operands.flatMap((part, index) => {
      const told = operands[index];
      return told && !told.holds ? failuresOf(part, told) : [];
    });
  return [`${query}: ${reason}`, ...hints.map(({ message }) => message)];
}
