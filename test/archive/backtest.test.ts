import fc from 'fast-check';
import { backtest } from '../../src/archive/backtest.ts';
import { indexWatches } from '../../src/match/index/watch-index.ts';
import type { Article } from '../../src/model/article.ts';
import type { Aliases, Watch } from '../../src/model/watch.ts';
import { groupArticle } from '../../src/pipeline/group.ts';
import type { Database } from '../../src/store/database.ts';
import { storyKeys } from '../../src/story/fingerprint.ts';
import {
  addressesFor,
  article,
  feed,
  leasedItem,
  openStore,
  syncFeeds,
  type TestStore,
  watch,
} from '../store/support.ts';
import { fill } from './support.ts';

const WORDS = ['ferry', 'ferries', 'harbour', 'strike', 'police', 'Polizei', 'bridge', 'fire'];
/** Two of each are one story: they have one text. */
const ARTICLES: Article[] = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((nth) => {
  const text = `${WORDS[nth]} and ${WORDS[(nth * 3 + 1) % 8]} in place ${nth}. ${`Sentence ${nth} goes on and says more. `.repeat(12)}`;
  return ['a', 'b'].map((copy) =>
    article(`${nth}${copy}`, { title: `Report ${nth}`, text, outlet: copy, language: nth === 5 ? 'de' : 'en' }),
  );
});
interface Watching {
  watches: Watch[];
  aliases: Aliases;
}

const OPTIONS = { since: null, lookAt: Number.POSITIVE_INFINITY };

let store: TestStore;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

/** Empties the store and reads all articles as the pipeline does; which article's text alerted which watch. */
async function replay(db: Database, { watches, aliases }: Watching): Promise<string[]> {
  await store.empty();
  await syncFeeds(db, [feed('a')]);
  const index = indexWatches(watches, aliases);
  for (const [nth, read] of ARTICLES.entries()) {
    const matches = index.match(read).flatMap((result) => {
      const met = watches.find(({ id }) => id === result.watchId)!;
      return result.kind === 'matched' ? [{ watchId: met.id, watch: met, evidence: result.evidence }] : [];
    });
    await groupArticle(db, {
      item: await leasedItem(db, 'a', `item-${nth}`),
      article: read,
      storyKeys: storyKeys(read, { matchedInText: true }),
      signing: null,
      matches,
      readAgain: null,
      reason: null,
      addressesFor,
      tellsDevelopments: false,
    });
  }
  const rows = await db
    .selectFrom('alerts')
    .innerJoin('matches', 'matches.id', 'alerts.matchId')
    .innerJoin('articles', 'articles.id', 'matches.articleId')
    .select(['alerts.watchId', 'articles.title'])
    .execute();
  return rows.map(({ watchId, title }) => `${watchId}: ${title}`).toSorted();
}

const word = fc.constantFrom(...WORDS, 'Brücken', '@sea', '@law');
const query = fc.oneof(
  word,
  fc.tuple(word, word).map(([a, b]) => `${a} OR ${b}`),
  fc.tuple(word, word).map(([a, b]) => `${a} NEAR/3 ${b}`),
  fc.tuple(word, word).map(([a, b]) => `${a} NOT ${b}`),
  fc.tuple(word, word).map(([a, b]) => `${a} NOT title:${b} NOT lang:de`),
  fc.tuple(word, word).map(([a, b]) => `${a} NOT NEAR/2 ${b}`),
  word.map((one) => `${one} -source:a`),
);
const aliases: fc.Arbitrary<Aliases> = fc.record({
  sea: fc.constantFrom(['ferry', 'harbour'], ['harbour'], ['{Fähre}', 'bridge']),
  law: fc.constantFrom(['police', 'Polizei'], ['police', '@sea']),
});
const language = fc.constantFrom(null, null, 'en', 'de');
const watching: fc.Arbitrary<Watching> = fc
  .tuple(
    fc.uniqueArray(fc.tuple(fc.constantFrom('one', 'two', 'three'), query, language), {
      selector: ([id]) => id,
      maxLength: 3,
    }),
    aliases,
  )
  .map(([watches, named]) => ({
    watches: watches.map(([id, text, spoken]) => ({ ...watch(id), query: text, language: spoken })),
    aliases: named,
  }));
/** An edit leaves some watches as they are, and often the aliases. */
const edit: fc.Arbitrary<[Watching, Watching]> = fc
  .tuple(watching, watching, fc.boolean(), fc.constantFrom('one', 'two', 'three'))
  .map(([before, other, keepsAliases, kept]) => [
    before,
    {
      watches: [...other.watches.filter(({ id }) => id !== kept), ...before.watches.filter(({ id }) => id === kept)],
      aliases: keepsAliases ? before.aliases : other.aliases,
    },
  ]);

const named = (differences: { watchId: string; article: { title: string } }[]) =>
  differences.map(({ watchId, article: { title } }) => `${watchId}: ${title}`).toSorted();

describe('a backtest', () => {
  it('says exactly which alerts a replay of the same articles gives', async () => {
    await fc.assert(
      fc.asyncProperty(edit, async ([before, after]) => {
        const then = await replay(store.db, after);
        const now = await replay(store.db, before);
        await fill(store.db);
        const { added, dropped, same, looked } = await backtest(store.db, before, after, OPTIONS);
        expect(named(added)).toEqual(then.filter((alert) => !now.includes(alert)));
        expect(named(dropped)).toEqual(now.filter((alert) => !then.includes(alert)));
        expect({ same, end: looked.end }).toEqual({
          same: then.filter((alert) => now.includes(alert)).length,
          end: 'whole',
        });
      }),
      { numRuns: 15 },
    );
  });

  it('gives a reason for each', async () => {
    const before = {
      watches: [
        { ...watch('one'), query: 'ferry' },
        { ...watch('two'), query: 'strike' },
      ],
      aliases: {},
    };
    const after = {
      watches: [
        { ...watch('one'), query: 'fire' },
        { ...watch('new'), query: 'bridge' },
      ],
      aliases: {},
    };
    await replay(store.db, before);
    const { added, dropped } = await backtest(store.db, before, after, OPTIONS);
    expect(added.find(({ watchId }) => watchId === 'one')!.why).toEqual(['Found “fire”']);
    expect(added.find(({ watchId }) => watchId === 'new')!.why).toEqual(['The watch is new', 'Found “bridge”']);
    expect(dropped.find(({ watchId }) => watchId === 'two')!.why).toEqual(['The watch is gone']);
    expect(dropped.find(({ watchId }) => watchId === 'one')!.why).toEqual(['fire: does not stand in the article']);
  });
});
