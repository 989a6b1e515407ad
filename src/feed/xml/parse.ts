import { decodeHTMLStrict } from 'entities/decode';
import { Parser } from 'htmlparser2';
import { canonicalName, OUTERMOST, type Scope, scopeWithin } from './namespaces.ts';
import { isElement, type XmlElement, type XmlNode } from './tree.ts';

/** More than any honest feed has; what goes beyond is left out. */
const LIMITS = { depth: 200, nodes: 300_000, attributes: 100 };

/** The scanner takes time that grows with the depth for each element: nothing is read behind so deep a nesting. */
const STOP_AT_DEPTH = 1_000;

/** A document, as far as it could be made out. */
export interface XmlDocument {
  /** The outermost elements: one in a good document. */
  roots: XmlElement[];
  /** What is wrong with it, and was passed over. One line each, for operators. */
  faults: string[];
}

interface Frame {
  element: XmlElement;
  scope: Scope;
  /** Where its start tag ends. */
  openedAt: number;
}

/**
 * Reads any text as if it were XML, in time and memory proportional to its length: tags that do not match, entities that
 * nobody declared, junk around the document and an end that is missing are no obstacles. Entities are those of HTML;
 * a document's own declarations are not read, so nothing in it can grow or be fetched.
 *
 * @param url Where the document came from, or null: relative URLs in it are resolved against it.
 */
export function parseXml(text: string, url: string | null): XmlDocument {
  const faults = new Set<string>();
  const outermost: XmlElement = {
    name: '',
    tag: '',
    attributes: {},
    children: [],
    base: url,
    isBaseDeclared: false,
    language: null,
    isCut: false,
    isUnclosed: false,
  };
  const open: Frame[] = [{ element: outermost, scope: OUTERMOST, openedAt: -1 }];
  let tooDeep = 0;
  let nodes = 0;
  let inCdata = false;
  let isOver = false;

  const append = (node: XmlNode): boolean => {
    nodes += 1;
    if (nodes > LIMITS.nodes) {
      faults.add('the document has too many parts, the last ones are left out');
      return false;
    }
    open.at(-1)!.element.children.push(node);
    return true;
  };

  const parser = new Parser(
    {
      onopentag(tag, given) {
        if (tooDeep > 0 || open.length > LIMITS.depth) {
          tooDeep += 1;
          faults.add('the document is nested too deep, what is inside is left out');
          if (tooDeep > STOP_AT_DEPTH) parser.pause();
          return;
        }
        const attributes = readAttributes(given);
        const { element: parent, scope: outer } = open.at(-1)!;
        const scope = scopeWithin(outer, tag, attributes);
        const declared = attributes['xml:base'];
        const element: XmlElement = {
          name: canonicalName(tag, scope),
          tag: tag.toLowerCase(),
          attributes,
          children: [],
          base: declared === undefined ? parent.base : resolveBase(declared, parent.base),
          isBaseDeclared: parent.isBaseDeclared || declared !== undefined,
          language: attributes['xml:lang']?.trim() || parent.language,
          isCut: false,
          isUnclosed: false,
        };
        append(element);
        open.push({ element, scope, openedAt: parser.endIndex });
      },
      onclosetag(_tag, isImplied) {
        if (tooDeep > 0) {
          tooDeep -= 1;
          return;
        }
        const closed = open.pop();
        // The scanner calls the end of a tag that closes itself implied, too.
        if (!isImplied || !closed || closed.openedAt === parser.endIndex) return;
        faults.add(isOver ? 'the document is cut off' : 'the XML is malformed: an end tag is missing');
        closed.element.isCut = isOver;
        closed.element.isUnclosed = true;
        if (!isOver) giveBack(closed.element, open.at(-1)!.element);
      },
      ontext(data) {
        if (tooDeep > 0) return;
        append({ text: inCdata ? data : decodeHTMLStrict(data) });
      },
      oncdatastart() {
        inCdata = true;
      },
      oncdataend() {
        inCdata = false;
      },
    },
    { xmlMode: true, decodeEntities: false },
  );
  parser.write(text);
  // In the middle of a tag: the element around it is not whole, however whole its children are.
  if (open.length > 1 && text.lastIndexOf('<') > text.lastIndexOf('>'))
    append({ ...outermost, name: '?', children: [], isCut: true });
  isOver = true;
  parser.end();
  return { roots: outermost.children.filter(isElement), faults: [...faults] };
}

/** Elements that hold no other ones: what follows one without an end tag is not inside. */
const LEAVES = new Set(
  `link guid pubdate category enclosure comments source atom:link atom:id atom:updated atom:published atom:category
  dc:date dc:creator media:content media:thumbnail media:credit`.split(/\s+/),
);

/** What an element without an end tag took in that stands beside it in truth: all, or its like. */
function giveBack(unclosed: XmlElement, parent: XmlElement): void {
  const isBeside = (node: XmlNode) => isElement(node) && (LEAVES.has(unclosed.name) || node.name === unclosed.name);
  if (!/item|entry$/.test(unclosed.name) && !LEAVES.has(unclosed.name)) return;
  const beside = unclosed.children.filter(isBeside);
  if (beside.length === 0) return;
  unclosed.children = unclosed.children.filter((node) => !isBeside(node));
  for (const node of beside) parent.children.push(node);
}

function readAttributes(given: Record<string, string>): Record<string, string> {
  const attributes: Record<string, string> = {};
  let count = 0;
  for (const name in given) {
    count += 1;
    if (count > LIMITS.attributes) break;
    const lower = name.toLowerCase();
    if (!Object.hasOwn(attributes, lower)) attributes[lower] = decodeHTMLStrict(given[name]!);
  }
  return attributes;
}

/** A base that is no URL, even with the one around it, is passed over. */
function resolveBase(declared: string, around: string | null): string | null {
  const url = URL.parse(declared.trim(), around ?? undefined);
  // Anything else than the web would make every link inside useless.
  return url && /^https?:$/.test(url.protocol) ? url.href : around;
}
