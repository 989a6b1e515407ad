/**
 * One spelling of a word for all that a language's readers take for it. Given, and gives, a word as
 * `FoldedWord.marked` has it: lower case, diacritics behind their letters (NFD).
 */
export type Respelling = (marked: string) => string;

/** Replaces one after the other, in each word that holds what is replaced. */
export function replacing(...replacements: readonly (readonly [RegExp, string])[]): Respelling {
  return (marked) => replacements.reduce((word, [from, to]) => word.replace(from, to), marked);
}

/** Replaces only where a word begins with one of these keys, each as long as the first. Most words of a text need no more than that lookup. */
export function replacingAtStart(byStart: Record<string, readonly (readonly [RegExp, string])[]>): Respelling {
  const starts = new Map(Object.entries(byStart).map(([start, replacements]) => [start, replacing(...replacements)]));
  const length = Object.keys(byStart)[0]?.length ?? 0;
  return (marked) => starts.get(marked.slice(0, length))?.(marked) ?? marked;
}
