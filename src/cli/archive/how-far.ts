import type { Command } from 'commander';
import type { SearchEnd } from '../../archive/search.ts';
import { counted } from '../../language/counted.ts';
import { withSinceOption } from '../shared/options.ts';

/** Articles looked at unless `--all` is given: some seconds of work. */
const LOOK_AT = 20_000;

/** How far a search of the archive goes. */
export interface HowFarFlags {
  /** ms. */
  since?: number;
  all?: true;
}

/** Adds `--since` and `--all`. */
export function withHowFarOptions(command: Command): Command {
  return withSinceOption(command, 'articles read within').option(
    '--all',
    `look at every article that may match, not at the latest ${grouped(LOOK_AT)} only`,
  );
}

/** The flags as a search takes them. */
export function howFar({ since, all }: HowFarFlags): { since: Date | null; lookAt: number } {
  return {
    since: since === undefined ? null : new Date(Date.now() - since),
    lookAt: all ? Number.POSITIVE_INFINITY : LOOK_AT,
  };
}

/** What is to be said where a search did not look at everything; null: it did. */
export function sampleNote({ looked, candidates, byIndex, backTo, end }: SearchEnd): string | null {
  if (end === 'whole') return null;
  const stopped = end === 'stopped' ? 'Stopped. ' : '';
  if (backTo === null) return `${stopped}No article was looked at.`;
  const why = byIndex ? '' : ', since no index can tell for this query';
  const more = end === 'stopped' ? '' : ' --all looks at every one.';
  return `${stopped}Looked at the latest ${grouped(looked)} of ${counted(candidates, 'article')} that may match${why}: those read since ${minuteOf(backTo)}.${more}`;
}

/** How far a search came, for programs. */
export function endRecord({ looked, candidates, backTo, byIndex, end }: SearchEnd) {
  return { isWhole: end === 'whole', end, looked, candidates, backTo, byIndex };
}

function minuteOf(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** `12,345`. */
export function grouped(count: number): string {
  return count.toLocaleString('en');
}
