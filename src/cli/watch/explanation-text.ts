import type { Explanation } from '../../match/evidence/explain.ts';
import { markOf, printable } from '../shared/terminal-text.ts';

/** An explanation as a tree: each part with ✓ or ✗, below it why and hints, then the parts it is made of. */
export function explanationText(explanation: Explanation): string {
  return linesFor(explanation, '').join('\n');
}

function linesFor({ query, holds, reason, hints, operands }: Explanation, indent: string): string[] {
  return [
    `${indent}${markOf(holds)} ${printable(query)}`,
    `${indent}    ${printable(reason)}`,
    ...hints.map(({ message }) => `${indent}    hint: ${printable(message)}`),
    ...operands.flatMap((operand) => linesFor(operand, `${indent}  `)),
  ];
}
