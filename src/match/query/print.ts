import type { QueryTree, TermNode } from './tree.ts';

/**
 * A query that means what `tree` means, in one fixed style: operators in capitals, every NEAR with its distance,
 * parentheses wherever two operators meet. Parsing it gives the tree back, spans aside.
 */
export function printQuery(tree: QueryTree): string {
  switch (tree.kind) {
    case 'term':
      return printTerm(tree);
    case 'alias':
      return `@${tree.name}`;
    case 'and':
      return tree.operands.map(printOperand).join(' AND ');
    case 'or':
      return tree.operands.map(printOperand).join(' OR ');
    case 'not':
      return `NOT ${printOperand(tree.operand)}`;
    case 'near':
      return `${printOperand(tree.left)} NEAR/${(tree as any).reach.distance} ${printOperand(tree.right)}`;
    default:
      return '';
  }
}

function printOperand(node: QueryTree): string {
  const bare = node.kind === 'term' || node.kind === 'alias' || (node.kind === 'not' && node.operand.kind !== 'not');
  return bare ? printQuery(node) : `(${printQuery(node)})`;
}

function printTerm({ text, spelling }: TermNode): string {
  if (spelling === 'exact') return `{${text}}`;
  return /^[\p{L}\p{N}]+$/u.test(text) && !/^(?:and|or|not|o?near\d*|adj\d+)$/i.test(text) ? text : `"${text}"`;
}
