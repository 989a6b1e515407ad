import { relative } from 'node:path';
import { isInside } from '../../config/problem.ts';

/** A path as seen from the working directory where it lies below it. */
export function shownPath(path: string): string {
  const here = process.cwd();
  return isInside(here, path) ? relative(here, path) : path;
}
