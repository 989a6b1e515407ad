import { createHash } from 'node:crypto';
import { createArticleWordReader } from '../../src/archive/article-words.ts';
import { createArchiveFiller } from '../../src/archive/fill.ts';
import { ARCHIVE_VERSION } from '../../src/archive/tokens.ts';
import { createWordKeys } from '../../src/archive/word-keys.ts';
import { archiveState } from '../../src/store/archive/lookup.ts';
import { createRandom } from '../bench/random.ts';
import { article, useStore } from '../store/support.ts';
import { readCorpus } from './corpus.ts';
import { fill, search, storeArticles, watchOf } from './support.ts';

const store = useStore();

describe('the archive', () => {
  it('finds an article before it is filed, and after', async () => {
    const [id] = await storeArticles(store.db, [article('one', { text: 'A ferry ran aground.' })]);
    expect((await search(store.db, [watchOf('ferries')])).ids).toEqual([id]);
    expect((await archiveState(store.db, ARCHIVE_VERSION, null)).unindexed).toBe(1);
    expect(await fill(store.db)).toBe(1);
    expect((await archiveState(store.db, ARCHIVE_VERSION, null)).unindexed).toBe(0);
    expect((await search(store.db, [watchOf('ferries')])).ids).toEqual([id]);
    expect((await search(store.db, [watchOf('zeppelin')])).progress.candidates).toBe(0);
  });

  it('files an article anew when it is read again', async () => {
    const [id] = await storeArticles(store.db, [article('one', { text: 'A ferry ran aground.' })]);
    await fill(store.db);
    await store.db.updateTable('articles').set({ text: 'A zeppelin fell.' }).where('id', '=', id!).execute();
    expect((await search(store.db, [watchOf('zeppelin')])).ids).toEqual([id]);
    await fill(store.db);
    expect((await search(store.db, [watchOf('zeppelins')])).ids).toEqual([id]);
    expect((await search(store.db, [watchOf('ferry')])).progress.candidates).toBe(0);
  });

  it('files anew what other rules filed, finds it meanwhile, and forgets their words', async () => {
    const [id] = await storeArticles(store.db, [article('one', { text: 'A ferry ran aground.' })]);
    await fill(store.db);
    await store.db.updateTable('archive').set({ version: 0 }).execute();
    await store.db.updateTable('archiveWords').set({ version: 0 }).execute();
    expect((await search(store.db, [watchOf('ferries')])).ids).toEqual([id]);
    expect(await fill(store.db)).toBe(1);
    const versions = await store.db.selectFrom('archiveWords').select('version').distinct().execute();
    expect(versions).toEqual([{ version: ARCHIVE_VERSION }]);
  });

  it('looks at an article that is too long for an index entry', async () => {
    const text = Array.from({ length: 60_000 }, (_, nth) => `longword${nth}x`)
      .join(' ')
      .slice(0, 490_000);
    const random = createRandom(1);
    const letters = Array.from({ length: 300_000 }, () => String.fromCharCode(0x4e00 + random.below(20_900)));
    const [, id, lettersId] = await storeArticles(store.db, [
      article('short', { text: 'A ferry.' }),
      article('long', { text: `${text} zeppelin`, headlines: [] }),
      article('letters', { text: letters.join(''), language: 'zh' }),
    ]);
    await fill(store.db);
    expect((await search(store.db, [watchOf('zeppelin')])).ids).toEqual([id]);
    const whole = await store.db.selectFrom('archive').select('articleId').where('tokens', 'is', null).execute();
    expect(whole).toContainEqual({ articleId: lettersId });
    expect((await search(store.db, [watchOf(letters.slice(7, 9).join(''))])).ids).toContain(lettersId);
  });

  it('ends with what was found when it is stopped, and looks no further than it is told', async () => {
    await storeArticles(store.db, [article('one', { text: 'A ferry.' }), article('two', { text: 'A ferry.' })]);
    const stop = AbortSignal.abort(new Error('enough'));
    expect((await search(store.db, [watchOf('ferry')], { signal: stop })).progress).toMatchObject({
      end: 'stopped',
      looked: 0,
    });
    const { found, progress } = await search(store.db, [watchOf('ferry')], { lookAt: 1 });
    expect(found).toHaveLength(1);
    expect(progress).toMatchObject({ candidates: 2, looked: 1, end: 'sample' });
    expect(await createArchiveFiller().fill(store.db, stop)).toBe(0);
  });
});

it('has another version where words are filed by other rules: raise ARCHIVE_VERSION with this sum', () => {
  const reader = createArticleWordReader();
  const keys = createWordKeys();
  const sum = createHash('sha256');
  for (const one of readCorpus()) {
    const { tokens, words, language } = reader.read(one);
    sum.update(JSON.stringify([tokens, words.map((word) => keys.ofFound(word, language))]));
  }
  expect({ version: ARCHIVE_VERSION, sum: sum.digest('hex').slice(0, 16) }).toEqual({
    version: 1,
    sum: '20cbb3f75a9b068e',
  });
});
