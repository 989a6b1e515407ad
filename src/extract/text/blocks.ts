/// <reference lib="dom" />

/** One paragraph, heading or list item of a page: what a reader sees as standing on its own. */
export interface Block {
  /** White space collapsed; `\n` only where the page breaks a line (`<br>`). Never empty. */
  text: string;
  /** Share of `text`, 0 to 1, that stands in links or `<time>` elements: a block of nothing else is no sentence. */
  marginal: number;
  heading: boolean;
  /** An entry of a list. */
  listed: boolean;
}

const ELEMENT = 1;
const TEXT = 3;

/** Elements rendered as blocks (HTML Standard, 15.3) and those that separate text as a block would. */
const BLOCK_ELEMENTS = new Set(
  (
    'ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CENTER DD DETAILS DIR DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM ' +
    'H1 H2 H3 H4 H5 H6 HEADER HGROUP HR LEGEND LI MAIN MENU NAV OL P PRE SECTION SUMMARY TABLE TBODY TFOOT THEAD TR UL'
  ).split(' '),
);
/** The cells of one table row belong together, as a time and what is before it, but their words do not touch. */
const CELLS = new Set(['TD', 'TH']);
/** What separates paragraphs in text that is shown as it was typed. */
const BLANK_LINE = /\n[ \t\r]*\n/;
const MARGINAL = new Set(['A', 'TIME']);
const HEADINGS = new Set(['H1', 'H2', 'H3', 'H4', 'H5', 'H6']);

/** What a node is within. */
interface Within {
  inMargin: boolean;
  inHeading: boolean;
  inList: boolean;
  inPre: boolean;
}

/**
 * The text below an element, block by block in reading order. Unlike `textContent` it never glues the end of one
 * paragraph to the start of the next.
 */
export function readBlocks(root: Node): Block[] {
  const blocks: Block[] = [];
  let text = '';
  let marginalLength = 0;
  let heading = false;
  let listed = false;

  const endBlock = () => {
    const whole = collapse(text);
    if (whole) blocks.push({ text: whole, marginal: Math.min(1, marginalLength / whole.length), heading, listed });
    text = '';
    marginalLength = 0;
    heading = false;
    listed = false;
  };
  const add = (written: string, { inMargin, inHeading, inList }: Within) => {
    const piece = written.replace(/\s+/g, ' ');
    text += piece;
    if (inMargin) marginalLength += piece.trim().length;
    if (inHeading) heading = true;
    if (inList) listed = true;
  };
  const visit = (node: Node, within: Within) => {
    if (node.nodeType === TEXT) {
      const [first = '', ...others] = within.inPre ? (node.nodeValue ?? '').split(BLANK_LINE) : [node.nodeValue ?? ''];
      add(first, within);
      for (const paragraph of others) {
        endBlock();
        add(paragraph, within);
      }
      return;
    }
    if (node.nodeType !== ELEMENT) return;
    const name = node.nodeName;
    if (name === 'BR') {
      text += '\n';
      return;
    }
    const isBlock = BLOCK_ELEMENTS.has(name);
    if (isBlock) endBlock();
    if (name === 'TIME') text += ' ';
    const inside: Within = {
      inMargin: within.inMargin || MARGINAL.has(name),
      inHeading: within.inHeading || HEADINGS.has(name),
      inList: within.inList || name === 'LI',
      inPre: within.inPre || name === 'PRE',
    };
    for (let child = node.firstChild; child; child = child.nextSibling) visit(child, inside);
    if (isBlock) endBlock();
    else if (CELLS.has(name)) text += ' ';
  };
  visit(root, { inMargin: false, inHeading: false, inList: false, inPre: false });
  endBlock();
  return blocks;
}

function collapse(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
    .join('\n');
}
