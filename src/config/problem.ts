import { isAbsolute, relative, sep } from 'node:path';

/** A place in a configuration file. */
export interface Place {
  /** Path of the file. */
  file: string;
  /** From 1. */
  line: number;
  /** From 1, in UTF-16 code units. */
  column: number;
}

/** What is wrong with a configuration, and where. `reason` is a sentence on one line and never holds a secret. */
export interface Problem extends Place {
  reason: string;
}

/** `file:line:column`, the file as seen from the working directory where it lies below it. */
export function formatPlace({ file, line, column }: Place): string {
  const here = process.cwd();
  return `${isInside(here, file) ? relative(here, file) : file}:${line}:${column}`;
}

/** True when `path` lies below `directory`, by their names alone. */
export function isInside(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** `file:line:column: reason`. */
export function formatProblem(problem: Problem): string {
  return `${formatPlace(problem)}: ${problem.reason}`;
}

/** `file:line:column: warning: reason`: of what is no fault, and can hardly be meant. */
export function formatWarning(warning: Problem): string {
  return `${formatPlace(warning)}: warning: ${warning.reason}`;
}

/** A key, id or path in quotation marks, short and on one line whatever it holds. Not for values that may be secret. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text);
}

/** ` Did you mean "a" or "b"?`, with the space before it, or nothing. */
export function didYouMean(suggestions: string[]): string {
  return suggestions.length > 0 ? ` Did you mean ${suggestions.map(quoted).join(' or ')}?` : '';
}
