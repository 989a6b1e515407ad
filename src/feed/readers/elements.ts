import { firstLink, markup, type RawAuthor, type RawText, resolveUrl } from '../cleaning/raw-feed.ts';
import { childOf, childrenOf, hasElements, innerMarkup, textOf, type XmlElement } from '../xml/tree.ts';

/** The text of the first child that has any, under the first of these names that has. */
export function firstText(element: XmlElement, ...names: string[]): string | null {
  for (const name of names) {
    for (const child of childrenOf(element, name)) {
      const text = textOf(child).trim();
      if (text !== '') return text;
    }
  }
  return null;
}

/** HTML inside an element, whether it was escaped or stands there as elements. */
export function markupIn(element: XmlElement | undefined): RawText | null {
  if (!element) return null;
  return markup(hasElements(element) ? innerMarkup(element) : textOf(element), element.base);
}

/** HTML of the first child that has any, under the first of these names that has. */
export function firstMarkup(element: XmlElement, ...names: string[]): RawText | null {
  for (const name of names) {
    for (const child of childrenOf(element, name)) {
      const text = markupIn(child);
      if (text && text.value.trim() !== '') return text;
    }
  }
  return null;
}

/** A URL in the text of an element, or in an `<a>` inside. */
export function urlIn(element: XmlElement | undefined): string | null {
  if (!element) return null;
  const anchor = childOf(element, 'a', 'xhtml:a')?.attributes.href;
  return resolveUrl(anchor ?? textOf(element), element.base);
}

/** Links of Atom, wherever they stand: `rel` is `alternate` when not given (RFC 4287 §4.2.7.2). */
export function atomLinks(element: XmlElement, rel: string, ...names: string[]): { href: string; link: XmlElement }[] {
  return childrenOf(element, ...names).flatMap((link) => {
    const rels = relationsOf(link);
    const href = resolveUrl(link.attributes.href, link.base);
    return rels.includes(rel) && href ? [{ href, link }] : [];
  });
}

/** The relations of a link: `alternate` when none is named, and by their names also when written as URLs (§4.2.7.2). */
function relationsOf({ attributes }: XmlElement): string[] {
  const rels = (attributes.rel ?? '').toLowerCase().trim().split(/\s+/);
  return rels.map((rel) => rel.replace(/^https?:\/\/www\.iana\.org\/assignments\/relation\//, '') || 'alternate');
}

/** Where a link service stands in between: the publisher's own address. */
export function originalLink(item: XmlElement): string | null {
  const [original] = childrenOf(item, 'feedburner:origlink', 'pheedo:origlink', 'origlink').flatMap(
    (link) => urlIn(link) ?? [],
  );
  return original ?? null;
}

/** The page among the alternates: HTML before anything else. */
export function alternateOf(element: XmlElement, ...names: string[]): string | null {
  const alternates = atomLinks(element, 'alternate', ...names).filter(({ href }) => firstLink(href) !== null);
  const page = alternates.find(({ link }) => /html/i.test(link.attributes.type ?? 'text/html'));
  return (page ?? alternates[0])?.href ?? null;
}

/** The text of the last of these children that has any: where something is told twice, the later word counts. */
export function lastText(element: XmlElement, ...names: string[]): string | null {
  for (const name of names) {
    const texts = childrenOf(element, name).map((child) => textOf(child).trim());
    const text = texts.filter((one) => one !== '').at(-1);
    if (text !== undefined) return text;
  }
  return null;
}

/** A person as Atom writes it, in elements, or as RSS does, in text; null when nothing is said. */
export function personIn(element: XmlElement): RawAuthor | null {
  const part = (local: string) => {
    const found = childOf(element, `atom:${local}`, local, `?:${local}`);
    return (found && textOf(found).trim()) || null;
  };
  const name = part('name') ?? part('uri');
  const email = part('email');
  return name !== null || email !== null ? { name, email } : personOf(textOf(element));
}

/** `ada@x.example (Ada Writer)`, `Ada Writer (ada@x.example)`, `Ada Writer <ada@x.example>`, or one of the two. */
function personOf(text: string): RawAuthor | null {
  const trimmed = text.trim();
  const email = /[^\s<>()]+@[^\s<>()]+/.exec(trimmed)?.[0] ?? null;
  if (email === null) return trimmed === '' ? null : { name: trimmed, email };
  const name = trimmed
    .replace(email, ' ')
    .replace(/[<(]\s*[)>]/, ' ')
    .replace(/^\s*[(<]|[)>]\s*$/g, '')
    .trim();
  return { name: name === '' ? null : name, email };
}

/** What a category is called: for people, and for programs where that is another word (RFC 4287 §4.2.2). */
export function categoryNames(category: XmlElement): string[] {
  const { label, term } = category.attributes;
  const names = [label, term].filter((name) => name !== undefined && name.trim() !== '') as string[];
  return names.length > 0 ? [...new Set(names)] : [textOf(category)];
}
