import { printable } from './terminal-text.ts';

/** What something is, by the name of each fact; null: not known, or not so. */
export type Facts = [name: string, value: string | null][];

/** Characters of the longest name, and two. */
const WIDTH = 10;

/** A line for each fact that there is. */
export function factLines(facts: Facts): string[] {
  return facts.flatMap(([name, value]) => (value === null ? [] : [`${name.padEnd(WIDTH)}${printable(value)}`]));
}
