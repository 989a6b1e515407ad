import { NATIVE } from './native.ts';
import { endsInAnyLetter } from './term-text.ts';
import type { ProximityNode, QueryTree, Spelling } from './tree.ts';

/**
 * A query that means what `tree` means, in one fixed style: operators in capitals, every NEAR with its distance,
 * parentheses wherever two operators meet. Parsing it gives the tree back, spans aside.
 */
export function printQuery(tree: QueryTree): string {
  switch (tree.kind) {
    case 'term':
      return printTerm(tree.text, tree.spelling);
    case 'loosePhrase':
      return `${SIGNS[tree.spelling]}"${tree.text}"~${tree.slop}`;
    case 'alias':
      return `@${tree.name}`;
    case 'and':
      return tree.operands.map(printOperand).join(' AND ');
    case 'or':
      return tree.operands.map(printOperand).join(' OR ');
    case 'not':
      return `NOT ${printOperand(tree.operand)}`;
    case 'near':
    case 'notNear':
      return `${printOperand(tree.left)} ${printProximity(tree)} ${printOperand(tree.right)}`;
    case 'scope':
      return `${tree.scope}:${printScoped(tree.operand)}`;
    case 'first':
      return `FIRST/${tree.words}(${printQuery(tree.operand)})`;
    case 'atLeast':
      return `ATLEAST/${tree.count}(${printQuery(tree.operand)})`;
  }
}

const SIGNS: Record<Exclude<Spelling, 'exact'>, string> = { inflected: '', spelled: '=', stemmed: '~' };

function printProximity({ kind, reach, ordered }: ProximityNode): string {
  const distance = reach.unit === 'words' ? `${reach.distance}` : reach.unit === 'sentence' ? 's' : 'p';
  return `${kind === 'notNear' ? 'NOT ' : ''}${ordered ? 'O' : ''}NEAR/${distance}`;
}

function printOperand(node: QueryTree): string {
  return node.kind === 'not' ? printQuery(node) : printScoped(node);
}

/** A scope is of what stands directly behind it. */
function printScoped(node: QueryTree): string {
  return STANDS_ALONE.has(node.kind) ? printQuery(node) : `(${printQuery(node)})`;
}

const STANDS_ALONE = new Set<QueryTree['kind']>(['term', 'loosePhrase', 'alias', 'scope', 'first', 'atLeast']);

const WORD = /^[\p{L}\p{N}]+$/u;

function printTerm(text: string, spelling: Spelling): string {
  if (spelling === 'exact') return `{${text}}`;
  // Without quotation marks, ~5 would be the distance of a phrase.
  if (spelling === 'stemmed' && /^\d+$/.test(text)) return `~"${text}"`;
  // Between quotation marks a ? behind a word would be punctuation.
  const isPlain = (WORD.test(text) || endsInAnyLetter(text)) && NATIVE.readWord(text, '') === null;
  return SIGNS[spelling] + (isPlain ? text : `"${text}"`);
}
