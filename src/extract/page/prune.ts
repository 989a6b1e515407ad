import { Parser } from 'htmlparser2';
import { createTreeMeter, refuseText } from './guard.ts';
import { type HidingRules, hidingStyle, readHidingRules } from './hidden.ts';

/** Elements that hold nothing to read; with all that is in them. */
const UNREAD = new Set(
  (
    'style template noscript iframe object embed canvas audio video map svg math select datalist progress source nav ' +
    'label textarea'
  ).split(' '),
);
/**
 * Attributes that anything is read from, or that tell what an element is. Readability weighs pictures (`src`) against
 * paragraphs to know teasers of other articles.
 */
const READ = new Set(
  (
    'id class role rel href src lang content name property itemprop http-equiv datetime pubdate type hidden ' +
    'aria-hidden aria-modal'
  ).split(' '),
);
const FRONT_PAGE = '/';
/** The same of a link to the front page: what the outlet is called. */
const NAMING = new Set(['title', 'aria-label']);
/** Elements without an end (HTML Standard, 13.1.2). */
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
/** `<link>` elements that tell of the article. */
const TELLING_LINK = /canonical|image_src|author/i;
const LINKED_DATA = /^\s*application\/ld\+json/i;

/** UTF-16 code units between two looks at the size: a page is dropped soon after it is found too large. */
const CHUNK = 16_384;

/** A page without what nobody reads, and what its style sheets hide; or why it must not become a tree. */
export type Pruned =
  | { kind: 'pruned'; html: string; hasScripts: boolean; hiding: HidingRules }
  | { kind: 'refused'; reason: string };

/**
 * Leaves out scripts (but JSON-LD), styles, pictures that are drawn, comments, and attributes without meaning: three
 * quarters of the nodes of an average page, each of which would cost time and memory in the tree. Refuses a page that
 * would make too large a tree, whatever is left of it: see {@link createTreeMeter}.
 */
export function prune(html: string): Pruned {
  const badText = refuseText(html);
  if (badText) return { kind: 'refused', reason: badText };
  const meter = createTreeMeter();
  const out: string[] = [];
  let hasScripts = false;
  let isData = false;
  let css = '';
  let isStyle = false;
  /** How many elements deep inside one that is left out; 0 outside. */
  let unread = 0;
  /** How many `<pre>` elements are open: white space means something in them. */
  let preformatted = 0;
  let text = '';

  const endText = () => {
    const isAsItStands = isData || preformatted > 0;
    if (text !== '') out.push(escaped(isAsItStands ? text : text.replace(/\s+/g, ' '), isData));
    text = '';
  };
  const parser = new Parser({
    onprocessinginstruction(name, data) {
      if (unread === 0 && name === '!doctype') out.push(`<${data}>`);
    },
    onopentag(name, attributes) {
      meter.openTag(name, Object.keys(attributes).length);
      endText();
      const isScript = name === 'script';
      isData = isScript && LINKED_DATA.test(attributes.type ?? '');
      hasScripts ||= isScript && !isData;
      isStyle = name === 'style' && unread === 0 && !/print/i.test(attributes.media ?? '');
      const isUnread =
        UNREAD.has(name) || (isScript && !isData) || (name === 'link' && !TELLING_LINK.test(attributes.rel ?? ''));
      if (unread > 0 || isUnread) {
        if (!VOID.has(name)) unread += 1;
        return;
      }
      if (name === 'pre') preformatted += 1;
      out.push(`<${name}${attributesOf(attributes)}>`);
    },
    ontext(piece) {
      meter.text(piece);
      if (unread === 0) text += piece;
      else if (isStyle) css += piece;
    },
    onclosetag(name) {
      meter.closeTag();
      endText();
      isData = false;
      isStyle = false;
      if (VOID.has(name)) return;
      if (unread > 0) unread -= 1;
      else {
        if (name === 'pre') preformatted -= 1;
        out.push(`</${name}>`);
      }
    },
  });
  for (let at = 0; at < html.length && !meter.refusal(); at += CHUNK) parser.write(html.slice(at, at + CHUNK));
  // What the parser still holds back, waiting for the end of an entity.
  if (!meter.refusal()) parser.end();
  const reason = meter.refusal();
  if (reason) return { kind: 'refused', reason };
  return { kind: 'pruned', html: out.join(''), hasScripts, hiding: readHidingRules(css) };
}

function attributesOf(attributes: Record<string, string>): string {
  let kept = '';
  for (const name in attributes) {
    const value = attributes[name]!;
    if (name === 'href' && isPlainLink(attributes)) continue;
    if (READ.has(name) || (attributes.href === FRONT_PAGE && NAMING.has(name)))
      kept += ` ${name}="${escaped(value).replaceAll('"', '&quot;')}"`;
    else if (name === 'style') {
      const hiding = hidingStyle(value);
      if (hiding) kept += ` style="${hiding}"`;
    }
  }
  return kept;
}

/**
 * Where a link leads is of no interest, unless within the page, by which Readability tells lists of contents, or to the
 * front page, beside which stands what the outlet is called.
 */
function isPlainLink({ href = '', rel }: Record<string, string>): boolean {
  return rel === undefined && !href.startsWith('#') && href !== FRONT_PAGE;
}

/** HTML Standard, 13.3. The text of a script stands as it is. */
function escaped(text: string, isScript = false): string {
  return isScript ? text : text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
