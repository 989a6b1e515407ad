import type { Article } from '../../src/model/article.ts';
import { groupArticle } from '../../src/pipeline/group.ts';
import { openDatabase } from '../../src/store/database.ts';
import { signatureOf } from '../../src/story/signature.ts';
import { addressesFor, article, EVIDENCE, feed, leasedItem, useStore, watch } from '../store/support.ts';

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

async function tell(db: typeof store.db, guid: string, read: Article, watches = ['telegram'], feedId = 'a') {
  const stored = await groupArticle(db, {
    item: await leasedItem(store.db, feedId, guid),
    article: read,
    storyKeys: [`url:${read.canonicalUrl}`],
    signature: signatureOf(read),
    matches: watches.map((id) => ({ watchId: id, watch: watch(id), evidence: EVIDENCE })),
    readAgain: null,
    reason: null,
    addressesFor,
    tellsDevelopments: false,
  });
  return stored!;
}

describe('an article that matches', () => {
  it('joins the story that another tells in another language, which has alerted', async () => {
    const first = await tell(store.db, 'de', GERMAN);
    const second = await tell(store.db, 'en', ENGLISH);
    expect(second).toMatchObject({ storyId: first.storyId, alerts: [] });
    expect(first.alerts).toHaveLength(1);
  });

  it('alerts a watch that the story has not', async () => {
    await tell(store.db, 'de', GERMAN);
    const { alerts } = await tell(store.db, 'en', ENGLISH, ['telegram', 'police']);
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
        tell(other, 'en', ENGLISH, undefined, 'b'),
      ]);
      expect(second.storyId).toBe(first.storyId);
      expect([...first.alerts, ...second.alerts]).toHaveLength(1);
    } finally {
      await other.destroy();
    }
  });
});
