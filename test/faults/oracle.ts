import type { Entry } from './ledger.ts';

/** A story that a receiver is to be told. */
export interface Expected {
  receiver: string;
  story: string;
}

/** A message that a receiver has. */
export interface Arrival extends Expected {
  saysSecond: boolean;
}

/** What the ledger says of a message about a story. */
export type StoryEntry = Omit<Entry, 'words'> & { story: string };

/** All that is known when a scenario is over. */
export interface Testimony {
  expected: Expected[];
  /** In the order in which they came. */
  arrivals: Arrival[];
  ledger: StoryEntry[];
}

/** How the promise about delivery was kept. Each broken one is a sentence. */
export interface Finding {
  /** Not arrived, and not dead in the ledger either. */
  lost: string[];
  /** Not arrived, and the ledger says why. */
  dead: string[];
  /** Copies that say they may be one, after an attempt whose outcome was not known. */
  doubled: number;
  /** Copies that do not say so, or that no such attempt accounts for. */
  silent: string[];
  /** What nobody asked for, and what the ledger has not come to an end with. */
  wrong: string[];
}

/** States in which no attempt follows. */
const ENDS = ['sent', 'dead'];

/** Judges by the promise in docs/architecture.md; knows nothing of how it is kept. */
export function judge({ expected, arrivals, ledger }: Testimony): Finding {
  const keyOf = ({ receiver, story }: Expected) => `${receiver}: ${story}`;
  const arrived = Map.groupBy(arrivals, keyOf);
  const entries = Map.groupBy(ledger, keyOf);
  const finding: Finding = { lost: [], dead: [], doubled: 0, silent: [], wrong: [] };

  for (const key of expected.map(keyOf)) {
    const copies = arrived.get(key) ?? [];
    const told = entries.get(key) ?? [];
    if (told.length > 1) finding.wrong.push(`${key} stands in the ledger ${told.length} times`);
    if (copies.length === 0) {
      const entry = told[0];
      if (entry?.state === 'dead') finding.dead.push(`${key} (${entry.reason})`);
      else finding.lost.push(`${key} (in the ledger: ${entry?.state ?? 'nothing'})`);
    }
    const further = copies.slice(1);
    const unknown = told.reduce((sum, entry) => sum + attemptsOfUnknownFate(entry), 0);
    const marked = further.filter(({ saysSecond }) => saysSecond).length;
    if (marked < further.length)
      finding.silent.push(`${key} came again ${further.length - marked} times without a word`);
    if (further.length > unknown)
      finding.silent.push(`${key} came ${copies.length} times after ${unknown} attempts of unknown fate`);
    finding.doubled += marked;
  }
  const asked = new Set(expected.map(keyOf));
  for (const entry of ledger) {
    if (!ENDS.includes(entry.state)) finding.wrong.push(`${keyOf(entry)} still stands in the ledger as ${entry.state}`);
  }
  for (const key of arrived.keys()) if (!asked.has(key)) finding.wrong.push(`${key} was not to be told`);
  return finding;
}

/**
 * Attempts that were followed by another while it was not known whether the message had arrived: those that ended so, and
 * those that had not ended when the next was begun, whatever was found out later.
 */
function attemptsOfUnknownFate({ attempts }: StoryEntry): number {
  return attempts.filter(({ outcome, finishedAt }, index) => {
    const next = attempts[index + 1];
    return next && (outcome === 'unknown' || finishedAt === null || finishedAt > next.startedAt);
  }).length;
}
