/// <reference lib="dom" />
import { classWords, hasName } from './class-names.ts';
import { BESIDE_WORDS, HIDING_CLASS, LINKING_WORDS, REMOVED_ALWAYS, REMOVED_IF_SMALL, SHOWING_CLASS } from './rules.ts';

/** A block with more than this share of the page's text is not beside the article, whatever it is called. */
const MAX_SHARE = 0.25;

/** Takes out of the document what is never article text, nor a summary of it. */
export function removeControls(document: Document): void {
  for (const element of document.querySelectorAll(REMOVED_ALWAYS)) element.remove();
}

/** Takes out what stands beside the article by its name, unless much of the text is in it. */
export function removeBeside(document: Document): void {
  const limit = textLength(document.body) * MAX_SHARE;
  for (const element of document.body.querySelectorAll('[hidden]')) {
    // What holds much of the text is hidden only until a script shows it.
    if (textLength(element) > limit) element.removeAttribute('hidden');
  }
  const doubtful = new Set(document.body.querySelectorAll(REMOVED_IF_SMALL));
  for (const element of document.body.querySelectorAll('*')) {
    const beside = doubtful.has(element) || isNamedBeside(element) || isHiddenByClass(element);
    if (beside && element.isConnected && textLength(element) <= limit) element.remove();
  }
}

function isNamedBeside(element: Element): boolean {
  const words = classWords(element);
  return hasName(words, BESIDE_WORDS) || (hasName(words, LINKING_WORDS) && element.querySelector('a') !== null);
}

function isHiddenByClass(element: Element): boolean {
  const names = element.getAttribute('class') ?? '';
  return HIDING_CLASS.test(names) && !SHOWING_CLASS.test(names);
}

function textLength(element: Element): number {
  return element.textContent?.replace(/\s+/g, ' ').length ?? 0;
}
