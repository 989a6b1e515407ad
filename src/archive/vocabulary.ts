import type { Lookup } from '../match/terms/lexicon.ts';
import type { Terms } from '../match/terms/terms.ts';
import { addToken, begin, createTokens } from '../match/text/tokens.ts';
import { type ArchivedWord, allWords, archivedLanguages, wordsWith } from '../store/archive/lookup.ts';
import type { Database } from '../store/database.ts';
import { ARCHIVE_VERSION, tokenOf } from './tokens.ts';
import { anyOf, beginning, token } from './tsquery.ts';
import { createWordKeys, type WordKeys } from './word-keys.ts';

/** Words read at once where all are. */
const PAGE = 5_000;

/**
 * The tokens of all words of the archive's content that `atoms`, words of queries, are met by, for each of them: whatever
 * the lexicon says a word meets, in the language of the articles it stands in.
 *
 * @param terms Those of the queries.
 */
export async function tokensMeeting(
  db: Database,
  atoms: ReadonlySet<number>,
  terms: Terms,
): Promise<Map<number, Set<string>>> {
  const met = new Map([...atoms].map((atom) => [atom, new Set<string>()]));
  if (atoms.size === 0) return met;
  const keys = keysFor(atoms, terms, await archivedLanguages(db, ARCHIVE_VERSION), createWordKeys());
  if (keys?.length === 0) return met;
  const query = keys && anyOf(keys);
  if (query === null) for await (const page of allWords(db, ARCHIVE_VERSION, PAGE)) file(page, terms, met);
  else file(await wordsWith(db, ARCHIVE_VERSION, query), terms, met);
  return met;
}

/** What the words that may meet `atoms` are filed under; null: under anything. */
function keysFor(atoms: ReadonlySet<number>, terms: Terms, languages: string[], keys: WordKeys): string[] | null {
  const asked = new Set<string>();
  for (const atom of atoms) {
    const { form } = terms.wordOf(atom)!;
    switch (form.kind) {
      case 'run':
        break;
      case 'wildcard': {
        const { anchors } = form.pattern;
        if (anchors.length === 0 || anchors.some(({ kind }) => kind === 'inside')) return null;
        for (const { letters } of anchors) asked.add(beginning(letters));
        break;
      }
      case 'inflected':
      case 'stemmed':
        // Words are filed by the inflection of their own language, and a watch may bring its own into others.
        if (form.language !== null && languages.some((language) => language !== form.language)) return null;
        for (const language of languages) for (const key of keys.ofAsked(form, language)) asked.add(token(key));
        break;
      case 'spelled':
      case 'exact':
        for (const key of keys.ofAsked(form, '')) asked.add(token(key));
    }
  }
  return [...asked];
}

/** Adds the tokens of words to the atoms that they meet, alone or as a word written in parts. */
function file(words: readonly ArchivedWord[], terms: Terms, met: ReadonlyMap<number, Set<string>>): void {
  const lookups = new Map<string, Lookup>();
  const tokens = createTokens();
  for (const { language, word } of words) {
    let lookup = lookups.get(language);
    if (!lookup) {
      lookup = terms.lexiconOf('content').lookupFor(language);
      lookups.set(language, lookup);
    }
    begin(tokens, word);
    addToken(tokens, 0, word.length, word.length, false);
    for (const { words: atoms } of [lookup.word(word, tokens, 0), lookup.joined(word, tokens, 0, 0)])
      for (const atom of atoms) met.get(atom)?.add(tokenOf(word));
  }
}
