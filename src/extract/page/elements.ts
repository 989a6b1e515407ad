/// <reference lib="dom" />

/**
 * The elements of a document in their order, as it was parsed. Kept, since what a page tells of itself is asked for by
 * two dozen questions, and each would walk over the whole tree.
 */
export interface Elements {
  all: readonly Element[];
  /** Those of these names, such as `h1`. */
  named(...names: string[]): Element[];
}

/** Walks over the tree once; what is added to or taken from the document afterwards goes unnoticed. */
export function elementsOf(document: Document): Elements {
  const all = [...document.querySelectorAll('*')];
  const byName = Map.groupBy(all, (element) => element.localName);
  return {
    all,
    named(...names) {
      if (names.length === 1) return byName.get(names[0]!) ?? [];
      const wanted = new Set(names);
      return all.filter((element) => wanted.has(element.localName));
    },
  };
}

/** Whether a word is among those of an attribute: `[name~="word"]`. */
export function holdsWord(element: Element, attribute: string, word: string): boolean {
  return element.getAttribute(attribute)?.split(/\s+/).includes(word) ?? false;
}
