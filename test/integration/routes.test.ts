import { createLogger } from '../../src/log.ts';
import { flushGroups } from '../../src/pipeline/flush.ts';
import { groupArticle } from '../../src/pipeline/group.ts';
import { readPayload } from '../../src/store/alerts/payload.ts';
import { openDatabase } from '../../src/store/database.ts';
import { route } from '../route/support.ts';
import { addressesFor, article, EVIDENCE, feed, leasedItem, useStore, watch } from '../store/support.ts';

const store = useStore(feed('a'));
const log = createLogger({ level: 'silent', pretty: false });
const WAIT_MS = 60_000;
const routing = {
  root: route({ receiver: 'desk', groupBy: ['watch'], groupWaitMs: WAIT_MS }),
  intervals: [],
  inhibitions: [],
};
const running = { addresses: new Map([['desk', addressesFor('desk')]]), routing, publicUrl: null };

it('tells what waits once, whoever reads and however many tell, and loses nothing that comes at that moment', async () => {
  const others = [1, 2].map(() => openDatabase({ url: store.url, maxConnections: 3, onConnectionError: () => {} }));
  // The time of what waits has come, and two tell at once.
  const tellAll = async () => {
    await store.db
      .updateTable('alertGroups')
      .set({ flushAt: new Date(0) })
      .where('flushAt', 'is not', null)
      .execute();
    await Promise.all(others.map((db) => flushGroups({ db, running, log })));
  };
  try {
    const read = async (number: number) => {
      const guid = `story-${number}`;
      await groupArticle(others[number % 2]!, {
        item: await leasedItem(store.db, 'a', guid),
        article: article(guid),
        storyKeys: [guid],
        signing: null,
        matches: [{ watchId: 'port', watch: watch('port', []), evidence: EVIDENCE }],
        readAgain: null,
        reason: null,
        addressesFor,
        routing,
        tellsDevelopments: false,
      });
      if (number % 5 === 0) await tellAll();
    };
    for (let from = 0; from < 60; from += 4) await Promise.all([0, 1, 2, 3].map((next) => read(from + next)));
    await tellAll();

    const alerts = await store.db.selectFrom('deliveryAlerts').select('alertId').execute();
    expect(new Set(alerts.map(({ alertId }) => alertId)).size).toBe(60);
    expect(alerts).toHaveLength(60);
    const deliveries = await store.db.selectFrom('deliveries').select('payload').execute();
    const told = deliveries.flatMap(({ payload }) => {
      const read = readPayload(payload)!;
      return read.kind === 'digest'
        ? read.stories.map(({ story }) => story!.id)
        : read.kind === 'news'
          ? [read.story!.id]
          : [];
    });
    expect(told.length).toBe(60);
    expect(new Set(told).size).toBe(60);
    expect(await store.db.selectFrom('groupAlerts').selectAll().execute()).toEqual([]);
  } finally {
    await Promise.all(others.map((db) => db.destroy()));
  }
});
