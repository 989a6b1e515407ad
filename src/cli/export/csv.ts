import { stringify } from 'csv-stringify/sync';

/** Control characters, which no cell may hold; line feeds and tabs are text. */
const CONTROLS = /[^\P{Cc}\n\t]/gu;

/**
 * A line of CSV (RFC 4180), without its end. Dates are ISO 8601, the items of a list parted by "; ". What comes from a feed does
 * nothing in a spreadsheet: a cell that would be a formula (it begins with =, +, -, @, a tab or a return, full-width ones
 * too) begins with an apostrophe (OWASP, CSV injection).
 */
export function csvLine(cells: readonly unknown[]): string {
  return stringify([cells.map(cellOf)], { escape_formulas: true, eof: false });
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  return (Array.isArray(value) ? value.join('; ') : String(value)).replace(CONTROLS, '');
}
