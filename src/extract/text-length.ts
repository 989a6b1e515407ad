/// <reference lib="dom" />

/** UTF-16 code units of an element's text, white space collapsed. */
export function textLength(element: Element): number {
  return element.textContent?.replace(/\s+/g, ' ').length ?? 0;
}

/** UTF-16 code units. A shorter paragraph may be anything. */
const MIN_PARAGRAPH = 60;

/** UTF-16 code units of the paragraphs below an element that are long enough to be running text. */
export function runningText(root: Element): number {
  let length = 0;
  for (const paragraph of root.querySelectorAll('p')) {
    const own = paragraph.textContent?.trim().length ?? 0;
    if (own >= MIN_PARAGRAPH) length += own;
  }
  return length;
}

/** The same of every element that holds any. */
export function runningTexts(root: Element): Map<Element, number> {
  const lengths = new Map<Element, number>();
  for (const paragraph of root.querySelectorAll('p')) {
    const own = paragraph.textContent?.trim().length ?? 0;
    if (own < MIN_PARAGRAPH) continue;
    for (let one: Element | null = paragraph; one; one = one.parentElement) {
      lengths.set(one, (lengths.get(one) ?? 0) + own);
    }
  }
  return lengths;
}
