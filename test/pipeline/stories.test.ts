import { reviewStories } from '../../src/pipeline/review.ts';
import { openDatabase } from '../../src/store/database.ts';
import { lockStories } from '../../src/store/stories/neighbours.ts';
import { article, feed, useStore } from '../store/support.ts';
import { readFiction } from '../story/support.ts';
import { tell } from './support.ts';

const store = useStore(feed('a'), feed('b'));

const GERMAN = article('de', {
  title: 'Telegram gab Nutzerdaten an das Bundeskriminalamt weiter',
  language: 'de',
  text: `Der Messengerdienst Telegram hat nach einem Bericht des Spiegel in mehreren Fällen Daten von Nutzern an das
    Bundeskriminalamt herausgegeben. Betroffen waren 64 Anfragen aus Wiesbaden, in denen es um Terrorismus und um
    Kindesmissbrauch ging. Gründer Pawel Durow hatte stets beteuert, dass Telegram aus Dubai keine Daten weitergibt. Ein
    Sprecher des Ministeriums von Nancy Faeser wollte die Zahlen nicht bestätigen.`,
});
const ENGLISH = article('en', {
  title: 'Telegram handed user data to German police, Spiegel reports',
  language: 'en',
  text: `The messenger Telegram has given data of its users to the Federal Criminal Police Office in several cases, Der
    Spiegel reports. There were 64 requests from Wiesbaden, about terrorism and child abuse. Its founder Pavel Durov had
    always said that Telegram, which is based in Dubai, passes nothing on. A spokesman for the ministry of Nancy Faeser
    would not confirm the figures.`,
});
const OTHER = article('other', {
  title: 'Telegram fined in Brazil over missing moderators',
  language: 'en',
  text: `A court in Brasilia has fined Telegram 1.2 million reais because it had named no representative in the country.
    Judge Alexandre de Moraes gave the company 24 hours. Telegram said that mails from the court had gone astray.`,
});

describe('an article that matches', () => {
  it('joins the story that another tells in another language, which has alerted', async () => {
    const first = await tell(store.db, 'de', GERMAN);
    const second = await tell(store.db, 'en', ENGLISH);
    expect(second).toMatchObject({ storyId: first.storyId, alerts: [] });
    expect(first.alerts).toHaveLength(1);
  });

  it('alerts a watch that the story has not', async () => {
    await tell(store.db, 'de', GERMAN);
    const { alerts } = await tell(store.db, 'en', ENGLISH, { watches: ['telegram', 'police'] });
    expect(alerts.map(({ watchId }) => watchId)).toEqual(['police']);
  });

  it('is another story when it tells of something else', async () => {
    const first = await tell(store.db, 'de', GERMAN);
    const { storyId, alerts } = await tell(store.db, 'other', OTHER);
    expect(storyId).not.toBe(first.storyId);
    expect(alerts).toHaveLength(1);
  });

  it('finds one that is read in the same moment by another worker', async () => {
    const other = openDatabase({ url: store.url, maxConnections: 2, onConnectionError: () => {} });
    try {
      const [first, second] = await Promise.all([
        tell(store.db, 'de', GERMAN),
        tell(other, 'en', ENGLISH, { feedId: 'b' }),
      ]);
      expect(second.storyId).toBe(first.storyId);
      expect([...first.alerts, ...second.alerts]).toHaveLength(1);
    } finally {
      await other.destroy();
    }
  });
});

it('alerts once for each story of a flood that three workers read, copies and rewrites in any order', async () => {
  const fiction = readFiction();
  const reports = ['wolf', 'rocket', 'cheese', 'dam', 'museum', 'avalanche'].map(
    (story) => fiction.find((one) => one.story === story && one.language === 'en')!,
  );
  const flood = Array.from({ length: 90 }, (_, number) => {
    const { title, text } = reports[number % reports.length]!;
    const sentences = text.split('. ');
    const texts = [text, `${text} (agency ${number})`, [...sentences.slice(1), sentences[0]].join('. ')];
    return article(`flood-${number}`, {
      title: `${title} (${number})`,
      text: texts[(number % 5) % 3]!,
      language: 'en',
    });
  });
  const workers = [1, 2, 3].map(() => openDatabase({ url: store.url, maxConnections: 2, onConnectionError: () => {} }));
  try {
    let next = 0;
    await Promise.all(
      workers.map(async (db) => {
        for (let at = next++; at < flood.length; at = next++) await tell(db, `flood-${at}`, flood[at]!);
      }),
    );
  } finally {
    await Promise.all(workers.map((db) => db.destroy()));
  }
  const stories = await store.db.selectFrom('stories').select('articles').execute();
  expect(stories).toEqual(reports.map(() => ({ articles: 15 })));
  expect(await store.db.selectFrom('alerts').select('id').execute()).toHaveLength(reports.length);
});

