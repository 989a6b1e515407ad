import type { FastifyInstance, HTTPMethods } from 'fastify';
import { openAdminPassword } from '../../../src/server/access/password.ts';
import { useStore } from '../../store/support.ts';
import { login, openPages, PASSWORD, type TestPages } from '../support.ts';

const UUID = '00000000-0000-4000-8000-000000000000';

/** Every route but the files (drawn as `*`), read from the tree that Fastify draws: "│   └── /body (GET, HEAD)", four characters a level. */
function routesOf(app: FastifyInstance): { method: HTTPMethods; path: string }[] {
  const parents: string[] = [];
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent, segment, methods] = /^([│├└─\s]+)(\S+)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? [];
      if (!indent || segment === undefined || segment === '*') return [];
      parents.splice(indent.length / 4 - 1, Infinity, segment);
      return (methods?.split(', ') ?? []).map((method) => ({ method: method as HTTPMethods, path: parents.join('') }));
    });
}

describe('the login', () => {
  let pages: TestPages;
  beforeAll(async () => {
    pages = await openPages();
  });
  afterAll(() => pages.close());

  it.each([
    '/',
    '/inbox',
    `/inbox/${UUID}`,
    `/inbox/${UUID}/body`,
    '/static/style.css',
    '/htmx/htmx.min.js',
    '/admin/queues',
    '/admin/queues/api/queues',
    '/admin/queues/static/main.js',
  ])('is asked for at %s', async (url) => {
    const response = await pages.app.inject({ url });
    expect(response.statusCode).toBe(401);
    expect(response.headers['www-authenticate']).toMatch(/^Basic realm="Wirewatch"/);
  });

  it('guards every route there is but health, the callbacks of hubs, the links in messages and the feeds with a token', async () => {
    const open: string[] = [];
    for (const { method, path } of routesOf(pages.app)) {
      const response = await pages.app.inject({ method, url: path.replaceAll(/:\w+/g, 'x') });
      if (response.statusCode !== 401) open.push(`${method} ${path}`);
    }
    expect(routesOf(pages.app).length).toBeGreaterThan(20);
    expect(open.toSorted()).toEqual([
      'GET /act/:token',
      'GET /act/style.css',
      'GET /feeds/:file',
      'GET /healthz',
      'GET /readyz',
      'GET /websub/:id',
      'HEAD /act/:token',
      'HEAD /act/style.css',
      'HEAD /feeds/:file',
      'HEAD /healthz',
      'HEAD /readyz',
      'POST /act/:token',
      'POST /websub/:id',
    ]);
  });

  it.each(['/healthz', '/readyz'])('is not asked for at %s', async (url) => {
    expect((await pages.app.inject({ url })).statusCode).not.toBe(401);
  });

  it('lets the admin in with the right password, and nobody else', async () => {
    const status = async (authorization: string) =>
      (await pages.app.inject({ url: '/', headers: { authorization } })).statusCode;
    expect(await status(login(PASSWORD))).toBe(200);
    expect(await status(login('wrong'))).toBe(401);
    expect(await status(login(''))).toBe(401);
    expect(await status(login(PASSWORD, 'root'))).toBe(401);
    expect(await status('Bearer nonsense')).toBe(401);
  });

  describe('along with a request that changes something', () => {
    const pause = (site?: string) =>
      pages.request({
        method: 'PUT',
        url: '/admin/queues/api/queues/poll/pause',
        ...(site && { headers: { 'sec-fetch-site': site } }),
      });

    it.each(['cross-site', 'same-site'])('is refused when a browser sends it for another page (%s)', async (site) => {
      expect((await pause(site)).statusCode).toBe(403);
    });

    it.each(['same-origin', 'none', undefined])(
      'is taken from our own page, or a client that is no browser (%s)',
      async (site) => {
        expect((await pause(site)).statusCode).toBe(200);
      },
    );

    it('is refused by its origin where a browser says no more, as over plain HTTP', async () => {
      const from = (origin: string) =>
        pages.request({
          method: 'PUT',
          url: '/admin/queues/api/queues/poll/pause',
          headers: { host: 'news.example:8080', origin },
        });
      expect((await from('http://evil.example')).statusCode).toBe(403);
      expect((await from('null')).statusCode).toBe(403);
      expect((await from('http://news.example:8080')).statusCode).toBe(200);
    });

    it('may follow a link from another page', async () => {
      const response = await pages.request({ url: '/', headers: { 'sec-fetch-site': 'cross-site' } });
      expect(response.statusCode).toBe(200);
    });
  });
});

describe('the password', () => {
  const store = useStore();

  it('is made at the first start, told once, and right after a restart', async () => {
    const { made } = await openAdminPassword(store.db, null);
    expect(made).toMatch(/^[\w-]{24}$/);
    const restarted = await openAdminPassword(store.db, null);
    expect(restarted.made).toBeNull();
    expect(restarted.matches(made!)).toBe(true);
    expect(restarted.matches(`${made}x`)).toBe(false);
  });

  it('is one and the same for processes that start at the same time', async () => {
    const passwords = await Promise.all([1, 2, 3].map(() => openAdminPassword(store.db, null)));
    const made = passwords.flatMap((password) => password.made ?? []);
    expect(made).toHaveLength(1);
    expect(passwords.every((password) => password.matches(made[0]!))).toBe(true);
  });

  it('is the one from the environment where there is one', async () => {
    const { made } = await openAdminPassword(store.db, null);
    const given = await openAdminPassword(store.db, 'from the environment');
    expect(given.made).toBeNull();
    expect([given.matches('from the environment'), given.matches(made!)]).toEqual([true, false]);
    expect((await openAdminPassword(store.db, null)).matches(made!)).toBe(true);
  });

  it('is not stored', async () => {
    const { made } = await openAdminPassword(store.db, null);
    const rows = await store.db.selectFrom('credentials').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(made);
  });
});
