import type { Place } from '../extraction.ts';

/** A value and where it stood. */
export interface Found<T> {
  value: T;
  place: Place;
}

/** The first of the candidates that says anything, read in their order and no further. */
export function firstFound<T>(candidates: [Place, () => T | null | undefined][]): Found<T> | null {
  for (const [place, read] of candidates) {
    const value = read();
    const isEmpty =
      value === null ||
      value === undefined ||
      ((Array.isArray(value) || typeof value === 'string') && value.length === 0);
    if (!isEmpty) return { value, place };
  }
  return null;
}
