import { z } from 'zod';
import { quoted } from '../problem.ts';
import { isMapping } from '../read/entries.ts';
import type { Path } from '../read/node-path.ts';
import { keysAt, schemaAt } from './schema-at.ts';

const TYPES: Partial<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'keys and values',
  record: 'keys and values',
  string: 'text',
};

/** A key, and what follows its colon without a space. A URL is no such text. */
const UNSPACED = /^["']?([A-Za-z_][\w-]*)["']?:(?!\/\/)\S/;

/**
 * What was found, what is wanted, and how to mend it, where a value is of another type than it has to be. Repeats nothing
 * of the value: it may be a secret.
 *
 * @param expected As the schema names types.
 */
export function explainType(expected: string, path: Path, given: unknown): string {
  const mend = adviceFor(expected, path, given);
  return `Expected ${TYPES[expected] ?? 'another value'}, found ${describe(given)}.${mend ? ` ${mend}` : ''}`;
}

/** The advice for a key that lacks the colon or the space behind it, so that YAML takes it for text; or null. */
export function adviseColon(text: string, known: string[]): string | null {
  const key = UNSPACED.exec(text)?.[1];
  if (key !== undefined && known.includes(key)) return `A space is missing after the colon of ${quoted(key)}.`;
  const named = /^([A-Za-z_]\w*) *=/.exec(text)?.[1];
  return named !== undefined && known.includes(named)
    ? `Behind ${quoted(named)} stands a colon and a space, not =.`
    : null;
}

function adviceFor(expected: string, path: Path, given: unknown): string | null {
  switch (expected) {
    case 'array':
      return adviseList(path, given);
    case 'object':
    case 'record':
      return adviseKeys(path, given);
    case 'string':
      return adviseText(given);
    case 'boolean':
      return typeof given === 'string' && /^(?:yes|no|on|off)$/i.test(given)
        ? `Write ${/^(?:yes|on)$/i.test(given) ? 'true' : 'false'}.`
        : null;
    default:
      return typeof given === 'string' ? 'Take its quotation marks away, if it has some.' : null;
  }
}

function adviseList(path: Path, given: unknown): string | null {
  const key = String(path.at(-1));
  const ofTexts = schemaAt([...path, 0]) instanceof z.ZodString;
  if (isMapping(given)) return ofTexts ? `Write ${key}: [one, two].` : 'Put "- " before the first key of each entry.';
  if (given === null || Array.isArray(given)) return null;
  return ofTexts ? `Put brackets around it: ${key}: [one, two].` : 'Put each entry on a line of its own, behind "- ".';
}

function adviseKeys(path: Path, given: unknown): string | null {
  const known = keysAt(path);
  if (typeof given === 'string') {
    const colon = adviseColon(given, known);
    if (colon) return colon;
  }
  if (path.length === 0) return 'A file has keys such as "feeds:" and "watches:", and lists below them.';
  const isEntry = typeof path.at(-1) === 'number';
  if (given === null) return isEntry ? 'Write its keys, or delete the dash.' : null;
  if (Array.isArray(given)) return 'Take away the dashes or brackets.';
  const [first] = known;
  if (first === undefined) return null;
  return isEntry
    ? `Write ${quoted(`${first}: `)} before it.`
    : `Write ${quoted(`${first}: `)} and it on the line below.`;
}

/** What YAML reads as something else than the text it was meant to be. */
function adviseText(given: unknown): string | null {
  if (typeof given === 'number' || typeof given === 'boolean') return 'Put it in quotation marks.';
  if (given === null)
    return 'Write some behind the colon or dash; text that begins with # or & stands in quotation marks.';
  if (Array.isArray(given)) return 'Text that begins with [ or a dash stands in quotation marks.';
  return 'Text that begins with { stands in quotation marks.';
}

function describe(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number' && !Number.isInteger(value)) return 'a number with a point';
  return { object: 'keys and values', string: 'text', boolean: 'true or false' }[typeof value as string] ?? 'a number';
}
