import { text } from 'node:stream/consumers';
import { type Database, openDatabase } from '../../src/store/database.ts';
import {
  databaseOf,
  makeHomeWithCluster,
  pagesOf,
  type Running,
  startIn,
  waitFor,
  whileRunning,
  wirewatch,
} from '../support/process.ts';
import { rss, type Site, startSite } from '../support/site.ts';

/** ms waited for one thing to come about; the lease of who was killed runs out before. */
const WAIT_MS = 120_000;
const PATIENCE_MS = 400_000;
const FIRST = 150;
const ALL = 300;
const SECRET = `whsec_${'a'.repeat(32)}`;

/** What is read of a webhook's body. */
interface Body {
  type: string;
  data: { delivery: { id: string }; totals?: { alerts: number }; alerts?: unknown[] };
}

const SYLLABLES = ['ba', 'ke', 'lo', 'mi', 'nu', 'ra', 'se', 'to', 'vi', 'zu'];
/** A word for each number, and no two of them alike. */
const placeOf = (number: number) =>
  [...String(1_000 + number)]
    .map((digit) => SYLLABLES[Number(digit)])
    .join('')
    .replace(/^./, (first) => first.toUpperCase());
const items = (count: number) =>
  Array.from({ length: count }, (_, number) => ({
    guid: `${number}`,
    title: `Strike at ${placeOf(number)}`,
    summary: `The dockers of ${placeOf(number)} went on strike, and ${placeOf(number)} stands still.`,
  }));

/** `desk` hears at once, until it is a flood; `hook` of all together. */
const configOf = (site: Site, groupWait: string) => ({
  network: { allow: ['127.0.0.0/8'], per_host: { at_once: 20, delay: 0 } },
  feeds: [{ id: 'wire', url: `${site.url}/wire`, every: '1s', backfill: true }],
  watches: [{ id: 'strike', query: 'strike' }],
  receivers: ['desk', 'hook'].map((id) => ({ id, webhook: { url: `${site.url}/${id}`, secret: SECRET } })),
  route: {
    receiver: 'hook',
    group_by: ['watch'],
    group_wait: groupWait,
    group_interval: '2s',
    routes: [
      {
        ...{ receiver: 'desk', matchers: ['watch = strike'], continue: true, group_by: ['story'], group_wait: '0s' },
        flood: { more_than: 10, within: '10m', digest_every: '2s' },
      },
      { matchers: ['watch = strike'] },
    ],
  },
});

it(
  'tells each receiver of every story once, though it is killed while they wait, has its routes edited and others beside it',
  async () => {
    const site = await startSite();
    const told = new Map<string, Map<string, number>>([
      ['desk', new Map()],
      ['hook', new Map()],
    ]);
    for (const [receiver, messages] of told) {
      site.on(`/${receiver}`, async (request, response) => {
        const { data } = JSON.parse(await text(request)) as Body;
        messages.set(data.delivery.id, data.totals?.alerts ?? data.alerts!.length);
        response.end('ok');
      });
    }
    site.on('/wire', rss(items(FIRST)));
    const home = await makeHomeWithCluster(configOf(site, '3s'));
    const started: Running[] = [];
    const keep = (running: Running) => {
      started.push(running);
      return running;
    };
    const withLedger = async <T>(running: Running, look: (db: Database) => Promise<T>) => {
      await pagesOf(running);
      const url = await databaseOf(home, running);
      const db = openDatabase({ url, maxConnections: 1, onConnectionError: () => {} });
      return whileRunning(running, look(db)).finally(() => db.destroy());
    };
    const waits = (count: number) => (db: Database) =>
      waitFor(
        `${count} alerts that wait`,
        async () => (await db.selectFrom('groupAlerts').select('alertId').execute()).length >= count,
        WAIT_MS,
      );
    try {
      const first = keep(startIn(home));
      await withLedger(first, waits(20));
      await first.kill();

      const second = keep(startIn(home));
      const url = await databaseOf(home, second);
      const beside = keep(wirewatch(['worker', '--config', home.config], { DATABASE_URL: url }));
      await home.configure(configOf(site, '4s'));
      site.on('/wire', rss(items(ALL)));
      await withLedger(second, waits(20));
      await beside.kill();
      await second.kill();

      const last = keep(startIn(home));
      await withLedger(last, async (db) => {
        await waitFor(
          'every story told',
          async () => {
            const alerts = await db.selectFrom('deliveryAlerts').select('receiverId').execute();
            const open = await db.selectFrom('deliveries').select('id').where('state', '<>', 'sent').execute();
            return alerts.length >= 2 * ALL && open.length === 0;
          },
          WAIT_MS,
        );
        expect(await db.selectFrom('groupAlerts').selectAll().execute()).toEqual([]);
        expect(await db.selectFrom('alerts').select('id').execute()).toHaveLength(ALL);
      });
      for (const [receiver, messages] of told) {
        const alerts = [...messages.values()].reduce((sum, each) => sum + each, 0);
        expect({ receiver, alerts }).toEqual({ receiver, alerts: ALL });
      }
      // A flood of three hundred is a few messages.
      expect(told.get('desk')!.size).toBeLessThan(60);
      expect(told.get('hook')!.size).toBeLessThan(40);
    } finally {
      await Promise.all(started.map((running) => running.kill()));
      await site.close();
      await home.remove();
    }
  },
  PATIENCE_MS,
);
