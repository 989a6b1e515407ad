/// <reference lib="dom" />

/** Attributes that name what a `<meta>` tag tells: HTML, RDFa (OpenGraph) and microdata each have their own. */
const NAMING = ['property', 'name', 'itemprop', 'http-equiv'];

/** The `<meta>` tags of a page. Names are compared by their letters alone: `article:published_time`, `article.publishedTime`. */
export interface MetaTags {
  /** Content of the first tag of any of these names that has any, in the order of the names. */
  first(...names: string[]): string | undefined;
  /** Contents of all tags of a name. */
  all(name: string): string[];
}

/** @param elements The `<meta>` elements of the page. */
export function metaTags(elements: Element[]): MetaTags {
  const contents = new Map<string, string[]>();
  for (const element of elements) {
    const content = element.getAttribute('content')?.trim();
    if (!content) continue;
    const names = new Set(NAMING.map((attribute) => letters(element.getAttribute(attribute) ?? '')).filter(Boolean));
    for (const name of names) {
      const known = contents.get(name);
      if (known) known.push(content);
      else contents.set(name, [content]);
    }
  }
  const all = (name: string) => contents.get(letters(name)) ?? [];
  return { all, first: (...names) => names.map((name) => all(name)[0]).find(Boolean) };
}

function letters(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
