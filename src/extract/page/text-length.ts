/// <reference lib="dom" />

/** UTF-16 code units of an element's text, white space collapsed. */
export function textLength(element: Element): number {
  const text = element.textContent ?? '';
  let length = 0;
  let isBehindSpace = false;
  // As `text.replace(/\s+/g, ' ').length`, which would write the text of the whole page anew each time.
  for (let at = 0; at < text.length; at += 1) {
    const isSpace = isSpaceCode(text.charCodeAt(at));
    if (!isSpace || !isBehindSpace) length += 1;
    isBehindSpace = isSpace;
  }
  return length;
}

/** Whether an element's text has more than `limit` UTF-16 code units, white space collapsed. */
export function isLonger(element: Element, limit: number): boolean {
  return (element.textContent?.length ?? 0) > limit && textLength(element) > limit;
}

/** What `\s` is in regular expressions (ECMA-262, WhiteSpace and LineTerminator). */
function isSpaceCode(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  if (code < 0x1680) return code === 0xa0;
  return (code >= 0x2000 && code <= 0x200a) || OTHER_SPACES.has(code);
}

const OTHER_SPACES: ReadonlySet<number> = new Set([0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff]);

/** UTF-16 code units. A shorter paragraph may be anything. */
const MIN_PARAGRAPH = 60;

/** UTF-16 code units of what is long enough to be running text below an element: paragraphs, and lines between breaks. */
export function runningText(root: Element): number {
  return runningTexts(root).get(root) ?? 0;
}

/** UTF-16 code units of the long lines that stand in a block itself, between line breaks. */
function linesIn(block: Element): number {
  let length = 0;
  for (let node = block.firstChild; node; node = node.nextSibling) {
    const own = node.nodeType === 3 ? (node.nodeValue?.trim().length ?? 0) : 0;
    if (own >= MIN_PARAGRAPH) length += own;
  }
  return length;
}

/** The same of every element that holds any. */
export function runningTexts(root: Element): Map<Element, number> {
  const lengths = new Map<Element, number>();
  const add = (paragraph: Element, own: number) => {
    for (let one: Element | null = paragraph; one; one = one === root ? null : one.parentElement) {
      lengths.set(one, (lengths.get(one) ?? 0) + own);
    }
  };
  const broken = new Set<Element | null>();
  for (const element of root.querySelectorAll('p, br')) {
    if (element.localName === 'br') broken.add(element.parentElement);
    else {
      const own = element.textContent?.trim().length ?? 0;
      if (own >= MIN_PARAGRAPH) add(element, own);
    }
  }
  for (const block of broken) if (block && block.localName !== 'p') add(block, linesIn(block));
  return lengths;
}
