import type { Command } from 'commander';
import { printable } from '../shared/terminal-text.ts';

/** Ids of stories and articles as they are given; ends the process when one is none. */
export function idsOrExit(command: Command, given: string[]): number[] {
  const wrong = given.find((each) => !isId(each));
  if (wrong !== undefined) command.error(`error: ${printable(wrong)} is no id: a whole number is`);
  return given.map(Number);
}

/** Whether this can be the id of a story or an article. */
export function isId(given: string): boolean {
  return /^[1-9]\d{0,14}$/.test(given);
}
