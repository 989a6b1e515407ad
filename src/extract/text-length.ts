/// <reference lib="dom" />

/** UTF-16 code units of an element's text, white space collapsed. */
export function textLength(element: Element): number {
  return element.textContent?.replace(/\s+/g, ' ').length ?? 0;
}

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
  for (const paragraph of root.querySelectorAll('p')) {
    const own = paragraph.textContent?.trim().length ?? 0;
    if (own >= MIN_PARAGRAPH) add(paragraph, own);
  }
  const broken = new Set([...root.querySelectorAll('br')].map((br) => br.parentElement));
  for (const block of broken) if (block && block.nodeName !== 'P') add(block, linesIn(block));
  return lengths;
}
