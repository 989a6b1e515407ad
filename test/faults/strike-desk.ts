import { type Database, openDatabase } from '../../src/store/database.ts';
import { createTestDatabase } from '../support/database.ts';
import { type Home, makeHome, type Running, wirewatch } from '../support/process.ts';
import { type Site, startSite } from '../support/site.ts';

/** A site with feeds and a Slack webhook, and workers that tell Slack when a feed has a strike. */
export interface StrikeDesk {
  site: Site;
  /** The database of the workers, over connections of its own. */
  db: Database;
  /** Starts one more, and waits until it polls. */
  startWorker(environment?: Record<string, string>): Promise<Running>;
}

/** A desk of its own for each test of a file. @param configOf Its feeds and limits; Slack is at `/slack`. */
export function useStrikeDesk(configOf: (site: Site) => object): StrikeDesk {
  const desk = {} as StrikeDesk;
  let home: Home;
  let open: AsyncDisposableStack;
  beforeEach(async () => {
    open = new AsyncDisposableStack();
    const site = open.adopt(await startSite(), (it) => it.close());
    const { url } = open.adopt(await createTestDatabase(), (it) => it.drop());
    const db = open.adopt(openDatabase({ url, maxConnections: 2, onConnectionError: () => {} }), (it) => it.destroy());
    const config = {
      watches: [{ id: 'strike', query: 'strike', receivers: ['slack'] }],
      receivers: [{ id: 'slack', slack: { webhook_url: `${site.url}/slack` } }],
      ...configOf(site),
    };
    home = open.adopt(await makeHome(config), (it) => it.remove());
    Object.assign(desk, {
      site,
      db,
      async startWorker(environment = {}) {
        const running = wirewatch(['worker', '--config', home.config], { DATABASE_URL: url, ...environment });
        open.defer(() => running.kill());
        await running.logged('polling and delivering');
        return running;
      },
    } satisfies StrikeDesk);
  });
  afterEach(() => open.disposeAsync());
  return desk;
}
