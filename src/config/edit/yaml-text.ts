import { isDeepStrictEqual } from 'node:util';
import { Document, parseDocument } from 'yaml';

/** How files of the configuration are written: nothing is folded, and lists look as in those that ship. */
export const LAYOUT = { lineWidth: 0, flowCollectionPadding: false } as const;

/** What ends the lines of a file: CR and LF where one of its lines ends so. */
export function endOfLineIn(text: string): '\n' | '\r\n' {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** A value on one line, its lists and keys within brackets. */
export function flowOf(value: unknown): string {
  const document = new Document(value, { schema: 'core', aliasDuplicateObjects: false });
  if (document.contents && typeof value === 'object') (document.contents as { flow?: boolean }).flow = true;
  return document.toString(LAYOUT).trimEnd();
}

/** True when a YAML text is sound and holds exactly `wanted`. */
export function saysTheSame(text: string, wanted: unknown): boolean {
  const document = parseDocument(text, { schema: 'core', logLevel: 'error' });
  return document.errors.length === 0 && isDeepStrictEqual(document.toJS(), wanted);
}
