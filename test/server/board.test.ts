import { QUEUE_BACKENDS } from '../support/app.ts';
import { openPages, type TestPages } from './support.ts';

describe.each(QUEUE_BACKENDS)('the job dashboard, with the queue on %s', (backend) => {
  let pages: TestPages;
  beforeAll(async () => {
    pages = await openPages(backend);
  });
  afterAll(() => pages.close());

  it('lists the four queues', async () => {
    const response = await pages.request({ url: '/admin/queues/api/queues' });
    expect(response.statusCode).toBe(200);
    const { queues } = response.json<{ queues: { name: string }[] }>();
    expect(queues.map(({ name }) => name)).toEqual(['tick', 'poll', 'read', 'deliver']);
  });

  it('opens, with what it loads', async () => {
    const { statusCode, body } = await pages.request({ url: '/admin/queues' });
    expect(statusCode).toBe(200);
    const base = /<base href="([^"]+)"/.exec(body)?.[1] ?? '/';
    const loaded = [...body.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, path]) => path!);
    expect(loaded.length).toBeGreaterThan(0);
    for (const path of loaded) {
      const { pathname } = new URL(path, new URL(base, 'http://127.0.0.1'));
      expect([path, (await pages.request({ url: pathname })).statusCode]).toEqual([path, 200]);
    }
  });
});
