import type { Span } from './error.ts';
import type { Join, Operand } from './group.ts';
import type { TermNode } from './tree.ts';

/** A hundred words of a hundred letters, in UTF-16 code units, have room in it. */
const MAX_PHRASE = 20_000;

/** True when the last word of a term ends in any one letter. */
const isCutShort = ({ text }: TermNode) => text.endsWith('?');

/** Two words side by side where the grammar takes them for a phrase, or null where they are more than words. */
export function asPhrase(before: Operand, following: Operand): Operand | null {
  const [a, b] = [before.node, following.node];
  if (a.kind !== 'term' || b.kind !== 'term' || a.spelling !== b.spelling || following.negated) return null;
  if (isCutShort(a) || isCutShort(b)) return null;
  // Longer than a phrase can be: it is refused, and need not grow.
  if (a.text.length > MAX_PHRASE) return before;
  const span = { offset: a.span.offset, length: b.span.offset + b.span.length - a.span.offset };
  return { ...before, node: { ...a, text: `${a.text} ${b.text}`, span } };
}

/** A word that ends in ? beside another: Wirewatch's phrases would take the ? for punctuation. */
export function asJoin({ node: a }: Operand, { node: b, negated }: Operand, span: Span): Join {
  const isPhrase = a.kind === 'term' && b.kind === 'term' && (isCutShort(a) || isCutShort(b)) && !negated;
  if (!isPhrase) return { kind: 'and', span };
  return { kind: 'near', reach: { unit: 'words', distance: 0 }, ordered: true, negated: false, span };
}
