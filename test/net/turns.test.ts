import { createHttpClient } from '../../src/net/client.ts';
import type { HttpClient } from '../../src/net/http.ts';
import { createLocalTurns, type HostTurns, type Turn } from '../../src/net/turns.ts';
import { type Site, startSite } from '../support/site.ts';

const HOLD_MS = 60_000;

function mine(turn: Turn): Extract<Turn, { kind: 'yours' }> {
  if (turn.kind !== 'yours') throw new Error(turn.reason);
  return turn;
}

describe('turns within a process', () => {
  it('are as many at once as allowed, and the next begins when one ends', async () => {
    const turns = createLocalTurns({ atOnce: 2, delayMs: 0 });
    const first = mine(await turns.take('a.example', 0, HOLD_MS));
    mine(await turns.take('a.example', 0, HOLD_MS));
    expect(await turns.take('a.example', 0, HOLD_MS)).toMatchObject({ kind: 'later' });
    const waiting = turns.take('a.example', 10_000, HOLD_MS);
    first.end();
    first.end();
    mine(await waiting);
    expect(await turns.take('a.example', 0, HOLD_MS)).toMatchObject({ kind: 'later' });
  });

  it('of one host begin apart from each other, those of others and of sisters at once', async () => {
    const turns = createLocalTurns({ atOnce: 10, delayMs: 200 });
    const startedAt = performance.now();
    mine(await turns.take('a.github.io', 0, HOLD_MS));
    mine(await turns.take('b.github.io', 0, HOLD_MS));
    mine(await turns.take('a.github.io', 5_000, HOLD_MS));
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(199);
  });

  it('are not given while the host wants to be left alone', async () => {
    const turns = createLocalTurns({ atOnce: 10, delayMs: 0 });
    await turns.quiet('a.example', 30_000);
    await turns.quiet('a.example', 1);
    const turn = await turns.take('a.example', 1_000, HOLD_MS);
    expect(turn).toMatchObject({ kind: 'later', reason: 'a.example wants to be left alone for another 30 s' });
    mine(await turns.take('b.example', 0, HOLD_MS));
  });
});

describe('the client', () => {
  let site: Site;
  let http: HttpClient;
  let turns: HostTurns;

  beforeEach(async () => {
    site = await startSite();
    turns = createLocalTurns({ atOnce: 2, delayMs: 0 });
    http = createHttpClient({ allow: ['127.0.0.0/8'], userAgent: 'test', turns });
  });
  afterEach(async () => {
    await http.close();
    await site.close();
  });

  const get = (url = `${site.url}/`, waitMs = 5_000) =>
    http.request({ url, waitMs, deadlineMs: 10_000, maxBytes: 100 });

  it('asks a host no more often at once than allowed', async () => {
    let underWay = 0;
    let most = 0;
    site.on('/', (_, response) => {
      underWay += 1;
      most = Math.max(most, underWay);
      setTimeout(() => {
        underWay -= 1;
        response.end();
      }, 20);
    });
    const results = await Promise.all(Array.from({ length: 8 }, () => get()));
    expect(results.map(({ kind }) => kind)).toEqual(Array(8).fill('response'));
    expect(most).toBe(2);
  });

  it.each([429, 503])(
    'leaves a host alone that answers %i with Retry-After, whatever is asked of it',
    async (status) => {
      site.on('/', (_, response) => response.writeHead(status, { 'retry-after': '60' }).end());
      site.on('/other', 'here');
      expect(await get()).toMatchObject({ kind: 'response', status });
      const postponed = await get(`${site.url}/other`);
      expect(postponed).toMatchObject({ kind: 'postponed', reason: expect.stringContaining('wants to be left alone') });
      expect(postponed.kind === 'postponed' && postponed.inMs).toBeGreaterThan(50_000);
      expect(site.requests('/other')).toHaveLength(0);
      const sister = site.url.replace('127.0.0.1', '127.0.0.2');
      expect((await get(`${sister}/`)).kind).not.toBe('postponed');
    },
  );

  it('gives its turn back when the exchange fails', async () => {
    for (let i = 0; i < 5; i += 1) expect(await get('http://127.0.0.1:1/', 0)).toMatchObject({ kind: 'failed' });
  });

  it('takes its turn at the host it is redirected to', async () => {
    await turns.quiet('localhost', 60_000);
    site.on('/', (_, response) =>
      response.writeHead(302, { location: `${site.url.replace('127.0.0.1', 'localhost')}/there` }).end(),
    );
    expect(await get()).toMatchObject({ kind: 'postponed' });
    expect(site.requests('/there')).toHaveLength(0);
  });
});
