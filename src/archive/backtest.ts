import { isDeepStrictEqual } from 'node:util';
import { explainEvidence } from '../alert/explanation.ts';
import { type Explanation, explain } from '../match/evidence/explain.ts';
import type { IndexedWatch } from '../match/index/watch-index.ts';
import { resolveAliases } from '../match/query/aliases.ts';
import { parseQuery } from '../match/query/parser.ts';
import type { Evidence } from '../model/watch.ts';
import type { ArchivedArticle } from '../store/archive/stored-article.ts';
import type { Database } from '../store/database.ts';
import type { Watching } from './matcher.ts';
import { type SearchEnd, type SearchOptions, searchForEach } from './search.ts';

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
  /** How far it looked: both configurations were tried on the same articles. */
  looked: SearchEnd;
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
  options: SearchOptions,
): Promise<Backtest> {
  const { unchanged, changed } = whatChanged(before, after);
  const [both, was, is]: [Alerts, Alerts, Alerts] = [new Map(), new Map(), new Map()];
  const results = searchForEach(db, [unchanged, ...changed], options);
  let next = await results.next();
  for (; !next.done; next = await results.next()) {
    const { article, matches } = next.value;
    for (const [nth, alerts] of [both, was, is].entries()) {
      // The latest come first: what stands in the end is the first.
      for (const { watchId, evidence } of matches[nth]!)
        alerts.set(JSON.stringify([watchId, article.storyId]), { watchId, article, evidence });
    }
  }
  const differing = (some: Alerts, others: Alerts) =>
    [...some].filter(([key]) => !others.has(key)).map(([, alert]) => alert);
  const added = differing(is, was).map(
    (alert): Difference => ({
      ...placeOf(alert),
      why: [...newsOf(alert.watchId, before), ...explainEvidence(alert.evidence)],
    }),
  );
  const dropped = differing(was, is).map((alert): Difference => ({ ...placeOf(alert), why: [whyNot(alert, after)] }));
  return { added, dropped, same: both.size + is.size - added.length, looked: next.value };
}

/** The watches that say the same in both, which need be tried only once, and the others of each. */
function whatChanged(before: Watching, after: Watching): { unchanged: Watching; changed: [Watching, Watching] } {
  const keyOf = ({ id, query, language, dialect }: IndexedWatch) => JSON.stringify([id, query, language, dialect]);
  const known = new Set(isDeepStrictEqual(before.aliases, after.aliases) ? before.watches.map(keyOf) : []);
  const unchanged = after.watches.filter((watch) => known.has(keyOf(watch)));
  const same = new Set(unchanged.map(keyOf));
  const rest = ({ watches, aliases }: Watching): Watching => ({
    watches: watches.filter((watch) => !same.has(keyOf(watch))),
    aliases,
  });
  return { unchanged: { watches: unchanged, aliases: after.aliases }, changed: [rest(before), rest(after)] };
}

interface Alerted {
  watchId: string;
  article: ArchivedArticle;
  evidence: Evidence;
}

/** By watch and story; the first article of each. */
type Alerts = Map<string, Alerted>;

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
