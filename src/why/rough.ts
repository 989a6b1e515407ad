import { operandsOf } from '../match/evidence/explain.ts';
import type { ResolvedAliases } from '../match/query/aliases.ts';
import type { QueryTree } from '../match/query/tree.ts';
import type { ReadableArticle } from '../match/text/fields.ts';
import { type Judged, shareOf } from './share.ts';

/** Letters of a word that have to stand somewhere: its beginning, whatever its inflection is. */
const BEGINNING = 4;

/**
 * Guesses how much of a query an article holds, some hundred times faster than it is found out: whether its words begin
 * anywhere in the text. Only to look at the likeliest queries first.
 *
 * @param folded See {@link foldRoughly}.
 */
export function guessShare(tree: QueryTree, folded: string, aliases: ResolvedAliases): number {
  return shareOf(judge(tree, folded, aliases));
}

/** Title, other headlines and text of an article, as {@link guessShare} looks into them. */
export function foldRoughly({ title, headlines, text }: ReadableArticle): string {
  return fold([title, ...(headlines ?? []).map((one) => one.text), text].join('\n'));
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function judge(tree: QueryTree, folded: string, aliases: ResolvedAliases): Judged {
  const operands = operandsOf(tree).map((part) => judge(part, folded, aliases));
  return { kind: tree.kind, holds: null, stands: standsThere(tree, folded, aliases) ? 1 : 0, operands };
}

function standsThere(tree: QueryTree, folded: string, aliases: ResolvedAliases): boolean {
  if (tree.kind === 'alias')
    return (aliases.groups.get(tree.name) ?? []).some((name) => wordsStandThere(name.text, folded));
  return (tree.kind === 'term' || tree.kind === 'loosePhrase') && wordsStandThere(tree.text, folded);
}

function wordsStandThere(written: string, folded: string): boolean {
  const words = fold(written).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.every((word) => folded.includes(word.slice(0, BEGINNING)));
}
