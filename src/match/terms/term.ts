/** What a query looks for in one piece: a word, a phrase, or any name of an alias group. */
export interface Term {
  kind: 'term';
  atom: number;
  /** As the query or the alias group has it. */
  text: string;
  /** The alias it is, or is a name of, without `@`; or null. */
  alias: string | null;
}
