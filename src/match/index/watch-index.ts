import type { Aliases, Match, Watch } from '../../model/watch.ts';
import { explainMatch } from '../evidence/evidence.ts';
import { resolveAliases } from '../query/aliases.ts';
import type { QueryError, QueryNotice } from '../query/error.ts';
import { parseQuery } from '../query/parser.ts';
import { Terms } from '../terms/terms.ts';
import type { ReadableArticle } from '../text/fields.ts';
import { type CompiledQuery, checkAliasesOf, compileQuery, releaseTerms, requirementOf } from './compile.ts';
import { satisfies } from './evaluate.ts';
import { createPostings } from './postings.ts';
import { createReader, type Reading } from './reading.ts';

/** What the index needs to know of a watch. */
export type IndexedWatch = Pick<Watch, 'id' | 'query' | 'language' | 'dialect'>;

/** `failed`: a bug met this watch and this article; the other watches' results stand. */
export type WatchResult = ({ kind: 'matched' } & Match) | { kind: 'failed'; watchId: string; reason: string };

/** Watches, kept so that an article is compared only with those that may match it. */
export interface WatchIndex {
  /** A watch of the same id is replaced, and keeps its place; an invalid one leaves the index as it was. */
  add(watch: IndexedWatch): { kind: 'added'; notices: QueryNotice[] } | { kind: 'invalid'; errors: QueryError[] };
  /** Does nothing for an id it does not hold. */
  remove(watchId: string): void;
  /** One result for each watch the article satisfies, in the order they were added. */
  match(article: ReadableArticle): WatchResult[];
  /** The ids of the watches that {@link match} would name as matched, without evidence. */
  find(article: ReadableArticle): string[];
}

/**
 * The index of all watches of a configuration.
 *
 * @throws when a watch is invalid, which the configuration has made sure it is not.
 */
export function indexWatches(watches: readonly IndexedWatch[], aliases: Aliases): WatchIndex {
  const index = createWatchIndex(aliases);
  addWatches(index, watches);
  return index;
}

/**
 * Adds watches to an index, or replaces those of the same ids.
 *
 * @throws when a watch is invalid, which the configuration has made sure it is not.
 */
export function addWatches(index: WatchIndex, watches: readonly IndexedWatch[]): void {
  for (const watch of watches) {
    const added = index.add(watch);
    if (added.kind === 'invalid')
      throw new Error(`watch ${watch.id}: ${added.errors.map(({ message }) => message).join('; ')}`);
  }
}

interface HeldWatch {
  id: string;
  /** Watches are told in this order. */
  order: number;
  query: CompiledQuery;
}

/** Misses of a watch after which a rarer requirement is looked for, and further ones until the next time. */
const REVIEW_AFTER = 32;
const REVIEW_AGAIN = 500;
/** Watches reviewed for one article, so that none takes much longer than others. */
const MAX_REVIEWS = 20;
/** A requirement that is not rarer than this share of the old one is not worth the move. */
const WORTH_MOVING = 0.5;
/** An expectation counts as much as so many articles read. */
const TRUST = 20;

/** `aliases` must be free of errors (`checkAliases`); a watch that names a faulty one is invalid. */
export function createWatchIndex(aliases: Aliases): WatchIndex {
  const resolved = resolveAliases(aliases);
  const terms = new Terms(resolved);
  const reader = createReader(terms);
  /** Watches by their number, and their numbers by id. */
  const watches: (HeldWatch | undefined)[] = [];
  const numbers = new Map<string, number>();
  const free: number[] = [];
  const postings = createPostings();
  const candidates: number[] = [];
  /** By number of a watch: how often it was a candidate and the article did not satisfy it. */
  const misses: number[] = [];
  /** By atom: how many articles held it. */
  let seen = new Uint32Array(0);
  let articles = 0;
  /** Watches reviewed for the present article. */
  let reviews = 0;
  let added = 0;

  /** What was seen, and as long as little was, what is expected. */
  function shareOf(atom: number): number {
    return ((seen[atom] ?? 0) + TRUST * Math.min(1, terms.expectedShare(atom))) / (articles + TRUST);
  }

  function remove(watchId: string) {
    const number = numbers.get(watchId);
    if (number === undefined) return;
    postings.unfile(number);
    releaseTerms(watches[number]!.query, terms);
    watches[number] = undefined;
    numbers.delete(watchId);
    free.push(number);
  }

  function readArticle(article: ReadableArticle): Reading {
    const reading = reader.read(article);
    articles += 1;
    reviews = 0;
    if (seen.length < terms.limit) {
      const wider = new Uint32Array(Math.ceil(terms.limit * 1.5));
      wider.set(seen);
      seen = wider;
    }
    for (const atom of reading.present) seen[atom]! += 1;
    return reading;
  }

  /** A watch that comes up in vain too often is kept by something rarer, if there is. */
  function countMiss(number: number) {
    misses[number]! += 1;
    if (misses[number]! < REVIEW_AFTER || reviews >= MAX_REVIEWS) return;
    reviews += 1;
    misses[number] = -REVIEW_AGAIN;
    const share = postings.atomsOf(number).reduce((sum, atom) => sum + shareOf(atom), 0);
    const requirement = requirementOf(watches[number]!.query, shareOf)!;
    if (requirement.share > WORTH_MOVING * share) return;
    postings.unfile(number);
    postings.file(number, requirement.keys);
  }

  /** What `tell` makes of each watch that the article satisfies, in the order they were added. */
  function evaluate<T>(
    article: ReadableArticle,
    tell: (watch: HeldWatch, reading: Reading) => T,
    failed: (watch: HeldWatch, error: unknown) => T[],
  ): T[] {
    const reading = readArticle(article);
    const count = postings.collect(reading, candidates);
    const results: { order: number; told: T[] }[] = [];
    for (const number of candidates.slice(0, count)) {
      const watch = watches[number]!;
      try {
        if (satisfies(watch.query, reading)) results.push({ order: watch.order, told: [tell(watch, reading)] });
        else countMiss(number);
      } catch (error) {
        results.push({ order: watch.order, told: failed(watch, error) });
      }
    }
    return results.sort((a, b) => a.order - b.order).flatMap(({ told }) => told);
  }

  return {
    add({ id, query, language, dialect }) {
      const parsed = parseQuery(query, dialect);
      if (parsed.kind === 'invalid') return parsed;
      const errors = checkAliasesOf(query, parsed.tree, resolved);
      if (errors.length > 0) return { kind: 'invalid', errors };

      const compiled = compileQuery(parsed.tree, terms, language);
      const order = watches[numbers.get(id) ?? -1]?.order ?? added++;
      remove(id);
      const number = free.pop() ?? watches.length;
      watches[number] = { id, order, query: compiled };
      numbers.set(id, number);
      misses[number] = 0;
      postings.file(number, requirementOf(compiled, shareOf)!.keys);
      return { kind: 'added', notices: parsed.notices };
    },

    remove,

    match(article) {
      return evaluate<WatchResult>(
        article,
        ({ id, query }, reading) => ({ kind: 'matched', watchId: id, evidence: explainMatch(query, reading, terms) }),
        ({ id }, error) => [{ kind: 'failed', watchId: id, reason: String(error) }],
      );
    },

    find: (article) =>
      evaluate(
        article,
        ({ id }) => id,
        () => [],
      ),
  };
}
