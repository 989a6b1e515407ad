/** An element of a feed document, as far as it is kept. */
export interface XmlElement {
  /** Canonical name: `title` of RSS, `atom:title`, `dc:creator`; see namespaces.ts. */
  name: string;
  /** Name as it was written, for serialization. */
  tag: string;
  /** Lower-case names as written, values decoded. */
  attributes: Readonly<Record<string, string>>;
  children: XmlNode[];
  /** What relative URLs inside are resolved against (XML Base), or null when nothing is known. */
  base: string | null;
  /** True when the document itself says so with `xml:base`. */
  isBaseDeclared: boolean;
  /** `xml:lang` in force, or null. */
  language: string | null;
  /** True when the document ended inside. */
  isCut: boolean;
  /** True when its end tag is missing. */
  isUnclosed: boolean;
}

/** Character data: `value` is decoded. */
export interface XmlText {
  text: string;
}

/** A node of the tree; comments and processing instructions are not kept. */
export type XmlNode = XmlElement | XmlText;

/** True for an element. */
export function isElement(node: XmlNode): node is XmlElement {
  return 'name' in node;
}

/** The child elements with one of these names, in the order of the document. */
export function childrenOf(element: XmlElement, ...names: string[]): XmlElement[] {
  return element.children.filter((node): node is XmlElement => isElement(node) && names.includes(node.name));
}

/** The elements of that name anywhere inside, each before those within it. */
export function descendantsOf(element: XmlElement, name: string): XmlElement[] {
  return element.children
    .filter(isElement)
    .flatMap((child) => [...(child.name === name ? [child] : []), ...descendantsOf(child, name)]);
}

/** The first child element with the first of these names that there is. */
export function childOf(element: XmlElement, ...names: string[]): XmlElement | undefined {
  for (const name of names) {
    const found = element.children.find((node): node is XmlElement => isElement(node) && node.name === name);
    if (found) return found;
  }
  return undefined;
}

/** All character data inside, decoded. */
export function textOf(element: XmlElement): string {
  return element.children.map((node) => (isElement(node) ? textOf(node) : node.text)).join('');
}

/** True when there are elements inside. */
export function hasElements(element: XmlElement): boolean {
  return element.children.some(isElement);
}

/** What is inside, as markup: names as they were written, without prefixes. */
export function innerMarkup(element: XmlElement): string {
  return element.children.map((node) => (isElement(node) ? outerMarkup(node) : escapeMarkup(node.text))).join('');
}

/** Elements of HTML that have no end tag (HTML Standard, 13.1.2). */
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));

function outerMarkup(element: XmlElement): string {
  const tag = element.tag.replace(/^.*:/, '');
  const attributes = Object.entries(element.attributes)
    .filter(([name]) => !name.startsWith('xmlns'))
    .map(([name, value]) => ` ${name}="${escapeMarkup(value).replaceAll('"', '&quot;')}"`)
    .join('');
  const inside = innerMarkup(element);
  // An end that nobody wrote would make markup of a tag that is only spoken of.
  if (element.isUnclosed) return `<${tag}${attributes}>${inside}`;
  return inside === '' && VOID.has(tag) ? `<${tag}${attributes}>` : `<${tag}${attributes}>${inside}</${tag}>`;
}

function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** True when the document ended somewhere in the middle of what is inside, so that a part of it is not whole. */
export function isCutInside(element: XmlElement): boolean {
  return element.isCut && childrenCut(element);
}

function childrenCut({ children }: XmlElement): boolean {
  const last = children.at(-1);
  return last !== undefined && isElement(last) && last.isCut;
}
