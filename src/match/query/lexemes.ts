import type { Span } from './error.ts';
import type { Reach, Scope, Spelling } from './tree.ts';

/** A part of a query: a sign of the language, or a leaf of the tree. */
export type Lexeme = Sign & { span: Span };

/** A part of a query, without its place. */
export type Sign =
  | { kind: 'open' | 'close' | 'not' | 'and' | 'or' }
  | { kind: 'near'; reach: Reach; ordered: boolean }
  /** Says where the operand behind it is looked for. */
  | { kind: 'scope'; scope: Scope }
  | { kind: 'first'; words: number }
  | { kind: 'atLeast'; count: number }
  /** As `first`, but the operand stands before it. */
  | { kind: 'firstBehind'; words: number }
  | { kind: 'term'; text: string; spelling: Spelling }
  | { kind: 'loosePhrase'; text: string; spelling: Exclude<Spelling, 'exact'>; slop: number }
  | { kind: 'alias'; name: string };

/** Why a word cannot stand where it does, and what to write instead. */
export interface Wrong {
  kind: 'wrong';
  message: string;
  suggestions: string[];
}

/** A mistake, told in a sentence; `suggestions` are what to write in place of the word. */
export function wrong(message: string, suggestions: string[] = []): Wrong {
  return { kind: 'wrong', message, suggestions };
}
