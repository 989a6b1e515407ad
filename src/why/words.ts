import { formatInstant } from '../alert/layout/words.ts';
import { line } from '../alert/parts.ts';

/** UTF-16 code units of what others wrote: a title, a reason, a name. */
const MAX_QUOTED = 160;
const MAX_CLAUSE = 300;

const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** `“Telegram answers”`: the words of others on one line, bounded. */
export function quoted(text: string): string {
  return `“${line(text, MAX_QUOTED) ?? ''}”`;
}

/** A reason as part of a sentence: one line, bounded, without a full stop behind it. */
export function clause(text: string): string {
  return (line(text, MAX_CLAUSE) ?? 'no reason was given').replace(/\.$/, '');
}

/** `24 Nov 2026, 09:15 UTC`. */
export function instant(time: Date | null): string {
  return time === null ? 'an unknown time' : formatInstant(time);
}

/** `at 24 Nov 2026, 09:15 UTC`, or what is said where there is no time. */
export function at(time: Date | null, otherwise = 'at an unknown time'): string {
  return time === null ? otherwise : `at ${formatInstant(time)}`;
}

/** `a, b and c`, so many of them at most. */
export function listed(names: readonly string[], most = 5): string {
  const more = names.length - most;
  return list.format(more > 0 ? [...names.slice(0, most), `${more} more`] : names);
}

/** ` under version 12 of the configuration`, or nothing. */
export function underVersion(version: number | null): string {
  return version === null ? '' : ` under version ${version} of the configuration`;
}

/** `there are 12 now`, `there is one now`: how many watches there are. */
export function watchesNow(watches: number): string {
  return watches === 1 ? 'there is one now' : `there are ${watches === 0 ? 'none' : watches.toLocaleString('en')} now`;
}

/** Failures of one watch that are told. */
const MAX_FAILURES = 3;

/** What failed in a watch, a sentence each, the first ones. */
export function failuresInWords(failures: readonly string[]): string[] {
  return failures.slice(0, MAX_FAILURES).map((failure) => `${clause(failure)}.`);
}
