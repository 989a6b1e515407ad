import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Lookup } from '../match/terms/lexicon.ts';
import type { Terms } from '../match/terms/terms.ts';
import { addToken, begin, createTokens } from '../match/text/tokens.ts';
import { type ArchivedWord, archivedLanguages, wordsHolding, wordsWith } from '../store/archive/lookup.ts';
import type { Database } from '../store/database.ts';
import { ARCHIVE_VERSION, tokenOf } from './tokens.ts';
import { anyOf, beginning, token } from './tsquery.ts';
import { createWordKeys, type WordKeys } from './word-keys.ts';

/** Words read at once where many are. */
const PAGE = 5_000;
/** Words looked up before others have their turn: some ms. */
const AT_ONCE = 250;

/**
 * The tokens of all words of the archive's content that `atoms`, words of queries, are met by, for each of them: whatever
 * the lexicon says a word meets, in the language of the articles it stands in.
 *
 * @param terms Those of the queries.
 * @throws the reason of the signal when that is aborted.
 */
export async function tokensMeeting(
  db: Database,
  atoms: ReadonlySet<number>,
  terms: Terms,
  signal?: AbortSignal,
): Promise<Map<number, Set<string>>> {
  const met = new Map([...atoms].map((atom) => [atom, new Set<string>()]));
  if (atoms.size === 0) return met;
  const { keys, insides } = keysFor(atoms, terms, await archivedLanguages(db, ARCHIVE_VERSION), createWordKeys());
  const query = keys.size === 0 ? null : anyOf([...keys]);
  // Keys that are too many for a query tell nothing.
  const holding = keys.size > 0 && query === null ? null : insides && [...insides];
  if (query !== null && holding !== null) await file(await wordsWith(db, ARCHIVE_VERSION, query), terms, met, signal);
  // What stands inside of words is in no index: Postgres looks at each.
  if (holding === null || holding.length > 0)
    for await (const page of wordsHolding(db, ARCHIVE_VERSION, holding, PAGE)) await file(page, terms, met, signal);
  return met;
}

/** What the words that may meet queries are found by. */
interface AskedKeys {
  /** Conditions on what they are filed under. */
  keys: Set<string>;
  /** Letters that stand anywhere in what they are filed under; null: every word may meet one. */
  insides: Set<string> | null;
}

function keysFor(atoms: ReadonlySet<number>, terms: Terms, languages: string[], words: WordKeys): AskedKeys {
  const keys = new Set<string>();
  const insides = new Set<string>();
  const EVERY: AskedKeys = { keys: new Set(), insides: null };
  for (const atom of atoms) {
    const { form } = terms.wordOf(atom)!;
    switch (form.kind) {
      case 'run':
        break;
      case 'wildcard': {
        const { anchors } = form.pattern;
        if (anchors.length === 0) return EVERY;
        for (const { kind, letters } of anchors)
          if (kind === 'start') keys.add(beginning(letters));
          else insides.add(letters);
        break;
      }
      case 'inflected':
      case 'stemmed':
        // Words are filed by the inflection of their own language, and a watch may bring its own into others.
        if (form.language !== null && languages.some((language) => language !== form.language)) return EVERY;
        for (const language of languages) for (const key of words.ofAsked(form, language)) keys.add(token(key));
        break;
      case 'spelled':
      case 'exact':
        for (const key of words.ofAsked(form, '')) keys.add(token(key));
    }
  }
  return { keys, insides };
}

/** Adds the tokens of words to the atoms that they meet, alone or as a word written in parts. */
async function file(
  words: readonly ArchivedWord[],
  terms: Terms,
  met: ReadonlyMap<number, Set<string>>,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (let at = 0; at < words.length; at += AT_ONCE) {
    signal?.throwIfAborted();
    fileSome(words.slice(at, at + AT_ONCE), terms, met);
    await nextTurn();
  }
}

/** Of a few words: a lookup compares only so many with patterns, as it does for an article. */
function fileSome(words: readonly ArchivedWord[], terms: Terms, met: ReadonlyMap<number, Set<string>>): void {
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
