/// <reference lib="dom" />
import { classWords, hasName } from './class-names.ts';
import {
  BESIDE_WORDS,
  CONTROL_ELEMENTS,
  CONTROL_ROLES,
  ELEMENTS_BESIDE,
  HIDING_CLASS,
  LINKING_WORDS,
  ROLES_BESIDE,
  SHOWING_CLASS,
} from './rules.ts';

/** A block with more than this share of the page's text is not beside the article, whatever it is called. */
const MAX_SHARE = 0.25;

/** Takes out of the document what is never article text, nor a summary of it. */
export function removeControls(document: Document): void {
  for (const element of document.body.querySelectorAll('*')) if (isControl(element)) element.remove();
}

function isControl(element: Element): boolean {
  return (
    CONTROL_ELEMENTS.has(element.nodeName.toUpperCase()) ||
    CONTROL_ROLES.has(element.getAttribute('role') ?? '') ||
    element.getAttribute('aria-modal') === 'true'
  );
}

/** Takes out what stands beside the article by its name, unless much of the text is in it. */
export function removeBeside(document: Document): void {
  const limit = textLength(document.body) * MAX_SHARE;
  for (const element of document.body.querySelectorAll('[hidden]')) {
    // What holds much of the text is hidden only until a script shows it.
    if (textLength(element) > limit) element.removeAttribute('hidden');
  }
  for (const element of document.body.querySelectorAll('*')) {
    if (isBeside(element) && element.isConnected && textLength(element) <= limit) element.remove();
  }
}

function isBeside(element: Element): boolean {
  return (
    ELEMENTS_BESIDE.has(element.nodeName) ||
    ROLES_BESIDE.has(element.getAttribute('role') ?? '') ||
    isNamedBeside(element) ||
    isHiddenByClass(element)
  );
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
