/// <reference lib="dom" />

/** Attributes that name what a `<meta>` tag tells: HTML, RDFa (OpenGraph) and microdata each have their own. */
const NAMING = ['property', 'name', 'itemprop', 'http-equiv'];

/** The `<meta>` tags of a page by lower-case name. The first with any content wins. */
export function metaTags(document: Document): Map<string, string> {
  const tags = new Map<string, string>();
  for (const element of document.querySelectorAll('meta[content]')) {
    const content = element.getAttribute('content')?.trim();
    if (!content) continue;
    for (const attribute of NAMING) {
      const name = element.getAttribute(attribute)?.toLowerCase();
      if (name && !tags.has(name)) tags.set(name, content);
    }
  }
  return tags;
}