describe('an article that meets no watch', () => {
  it('is one of a template like any other: what fills it in otherwise and meets a watch is told, each', async () => {
    const report = (place: string) => {
      const paragraphs = Array.from(
        { length: 5 },
        (_, nth) => `Paragraph ${nth} of “${place}” says who was there, in calm words.`,
      );
      return article(place.replaceAll(' ', '-'), {
        title: place,
        text: [`${place}: what is known.`, ...paragraphs].join('\n\n'),
      });
    };
    for (const place of ['Sunshine at the harbour', 'Strikers win the cup'])
      await tell(store.db, place, report(place), { watches: [] });
    const places = ['Strike at the harbour', 'Strike at the airport', 'Strike at the railway'];
    for (const place of places) expect((await tell(store.db, place, report(place))).alerts).toHaveLength(1);
  });

  it('is found by a copy that does, and waits for nobody who groups', async () => {
    const first = await tell(store.db, 'de', GERMAN, { watches: [] });
    const copy = {
      ...GERMAN,
      canonicalUrl: 'https://news.example/copy',
      title: 'Daten aus Dubai',
      text: `${GERMAN.text} (dpa)`,
    };
    expect(await tell(store.db, 'copy', copy)).toMatchObject({ storyId: first.storyId, alerts: [{}] });
    const other = openDatabase({ url: store.url, maxConnections: 1, onConnectionError: () => {} });
    try {
      await other.transaction().execute(async (trx) => {
        await lockStories(trx);
        expect((await tell(store.db, 'weather', article('weather'), { watches: [] })).alerts).toEqual([]);
      });
    } finally {
      await other.destroy();
    }
  });
});

it('that is read again is of its story by itself, and not since it is like itself', async () => {
  const { storyId, articleId } = await tell(store.db, 'de', GERMAN);
  const again = await tell(store.db, 'de again', { ...GERMAN, text: `${GERMAN.text} Mehr in Kürze.` });
  expect(again).toMatchObject({ storyId, articleId, alerts: [] });
  expect(await store.db.selectFrom('articles').select('joined').execute()).toEqual([{ joined: null }]);
});

it('is forgotten by what it says once nobody looks back so far', async () => {
  const { storyId } = await tell(store.db, 'de', GERMAN);
  await reviewStories({ db: store.db });
  expect(await store.db.selectFrom('articleSignatures').selectAll().execute()).toHaveLength(1);
  await store.db
    .updateTable('articleSignatures')
    .set({ addedAt: new Date('2026-01-01') })
    .execute();
  await reviewStories({ db: store.db });
  expect(await store.db.selectFrom('articleKeys').selectAll().execute()).toEqual([]);
  expect((await tell(store.db, 'en', ENGLISH)).storyId).not.toBe(storyId);
});

