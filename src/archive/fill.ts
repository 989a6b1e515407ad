import { setImmediate as nextTurn } from 'node:timers/promises';
import { articlesOf } from '../store/archive/stored-article.ts';
import {
  type ArchiveEntry,
  addOutdated,
  forgetOutdatedWords,
  takeArchiveTurn,
  takeArchiveWork,
  unknownWords,
  type WordEntry,
  writeArchive,
} from '../store/archive/work.ts';
import type { Database, StoreTransaction } from '../store/database.ts';
import { type ArticleWordReader, createArticleWordReader } from './article-words.ts';
import { ARCHIVE_VERSION } from './tokens.ts';
import { createWordKeys, type WordKeys } from './word-keys.ts';

/** Articles indexed in one transaction: some 100 ms of work. */
const BATCH = 50;
/** Articles of an earlier version put into line at once, and words forgotten. */
const OUTDATED = 2_000;

/** What the archive is filled with; it costs some milliseconds to make. */
export interface ArchiveFiller {
  /**
   * Indexes all articles that are new or were read again, and those that were indexed by other rules, batch by batch,
   * until there are none or it is stopped. Does nothing while another process is at it.
   *
   * @returns how many articles were indexed.
   */
  fill(db: Database, stopping: AbortSignal): Promise<number>;
}

/** A filler; one at a time fills, whoever comes first. */
export function createArchiveFiller(): ArchiveFiller {
  const reader = createArticleWordReader();
  const keys = createWordKeys();
  return {
    async fill(db, stopping) {
      let indexed = 0;
      for (;;) {
        if (stopping.aborted) return indexed;
        const count = await db.transaction().execute((trx) => fillBatch(trx, reader, keys));
        indexed += count ?? 0;
        if (count === null) return indexed;
        if (count > 0) continue;
        if ((await addOutdated(db, ARCHIVE_VERSION, OUTDATED)) > 0) continue;
        await forgetOutdatedWords(db, ARCHIVE_VERSION, OUTDATED);
        return indexed;
      }
    },
  };
}

/** How many articles were taken; null: another process is at it. */
async function fillBatch(trx: StoreTransaction, reader: ArticleWordReader, keys: WordKeys): Promise<number | null> {
  if (!(await takeArchiveTurn(trx))) return null;
  const ids = await takeArchiveWork(trx, BATCH);
  if (ids.length === 0) return 0;
  const entries: ArchiveEntry[] = [];
  const byLanguage = new Map<string, Set<string>>();
  // In a statement of its own: what was written of them before they were taken is seen.
  for (const article of await articlesOf(trx, ids)) {
    const { tokens, language, words } = reader.read(article);
    entries.push({ articleId: article.id, tokens });
    const known = byLanguage.get(language) ?? new Set();
    for (const word of words) known.add(word);
    byLanguage.set(language, known);
    await nextTurn();
  }
  const missing: WordEntry[] = [];
  for (const [language, words] of byLanguage) {
    const unknown = await unknownWords(trx, { version: ARCHIVE_VERSION, language, words: [...words] });
    for (const word of unknown) missing.push({ language, word, keys: keys.ofFound(word, language) });
  }
  await writeArchive(trx, { version: ARCHIVE_VERSION, words: missing, entries });
  return ids.length;
}
