import type { Aliases, Match, Watch } from '../model.ts';
import { resolveAliases } from './aliases.ts';
import { type CompiledQuery, checkAliasesOf, compileQuery, requiredWords, wordsOf } from './compile.ts';
import { satisfies } from './evaluate.ts';
import { explainMatch } from './evidence.ts';
import { createFile } from './keyed-file.ts';
import { createLexicon } from './lexicon.ts';
import type { QueryError, QueryNotice } from './query/error.ts';
import { parseQuery } from './query/parser.ts';
import { type ReadableArticle, readArticle } from './reading.ts';

/** What the index needs to know of a watch. */
export type IndexedWatch = Pick<Watch, 'id' | 'query' | 'language'>;

/** `failed`: a bug met this watch and this article; the other watches' results stand. */
export type WatchResult = ({ kind: 'matched' } & Match) | { kind: 'failed'; watchId: string; reason: string };

/** Watches, kept so that an article is compared only with those that may match it. */
export interface WatchIndex {
  /** A watch of the same id is replaced; an invalid one leaves the index as it was. */
  add(watch: IndexedWatch): { kind: 'added'; notices: QueryNotice[] } | { kind: 'invalid'; errors: QueryError[] };
  /** Does nothing for an id it does not hold. */
  remove(watchId: string): void;
  /** One result for each watch the article satisfies, in the order they were added. */
  match(article: ReadableArticle): WatchResult[];
}

interface HeldWatch {
  id: string;
  /** Watches are told in this order. */
  order: number;
  query: CompiledQuery;
  required: readonly number[];
}

/** `aliases` must be free of errors ({@link checkAliases}); a watch that names a faulty one is invalid. */
export function createWatchIndex(aliases: Aliases): WatchIndex {
  const resolved = resolveAliases(aliases);
  const lexicon = createLexicon();
  const watches = new Map<string, HeldWatch>();
  const byRequiredWord = createFile<number, HeldWatch>();
  let added = 0;

  function remove(watchId: string) {
    const watch = watches.get(watchId);
    if (!watch) return;
    watches.delete(watchId);
    for (const word of watch.required) byRequiredWord.delete(word, watch);
    lexicon.release(wordsOf(watch.query));
  }

  return {
    add({ id, query, language }) {
      const parsed = parseQuery(query);
      if (parsed.kind === 'invalid') return parsed;
      const errors = checkAliasesOf(query, parsed.tree, resolved);
      if (errors.length > 0) return { kind: 'invalid', errors };

      const compiled = compileQuery(parsed.tree, resolved, lexicon, language);
      remove(id);
      const watch: HeldWatch = { id, order: added++, query: compiled, required: requiredWords(compiled, lexicon) };
      watches.set(id, watch);
      for (const word of watch.required) byRequiredWord.add(word, watch);
      return { kind: 'added', notices: parsed.notices };
    },

    remove,

    match(article) {
      const reading = readArticle(article, lexicon);
      const candidates = new Set<HeldWatch>();
      for (const word of reading.places.keys()) {
        for (const watch of byRequiredWord.get(word)) candidates.add(watch);
      }
      return [...candidates]
        .sort((a, b) => a.order - b.order)
        .flatMap(({ id, query }): WatchResult[] => {
          try {
            if (!satisfies(query, reading)) return [];
            return [{ kind: 'matched', watchId: id, evidence: explainMatch(query, reading) }];
          } catch (error) {
            return [{ kind: 'failed', watchId: id, reason: String(error) }];
          }
        });
    },
  };
}
