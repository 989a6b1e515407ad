/** What is wrong with a text as YAML. */
export interface SyntaxFault {
  /** Into the text, in UTF-16 code units. */
  offset: number;
  /** A sentence for people, in words of ours, that repeats nothing of the text but single signs: it may hold secrets. */
  reason: string;
  /** Another place concerned, to be named after the reason. */
  other?: number;
}
