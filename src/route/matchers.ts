import { RE2JS, RE2JSException } from 're2js';
import type { Label, Labels, Matcher } from '../model/route.ts';

/** The labels of an alert, in the order in which people are told of them. */
export const LABELS = [
  'watch',
  'tag',
  'severity',
  'language',
  'country',
  'source',
  'story',
] as const satisfies readonly Label[];

/** Conditions as they are understood, or why they are not: a sentence. `at` counts UTF-16 code units from the first. */
export type ReadMatchers =
  | { kind: 'read'; matchers: Matcher[] }
  | { kind: 'refused'; reason: string; at: number; label?: string };

/** UTF-16 code units of a condition's value, and of a label's that a regular expression looks at: it may be a stranger's. */
const MAX_VALUE = 500;
const MAX_LOOKED_AT = 200;

const CONDITION = /\s*([^\s=!~,{}"]*)\s*(=~|!~|!=|=)?\s*/y;
/** In quotation marks, with `\` before a quotation mark, itself, or the `n` of a line feed; as Alertmanager has it. */
const QUOTED = /"((?:[^"\\]|\\.)*)"/sy;
const BARE = /[^,]*/y;
const AFTER = /\s*(?:,\s*|$)/y;

/**
 * Conditions as Alertmanager writes them: `severity = "critical"`, `tag =~ "police|courts"`, several with commas between
 * them, all in braces or not. Quotation marks may be left out around what has none of `"'{}=!~,`. The value of `country` is
 * taken in upper case, and those of `language` and `severity` in lower case, as articles and watches have them, where it is no regular expression.
 */
export function readMatchers(text: string): ReadMatchers {
  const braced = /^(\s*\{)(.*)\}\s*$/s.exec(text);
  const offset = braced ? braced[1]!.length : 0;
  const inner = braced ? braced[2]! : text;
  const matchers: Matcher[] = [];
  for (let at = 0; at < inner.length; ) {
    const one = readMatcher(inner, at);
    if (one.kind === 'refused') return { ...one, at: one.at + offset };
    matchers.push(one.matcher);
    at = one.end;
  }
  if (matchers.length === 0) return refused('A condition is written label = "value".', offset);
  return { kind: 'read', matchers };
}

function refused(reason: string, at: number) {
  return { kind: 'refused' as const, reason, at };
}

/** The condition at `from`; `end` is where the next one begins. */
function readMatcher(text: string, from: number) {
  CONDITION.lastIndex = from;
  const [whole = '', label = '', operator] = CONDITION.exec(text) ?? [];
  const at = from + whole.length;
  const start = from + (whole.length - whole.trimStart().length);
  if (label === '') return refused('A condition begins with a label, as in severity = "critical".', start);
  if (!isLabel(label))
    return {
      ...refused(`There is no label ${quote(label)}; known are ${LABELS.join(', ')}.`, start),
      label,
    };
  if (!isOperator(operator)) return refused(`Behind ${label} stands =, !=, =~ or !~.`, start + label.length);
  const value = readValue(text, at);
  if (value.kind === 'refused') return value;
  if (value.text.length > MAX_VALUE) return refused(`A value has ${MAX_VALUE} characters at most.`, at);
  const matcher: Matcher = { label, operator, value: inForm(label, operator, value.text) };
  const fault = faultOf(matcher);
  return fault === null ? { kind: 'read' as const, matcher, end: value.end } : refused(fault, at);
}

function readValue(text: string, at: number) {
  QUOTED.lastIndex = at;
  const quoted = QUOTED.exec(text);
  BARE.lastIndex = at;
  const written = quoted?.[0] ?? BARE.exec(text)![0];
  AFTER.lastIndex = at + written.length;
  const after = AFTER.exec(text);
  if (quoted && !after) return refused('Behind the value stands a comma, or nothing.', at + written.length);
  if (!quoted) {
    const odd = /["'{}=!~]/.exec(written);
    if (odd?.[0] === '"' && odd.index === 0) return refused('This quotation mark is never closed.', at);
    if (odd) return refused('A value with any of "\'{}=!~, in it stands in double quotation marks.', at + odd.index);
    if (written.trim() === '') return refused('A value is missing; an empty one is written "".', at);
  }
  const value = quoted ? quoted[1]!.replace(/\\(.)/gs, (_, sign) => UNESCAPED[sign] ?? `\\${sign}`) : written.trim();
  return { kind: 'read' as const, text: value, end: at + written.length + after![0].length };
}

/** Any other backslash stands for itself, so that a regular expression needs no second one. */
const UNESCAPED: Record<string, string> = { '"': '"', '\\': '\\', n: '\n' };

function isLabel(text: string): text is Label {
  return (LABELS as readonly string[]).includes(text);
}

function isOperator(text: string | undefined): text is Matcher['operator'] {
  return text !== undefined;
}

function inForm(label: Label, operator: Matcher['operator'], value: string): string {
  if (operator === '=~' || operator === '!~') return value;
  if (label === 'country') return value.toUpperCase();
  return label === 'language' || label === 'severity' ? value.toLowerCase() : value;
}

/** Why the regular expression is none; null: it is one, or none is there. */
function faultOf(matcher: Matcher): string | null {
  if (matcher.operator === '=' || matcher.operator === '!=') return null;
  try {
    // Without flags, which the message would begin with.
    RE2JS.compile(matcher.value);
    return null;
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return `Not a regular expression (RE2): ${error.message.replace(/^error parsing regexp: /, '')}.`;
  }
}

/** RE2, as Alertmanager has it: it takes no longer than the text is long, whatever it says. */
const expressions = new WeakMap<Matcher, RE2JS>();

function expressionOf(matcher: Matcher): RE2JS {
  const known = expressions.get(matcher);
  if (known) return known;
  const made = RE2JS.compile(matcher.value, RE2JS.DOTALL);
  expressions.set(matcher, made);
  return made;
}

/** Whether all of the conditions hold; none: yes. */
export function holds(matchers: readonly Matcher[], labels: Labels): boolean {
  return matchers.every((matcher) => holdsAlone(matcher, labels));
}

/** Whether one condition holds; see {@link Matcher}. */
export function holdsAlone(matcher: Matcher, labels: Labels): boolean {
  const given = labels[matcher.label];
  const values = given.length > 0 ? given : [''];
  switch (matcher.operator) {
    case '=':
      return values.includes(matcher.value);
    case '!=':
      return !values.includes(matcher.value);
    case '=~':
      return values.some((value) => meets(matcher, value));
    case '!~':
      return !values.some((value) => meets(matcher, value));
  }
}

function meets(matcher: Matcher, value: string): boolean {
  return expressionOf(matcher).matches(value.slice(0, MAX_LOOKED_AT));
}

/** A condition as it is written: `tag =~ "police|courts"`. */
export function writeMatcher({ label, operator, value }: Matcher): string {
  return `${label} ${operator} ${quote(value)}`;
}

function quote(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}
