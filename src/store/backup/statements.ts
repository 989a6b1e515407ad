import type { Table } from './catalogue.ts';

/** A name of Postgres, quoted: an alert's `group` is one, too. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A table with its columns, as COPY wants them. */
export function columnList({ name, columns }: Table): string {
  return `${quoted(name)} (${columns.map(quoted).join(', ')})`;
}
