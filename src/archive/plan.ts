import { compileQuery } from '../match/index/compile.ts';
import { resolveAliases } from '../match/query/aliases.ts';
import { parseQuery } from '../match/query/parser.ts';
import type { WordForm } from '../match/terms/forms.ts';
import { Terms } from '../match/terms/terms.ts';
import type { Database } from '../store/database.ts';
import type { Watching } from './matcher.ts';
import { atomsOf, combine, type Need, relax } from './relax.ts';
import { bigramsOf, type Column, inColumn } from './tokens.ts';
import { allOf, anyOf, beginning, oneOf, type TokenQuery, token } from './tsquery.ts';
import { tokensMeeting } from './vocabulary.ts';
import { plainKeysAsked } from './word-keys.ts';

/**
 * What the index is asked for, to find every article that satisfies one of the watches, and some that do not.
 *
 * @param db One snapshot, in which the answer is used: words that come later are not in it.
 * @param configurations Each with a watch at least.
 * @throws when a watch is invalid; the reason of the signal when that is aborted.
 */
export async function planSearch(
  db: Database,
  configurations: readonly Watching[],
  signal?: AbortSignal,
): Promise<TokenQuery> {
  const queries: TokenQuery[] = [];
  for (const one of configurations) queries.push(await planFor(db, one, signal));
  return anyOf(queries);
}

async function planFor(db: Database, { watches, aliases }: Watching, signal?: AbortSignal): Promise<TokenQuery> {
  const terms = new Terms(resolveAliases(aliases));
  const need = combine(
    'or',
    watches.map(({ id, query, dialect, language }) => {
      const parsed = parseQuery(query, dialect);
      if (parsed.kind === 'invalid') throw new Error(`watch ${id}: ${parsed.errors[0]?.message}`);
      return relax(compileQuery(parsed.tree, terms, language), terms);
    }),
  );
  const spoken = new Set([...atomsOf(need)].filter((atom) => isSpoken(atom, terms)));
  const met = await tokensMeeting(db, spoken, terms, signal);
  return queryFor(need, terms, met);
}

/** True for words that the vocabulary knows: those of the content, scripts without spaces aside. */
function isSpoken(atom: number, terms: Terms): boolean {
  const { area, form } = terms.wordOf(atom)!;
  return area === 'content' && form.kind !== 'run';
}

function queryFor(need: Need, terms: Terms, met: ReadonlyMap<number, ReadonlySet<string>>): TokenQuery {
  switch (need.kind) {
    case 'anything':
      return null;
    case 'and':
      return allOf(need.operands.map((operand) => queryFor(operand, terms, met)));
    case 'or':
      return anyOf(need.operands.map((operand) => queryFor(operand, terms, met)));
    case 'word': {
      const { area, form } = terms.wordOf(need.atom)!;
      const column: Column = need.inHeadline && area === 'content' ? 'title' : area;
      if (form.kind === 'run') return runQuery(form, column);
      if (area !== 'content') return plainQuery(form, column);
      const tokens = [...(met.get(need.atom) ?? [])];
      return oneOf(new Set(tokens.map((text) => inColumn(column, text))));
    }
  }
}

/** Texts of scripts without spaces: every two letters of it, or every letter where endings may stand between them. */
function runQuery(form: WordForm & { kind: 'run' }, column: Column): TokenQuery {
  const ways = form.spellings.map((spelling) => {
    const bigrams = bigramsOf(spelling);
    // One letter is the first of two, or the last of its text.
    if (bigrams.length === 1) return beginning(inColumn(column, spelling));
    return allOf(bigrams.slice(0, -1).map((bigram) => token(inColumn(column, bigram))));
  });
  const letters =
    form.core === null ? [] : [allOf([...form.core].map((letter) => beginning(inColumn(column, letter))))];
  return anyOf([...ways, ...letters]);
}

/** Words outside the content, which has a vocabulary, are filed by their keys themselves. */
function plainQuery(form: Exclude<WordForm, { kind: 'run' }>, column: Column): TokenQuery {
  if (form.kind === 'wildcard') {
    const { anchors } = form.pattern;
    if (anchors.length === 0 || anchors.some(({ kind }) => kind === 'inside')) return null;
    return anyOf(anchors.map(({ letters }) => beginning(inColumn(column, letters))));
  }
  const keys = plainKeysAsked(form);
  return keys && oneOf(new Set(keys.map((key) => inColumn(column, key))));
}