describe('what is told of a story', () => {
  it('is how it stands, with the article that was first and the one that the others name', async () => {
    const told = async () => {
      const payloads = await store.db.selectFrom('deliveries').select('payload').execute();
      return payloads
        .map(({ payload }) => payload)
        .find((each) => each.kind === 'news' && each.alerts[0]!.watch.id === 'telegram');
    };
    await tell(store.db, 'de', { ...GERMAN, outlet: 'Der Spiegel' }, { watches: ['police'] });
    const copy = { ...GERMAN, canonicalUrl: 'https://news.example/early', url: 'https://news.example/early' };
    const early = {
      ...copy,
      outlet: 'Frühblatt',
      title: 'Daten an Wiesbaden',
      publishedAt: new Date('2026-11-20T06:00Z'),
    };
    await tell(store.db, 'early', early, { watches: ['police'] });
    await tell(store.db, 'en', { ...ENGLISH, outlet: 'The Courier' });
    expect(await told()).toMatchObject({
      article: { title: ENGLISH.title },
      story: {
        reach: { articles: 3, sources: 3, languages: 2 },
        earliest: { outlet: 'Frühblatt', title: 'Daten an Wiesbaden' },
        original: { outlet: 'Der Spiegel', url: GERMAN.url },
        continues: null,
      },
      coverage: [{ outlet: 'Frühblatt' }, { outlet: 'Der Spiegel' }],
    });
  });

  it('is told once more with what comes later, when it has grown by two and to twice as much', async () => {
    const updates = async (storyId: number) => {
      const rows = await store.db.selectFrom('deliveries').select('payload').execute();
      const own = rows.map(({ payload }) => payload).find((each) => each.kind === 'news' && each.story?.id === storyId);
      return own?.kind === 'news' ? own.updates : undefined;
    };
    const first = await tell(store.db, 'de', GERMAN);
    await tell(store.db, 'en', { ...ENGLISH, outlet: 'The Herald' });
    const early = await tell(
      store.db,
      'early',
      article('early', { title: 'Fog', text: 'There is fog in Upper Saxony.' }),
    );
    expect(await updates(early.storyId)).toEqual([]);
    const copy = {
      ...ENGLISH,
      canonicalUrl: 'https://news.example/us',
      language: 'en-US',
      text: `${ENGLISH.text} (AP)`,
    };
    await tell(store.db, 'us', { ...copy, outlet: 'The Tribune' });
    const other = await tell(store.db, 'other', OTHER);
    expect(await updates(other.storyId)).toEqual([
      { storyId: first.storyId, title: GERMAN.title, reach: { articles: 3, sources: 3, languages: 2 } },
    ]);
    const third = await tell(
      store.db,
      'third',
      article('third', { title: 'Snow', text: 'It snows in Lower Bavaria.' }),
    );
    expect(await updates(third.storyId)).toEqual([]);
  });
});

describe('a story that takes a turn', () => {
  const LATER = article('later', {
    title: 'Telegram: Bundesjustizminister Marschall fordert 250 Millionen Strafe',
    language: 'de',
    publishedAt: new Date('2026-11-22T08:00Z'),
    text: `${GERMAN.text} Nun verlangt Justizminister Ottokar Marschall eine Strafe von 250 Millionen Euro von Telegram.`,
  });
  const makeOld = () =>
    store.db
      .updateTable('alerts')
      .set({ createdAt: new Date('2026-11-20T08:00Z') })
      .execute();

  it('is told again as a development where that is wanted, once', async () => {
    const first = await tell(store.db, 'de', GERMAN);
    await makeOld();
    const rewritten = { ...LATER, text: rewrite(LATER.text) };
    const { storyId, alerts } = await tell(store.db, 'later', rewritten, { tellsDevelopments: true });
    expect(storyId).toBe(first.storyId);
    expect(alerts).toHaveLength(1);
    const [alert] = await store.db.selectFrom('alerts').selectAll().where('turn', '=', 1).execute();
    expect(alert!.development).toEqual({ words: expect.arrayContaining(['Marschall']) });
    const again = { ...rewritten, canonicalUrl: 'https://news.example/again', title: 'Marschall will 250 Millionen' };
    const third = await tell(store.db, 'again', again, { tellsDevelopments: true });
    expect(third).toMatchObject({ storyId, alerts: [] });
  });

  it('is not told again where it is not', async () => {
    await tell(store.db, 'de', GERMAN);
    await makeOld();
    expect(await tell(store.db, 'later', { ...LATER, text: rewrite(LATER.text) })).toMatchObject({ alerts: [] });
  });

  /** The same facts in an order that makes it no copy. */
  function rewrite(text: string): string {
    return text
      .split(/\s+/)
      .map((word, index, words) => words[index % 2 ? index - 1 : Math.min(index + 1, words.length - 1)] ?? word)
      .join(' ');
  }
});
