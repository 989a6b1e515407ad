import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, feed, startApp, type TestApp, watch } from '../support/app.ts';
import {
  answerWith,
  closedPort,
  type EmbeddingAnswerer,
  type EmbeddingServer,
  startEmbeddingServer,
} from '../support/embedding-server.ts';
import { page, rss, type Site, startSite } from '../support/site.ts';

const TITLES = [
  'Telegram opens an office in Oslo',
  'Choir of Lindau sings by Telegram',
  'Telegram lost a court case over bees',
];
/** ms: polling, reading and telling take one or two, and a service that hangs three. */
const IN_TIME = 12_000;

describe('articles that an operator has a service of embeddings for', () => {
  let site: Site;
  let server: EmbeddingServer;
  let app: TestApp | undefined;

  beforeEach(async () => {
    [site, server] = await Promise.all([startSite(), startEmbeddingServer()]);
    TITLES.forEach((title, index) => {
      site.on(`/${index}`, page(title, `This is about Telegram, number ${index}.`));
    });
    site.on('/other', page('Nothing to see', 'This is of no watch.'));
    const items = [...TITLES.map((title, index) => [title, `${index}`]), ['Nothing to see', 'other']];
    site.on('/feed', rss(items.map(([title, path]) => ({ guid: path!, title: title!, link: `${site.url}/${path}` }))));
  });
  afterEach(async () => {
    await app?.close();
    app = undefined;
    await Promise.all([site.close(), server.close()]);
  });

  async function start(url = server.url): Promise<TestApp> {
    app = await startApp('postgres', {
      feeds: [feed('feed', `${site.url}/feed`, { backfill: true })],
      watches: [watch('telegram', 'Telegram', ['inbox'])],
      receivers: [{ id: 'inbox', timeZone: 'UTC', channel: { kind: 'inbox' } }],
      stories: { developments: false, embeddings: { url, model: 'm', key: 'secret' } },
    });
    return app;
  }

  const told = async (timeoutMs = IN_TIME) => {
    const rows = await eventually(
      'every story to be told',
      async () => {
        const messages = await app!.db.selectFrom('deliveries').select('id').where('state', '=', 'sent').execute();
        return messages.length >= TITLES.length && messages;
      },
      timeoutMs,
    );
    await eventually('nothing left to read', async () => {
      const left = await app!.db.selectFrom('itemWork').select('id').execute();
      return left.length === 0;
    });
    return rows;
  };

  it('are sent there if they meet a watch, and no others, and are told', async () => {
    server.answers((_asked, response) => answerWith(response, [3, 4]));
    const { db } = await start();
    expect(await told()).toHaveLength(TITLES.length);
    expect(server.asked.map(({ input }) => input.split('\n')[0]).toSorted()).toEqual(TITLES.toSorted());
    expect(server.asked[0]).toMatchObject({ path: '/v1/embeddings', model: 'm', authorization: 'Bearer secret' });
    const kept = await db.selectFrom('articleEmbeddings').select(['model', 'vector']).execute();
    expect(kept.map(({ vector }) => vector.readFloatLE(4))).toEqual(TITLES.map(() => expect.closeTo(0.8)));
  });

  it.each<[about: string, answer: EmbeddingAnswerer]>([
    ['hangs', () => {}],
    ['hangs in the middle of an answer', (_asked, response) => void response.writeHead(200).write('{"data":[')],
    ['answers 500', (_asked, response) => void response.writeHead(500).end('oops')],
  ])('are told in time, once each, where it %s', async (_about, answer) => {
    server.answers(answer);
    const { db } = await start();
    expect(await told()).toHaveLength(TITLES.length);
    expect(await db.selectFrom('alerts').select('id').execute()).toHaveLength(TITLES.length);
    expect(await db.selectFrom('articleEmbeddings').select('model').execute()).toEqual([]);
    expect(server.asked.length).toBeGreaterThan(0);
  });

  it('are told in time where nobody is there', async () => {
    await start(`http://127.0.0.1:${await closedPort()}/v1`);
    expect(await told()).toHaveLength(TITLES.length);
  });
});
