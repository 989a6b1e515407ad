import { explainEvidence } from '../alert/explanation.ts';
import { type Explanation, explain } from '../match/evidence/explain.ts';
import { resolveAliases } from '../match/query/aliases.ts';
import { parseQuery } from '../match/query/parser.ts';
import type { Aliases, Evidence, Watch } from '../model/watch.ts';
import type { ArchivedArticle } from '../store/archive/stored-article.ts';
import type { Database } from '../store/database.ts';
import { type SearchProgress, searchArchive } from './search.ts';

/** What a configuration says of which articles are told. */
export interface Watching {
  watches: readonly Watch[];
  aliases: Aliases;
}

/** A story that one of two configurations would alert a watch of, and the other would not. */
export interface Difference {
  watchId: string;
  story: number;
  /** The first of its articles that met the watch. */
  article: ArchivedArticle;
  /** A sentence each, for people. */
  why: string[];
}

/** What an edit changes, by the articles of the archive; watches are compared by their ids. */
export interface Backtest {
  added: Difference[];
  dropped: Difference[];
  /** Alerts that both would give. */
  same: number;
  /** False: not every article that may match was looked at. */
  isWhole: boolean;
}

/** How a backtest goes about it. */
export interface BacktestOptions {
  /** Articles that were read before are passed over; null: none are. */
  since: Date | null;
  /** Articles looked at for each configuration, at most. */
  lookAt: number;
  signal?: AbortSignal;
  onProgress?: (progress: SearchProgress) => void;
}

/**
 * Which alerts `after` would have given and `before` would not, and the reverse. A story alerts a watch once; the stories
 * are those that the articles are of now.
 *
 * Not simulated: that articles which no watch had met would be grouped by what they say; developments; routes, silences
 * and deliveries; feeds that one of both has not.
 *
 * @throws when a watch is invalid, which a loaded configuration has made sure it is not.
 */
export async function backtest(
  db: Database,
  before: Watching,
  after: Watching,
  options: BacktestOptions,
): Promise<Backtest> {
  const began = new Date();
  const [was, is] = [await alertsOf(db, before, options), await alertsOf(db, after, options)];
  // What was read meanwhile was seen by one of both only.
  const differing = (some: Alerts, others: Alerts) =>
    [...some.byKey].filter(([key, { article }]) => !others.byKey.has(key) && article.readAt <= began);
  const added = differing(is, was).map(
    ([, alert]): Difference => ({
      ...placeOf(alert),
      why: [...newsOf(alert.watchId, before), ...explainEvidence(alert.evidence)],
    }),
  );
  const dropped = differing(was, is).map(
    ([, alert]): Difference => ({ ...placeOf(alert), why: [whyNot(alert, after)] }),
  );
  const same = [...is.byKey.keys()].filter((key) => was.byKey.has(key)).length;
  return { added, dropped, same, isWhole: was.isWhole && is.isWhole };
}

interface Alerted {
  watchId: string;
  article: ArchivedArticle;
  evidence: Evidence;
}

interface Alerts {
  /** By watch and story; the first article of each. */
  byKey: Map<string, Alerted>;
  isWhole: boolean;
}

async function alertsOf(db: Database, { watches, aliases }: Watching, options: BacktestOptions): Promise<Alerts> {
  const byKey = new Map<string, Alerted>();
  if (watches.length === 0) return { byKey, isWhole: true };
  const results = searchArchive(db, { ...options, watches, aliases });
  let next = await results.next();
  for (; !next.done; next = await results.next()) {
    const { article, matches } = next.value;
    // The latest come first: what stands in the end is the first.
    for (const { watchId, evidence } of matches)
      byKey.set(JSON.stringify([watchId, article.storyId]), { watchId, article, evidence });
  }
  return { byKey, isWhole: next.value.looked === next.value.candidates };
}

function placeOf({ watchId, article }: Alerted): Omit<Difference, 'why'> {
  return { watchId, story: article.storyId, article };
}

function newsOf(watchId: string, before: Watching): string[] {
  return before.watches.some(({ id }) => id === watchId) ? [] : ['The watch is new'];
}

/** Why an article does not meet a watch any more. */
function whyNot({ watchId, article }: Alerted, { watches, aliases }: Watching): string {
  const watch = watches.find(({ id }) => id === watchId);
  if (!watch) return 'The watch is gone';
  const parsed = parseQuery(watch.query, watch.dialect);
  if (parsed.kind === 'invalid') throw new Error(`watch ${watchId}: ${parsed.errors[0]?.message}`);
  const { query, reason } = failing(explain(parsed.tree, article, resolveAliases(aliases), watch.language));
  return `${query}: ${reason}`;
}

/** The smallest part that alone makes the whole fail. */
function failing(part: Explanation): Explanation {
  const [failed, ...more] = part.operands.filter(({ holds }) => !holds);
  return failed && more.length === 0 ? failing(failed) : part;
}
