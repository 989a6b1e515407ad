import { createNearlyJsonScanner, type Scanner } from './scanner.ts';

/** Lists and objects within each other: beyond that nobody means it. */
const MAX_DEPTH = 200;

/** Values one after another that are read. */
const MAX_VALUES = 1_000;

/** The text cannot be made sense of at a place. */
class NoJsonError extends Error {}

/**
 * Reads what {@link import('./lenient.ts').readLenientJson} promises, where it is not JSON. Whatever does not follow from
 * one of the usual mistakes makes it unreadable.
 */
export function readNearlyJson(
  text: string,
): { kind: 'read'; value: unknown; mended: true } | { kind: 'unreadable'; reason: string } {
  const scanner = createNearlyJsonScanner(text);
  const values: unknown[] = [];
  try {
    while (values.length < MAX_VALUES && scanner.skipToBracket(values.length === 0)) values.push(readValue(scanner, 0));
  } catch (error) {
    if (!(error instanceof NoJsonError)) throw error;
    // What follows a whole value is no worse than nothing.
    if (values.length === 0) return { kind: 'unreadable', reason: error.message };
  }
  if (values.length === 0) return { kind: 'unreadable', reason: 'malformed JSON' };
  return { kind: 'read', value: values.length === 1 ? values[0] : values, mended: true };
}

function readValue(scanner: Scanner, depth: number): unknown {
  if (depth > MAX_DEPTH) throw new NoJsonError('the JSON is nested too deep');
  scanner.skipBlank();
  if (scanner.take('{')) return readObject(scanner, depth);
  if (scanner.take('[')) return readList(scanner, depth);
  if (!scanner.takeCall()) return scanner.readString('value') ?? scanner.readBare();
  const inner = readValue(scanner, depth + 1);
  scanner.skipBlank();
  scanner.take(')');
  return inner;
}

function readObject(scanner: Scanner, depth: number): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (;;) {
    scanner.skipSeparators();
    if (scanner.endsInside() || scanner.take('}')) return object;
    // The end of what is around it: this one's own is missing.
    if (scanner.isAt(']')) return object;
    const name = scanner.readString('name') ?? scanner.readName();
    if (name === null) throw new NoJsonError('malformed JSON');
    scanner.skipBlank();
    if (!scanner.take(':')) {
      if (scanner.endsInside()) return object;
      throw new NoJsonError('malformed JSON');
    }
    const value = readValue(scanner, depth + 1);
    // As an own property it would be harmless here, but not where the object is copied.
    if (name !== '__proto__' && !(scanner.isCut && typeof value !== 'object')) object[name] = value;
  }
}

function readList(scanner: Scanner, depth: number): unknown[] {
  const list: unknown[] = [];
  for (;;) {
    scanner.skipSeparators();
    if (scanner.endsInside() || scanner.take(']')) return list;
    if (scanner.isAt('}')) return list;
    const before = scanner.position;
    const value = readValue(scanner, depth + 1);
    if (scanner.position === before) throw new NoJsonError('malformed JSON');
    if (!scanner.isCut) list.push(value);
  }
}
