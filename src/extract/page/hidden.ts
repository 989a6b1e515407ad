/// <reference lib="dom" />

import { FOLD_WORDS, MOTION_WORDS } from '../text/rules.ts';
import { classWords, hasName, nameIn } from './class-names.ts';
import { isLonger, textLength } from './text-length.ts';

/** Declarations that keep text from a reader's eyes: not shown, without size, out of the window, without ink. */
const DECLARATION =
  /(?:^|[;\s"'{])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*(?:0(?![.\d])|1px)|opacity\s*:\s*0(?![.\d])|text-indent\s*:\s*-\d{3}|(?:left|right|top|bottom|margin-left|margin-top)\s*:\s*-\d{3,}(?:px|em|rem|vw|%)|clip\s*:\s*rect\(\s*(?:0|1px)|clip-path\s*:\s*inset\(\s*(?:50|100)%|transform\s*:\s*scale\(\s*0\s*\)|color\s*:\s*transparent)/i;
/** These hide only together. */
const NO_HEIGHT = /(?:^|[;\s])(?:max-)?height\s*:\s*0(?![.\d])/i;
const NO_OVERFLOW = /overflow\s*:\s*hidden/i;
const SHOWING =
  /display\s*:\s*(?!none)[a-z]|visibility\s*:\s*visible|opacity\s*:\s*(?:1|0?\.\d*[1-9])|height\s*:\s*auto/i;
const FADED = /opacity/i;
/** No rule without one of these hides or shows anything: a quick look, since style sheets are long. */
const CONCERNED = /display|visibility|font-size|opacity|indent|-\d{3}|clip|scale|transparent|height/i;

/** UTF-16 code units of style sheets that are read, and selectors that are kept: real pages stay far below. */
const MAX_CSS = 2_000_000;
const MAX_SELECTORS = 3_000;
/** Selectors that need no state of the page: names, and what they are within. */
const PLAIN_SELECTOR = /^[\w\-.# >]{1,200}$/;
const LAST_NAME = /([.#][\w-]+)[^\s>]*$/;

/** A block with more than this share of the page's text is hidden only until a script shows it. */
const MAX_SHARE = 0.25;
const HIDING_ATTRIBUTES = ['hidden', 'aria-hidden', 'style'];

/** Selectors of a page's own style sheets, by the class or id of what they are about (`.note`, `#note`). */
export interface HidingRules {
  hide: Map<string, string[]>;
  show: Map<string, string[]>;
}

/** What of a `style` attribute hides the element, or null. */
export function hidingStyle(style: string): string | null {
  const [found] = DECLARATION.exec(style) ?? [];
  if (found) return found.replace(/^[;\s"'{]/, '');
  return NO_HEIGHT.test(style) && NO_OVERFLOW.test(style) ? 'height:0;overflow:hidden' : null;
}

/**
 * The rules of style sheets that hide or show by a class or an id, on every screen. Style sheets for print, for screens of
 * a certain width, and for states that only a reader brings about (`:hover`) say nothing about the text.
 */
export function readHidingRules(css: string): HidingRules {
  const rules: HidingRules = { hide: new Map(), show: new Map() };
  if (css.length > MAX_CSS || !hidingStyle(css)) return rules;
  const text = withoutComments(css);
  /** Whether what the open at-rules hold counts. */
  const conditions: boolean[] = [];
  let count = 0;
  let at = 0;
  let open = text.indexOf('{');
  let close = text.indexOf('}');
  let sign = text.indexOf('@');
  while (at < text.length && count < MAX_SELECTORS) {
    if (open !== -1 && open < at) open = text.indexOf('{', at);
    if (close !== -1 && close < at) close = text.indexOf('}', at);
    if (close !== -1 && (open === -1 || close < open)) {
      conditions.pop();
      at = close + 1;
      continue;
    }
    if (open === -1) break;
    if (sign !== -1 && sign < at) sign = text.indexOf('@', at);
    const atRule = sign !== -1 && sign < open ? preludeOf(text, at, open) : '';
    if (atRule.startsWith('@')) {
      conditions.push(holdsOnScreens(atRule));
      at = open + 1;
      continue;
    }
    const end = close === -1 ? text.length : close;
    const kind = effectOf(text.slice(open + 1, end));
    const prelude = kind === null ? '' : preludeOf(text, at, open);
    at = end + 1;
    // What is shown on some screens is text.
    if (!kind || (kind === 'hide' && conditions.includes(false))) continue;
    for (const selector of prelude.split(',')) {
      if (kind === 'hide') forget(rules.show, selector.trim());
      count += Number(addSelector(rules[kind], selector.trim()));
    }
  }
  return rules;
}

/** What stands before the brace of a rule, without the at-rules before it that have none (`@import …;`). */
function preludeOf(text: string, at: number, open: number): string {
  const before = text.slice(at, open);
  return before.slice(before.lastIndexOf(';') + 1).trim();
}

function effectOf(body: string): 'hide' | 'show' | null {
  if (!CONCERNED.test(body)) return null;
  return hidingStyle(body) ? 'hide' : SHOWING.test(body) ? 'show' : null;
}

/** Of two rules for the same, the later one holds. */
function forget(selectors: Map<string, string[]>, selector: string): void {
  const [, name = ''] = LAST_NAME.exec(selector) ?? [];
  const left = selectors.get(name)?.filter((one) => one !== selector);
  if (left) selectors.set(name, left);
}

function addSelector(selectors: Map<string, string[]>, selector: string): boolean {
  const [, name] = (PLAIN_SELECTOR.test(selector) && LAST_NAME.exec(selector)) || [];
  if (!name) return false;
  const known = selectors.get(name);
  if (known) known.push(selector);
  else selectors.set(name, [selector]);
  return true;
}

function holdsOnScreens(prelude: string): boolean {
  if (/^@(?:supports|layer|scope)\b/i.test(prelude)) return true;
  return /^@media\b/i.test(prelude) && !/print|\(/i.test(prelude);
}

function withoutComments(css: string): string {
  const pieces: string[] = [];
  let at = 0;
  for (let start = css.indexOf('/*'); start !== -1; start = css.indexOf('/*', at)) {
    pieces.push(css.slice(at, start));
    const end = css.indexOf('*/', start + 2);
    if (end === -1) return pieces.join('');
    at = end + 2;
  }
  pieces.push(css.slice(at));
  return pieces.join('');
}

/**
 * Takes out what a reader does not see. Much of the text is hidden only until a script shows it, and so is what folds
 * open: that is shown.
 *
 * @param elements Those of the document.
 */
export function removeHidden(document: Document, elements: Element[], rules: HidingRules): void {
  const limit = textLength(document.body) * MAX_SHARE;
  const groups = new Map<string, Element[]>();
  const ruleFor = createRuleFinder(rules);
  for (const element of elements) {
    const reason = hiddenBy(element, ruleFor);
    if (reason && element.isConnected) groups.set(reason, [...(groups.get(reason) ?? []), element]);
  }
  show(document.body);
  for (const [reason, alike] of groups) {
    const paragraphs = alike.filter((element) => element.localName === 'p');
    const isText = sum(paragraphs) > limit;
    for (const element of alike) {
      if (isText || isFold(element) || isLonger(element, limit)) show(element);
      else if (!FADED.test(reason) || !hasName(classWords(element), MOTION_WORDS)) element.remove();
    }
  }
}

/** What hides an element, or null. @param ruleFor Finds the selector that does. */
function hiddenBy(element: Element, ruleFor: (element: Element) => string | null): string | null {
  if (!element.hasAttributes()) return null;
  if (element.hasAttribute('hidden')) return 'hidden';
  if (element.getAttribute('aria-hidden') === 'true') return 'aria-hidden';
  const style = element.getAttribute('style');
  const byStyle = style && hidingStyle(style);
  return byStyle || ruleFor(element);
}

/** Finds the selector by which `rules` hide an element. */
function createRuleFinder({ hide, show }: HidingRules): (element: Element) => string | null {
  if (hide.size === 0) return () => null;
  /** Of the classes in an attribute, those that a rule hides: none, for most. */
  const telling = new Map<string, string[]>();

  function selectorsOf(element: Element): string[] {
    const classes = nameIn(element, 'class');
    let names = telling.get(classes);
    if (!names) {
      names = classes
        .split(/\s+/)
        .map((name) => `.${name}`)
        .filter((name) => hide.has(name));
      telling.set(classes, names);
    }
    const id = `#${nameIn(element, 'id')}`;
    return hide.has(id) ? [...names, id] : names;
  }

  return (element) => {
    for (const name of selectorsOf(element)) {
      const selector = hide.get(name)?.find((one) => matches(element, one));
      if (selector && !show.get(name)?.some((one) => matches(element, one))) return selector;
    }
    return null;
  };
}

function matches(element: Element, selector: string): boolean {
  // A name alone was looked up by that name.
  return /^[.#][\w-]+$/.test(selector) || element.matches(selector);
}

function isFold(element: Element): boolean {
  return hasName(classWords(element), FOLD_WORDS) && element.querySelector('p') !== null;
}

function show(element: Element): void {
  for (const name of HIDING_ATTRIBUTES) element.removeAttribute(name);
}

function sum(elements: Element[]): number {
  return elements.reduce((total, element) => total + textLength(element), 0);
}
