import { type Home, makeHomeWithCluster, type Running, startIn, waitFor } from '../support/process.ts';
import { rss, type Site, startSite } from '../support/site.ts';

/** ms. Less than a row waits that was put into a queue in vain. */
const WELL_MS = 25_000;

let site: Site;
let home: Home;
const started: Running[] = [];

beforeEach(async () => {
  site = await startSite();
  site.on('/slack', 'ok');
  home = await makeHomeWithCluster({
    network: { allow: ['127.0.0.0/8'], per_host: { at_once: 20, delay: 0 } },
    feeds: [{ id: 'feed', url: `${site.url}/feed`, every: '1s', backfill: true }],
    watches: [{ id: 'strike', query: 'strike', receivers: ['slack'] }],
    receivers: [{ id: 'slack', slack: { webhook_url: `${site.url}/slack` } }],
  });
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((running) => running.kill()));
  await home.remove();
  await site.close();
});

function start(): Running {
  const running = startIn(home);
  started.push(running);
  return running;
}

const tells = (...titles: string[]) =>
  site.on('/feed', rss(titles.map((title) => ({ guid: title, title, summary: `${title}.` }))));

it('goes on after its database server was killed', async () => {
  tells('Strike one');
  const first = start();
  const { postgresPid } = await first.logged('database server started');
  await waitFor('the first message', () => site.requests('/slack').length === 1);
  process.kill(postgresPid as number, 'SIGKILL');
  tells('Strike one', 'Strike two');
  // Whoever started it starts it again.
  expect((await first.exited).code).toBe(1);

  const second = start();
  await second.logged('polling and delivering');
  await waitFor('the second message', () => site.requests('/slack').length === 2, WELL_MS);
}, 240_000);
