/// <reference lib="dom" />
import { BESIDE_WORDS, LINKING_WORDS, REMOVED_ALWAYS, REMOVED_IF_SMALL } from './rules.ts';

/** A block with more than this share of the page's text is not beside the article, whatever it is called. */
const MAX_SHARE = 0.25;

/** Takes out of the document what the rules say is not article text. */
export function cleanDocument(document: Document): void {
  for (const element of document.querySelectorAll(REMOVED_ALWAYS)) element.remove();

  const limit = textLength(document.body) * MAX_SHARE;
  for (const element of document.body.querySelectorAll('[hidden]')) {
    // What holds much of the text is hidden only until a script shows it.
    if (textLength(element) > limit) element.removeAttribute('hidden');
  }
  const doubtful = new Set(document.body.querySelectorAll(REMOVED_IF_SMALL));
  for (const element of document.body.querySelectorAll('*')) {
    const beside = doubtful.has(element) || isNamedBeside(element);
    if (beside && element.isConnected && textLength(element) <= limit) element.remove();
  }
}

function isNamedBeside(element: Element): boolean {
  const words = wordsOf(`${element.getAttribute('class') ?? ''} ${element.id}`);
  const isIn = (names: Set<string>) => words.some((word, i) => names.has(word) || names.has(`${words[i - 1]} ${word}`));
  return isIn(BESIDE_WORDS) || (isIn(LINKING_WORDS) && element.querySelector('a') !== null);
}

/** A capital begins a word only if the word goes on, else generated names (`n1AuAdJl`) would hold any word. */
function wordsOf(names: string): string[] {
  return names
    .replace(/([a-z])(?=[A-Z][a-z]{2})/g, '$1 ')
    .toLowerCase()
    .split(/[^a-z]+/);
}

function textLength(element: Element): number {
  return element.textContent?.replace(/\s+/g, ' ').length ?? 0;
}
