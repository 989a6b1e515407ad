import { sql } from 'kysely';
import { storeInboxMessage } from '../../src/store/alerts/inbox.ts';
import { article, commit, feed, leasedItem, syncFeeds, watch } from '../store/support.ts';
import { openPages, type TestPages } from './support.ts';

/** Ends an element, an attribute and a comment, in case one of them is not escaped. */
const HOSTILE = (where: string) => `-->'"><script src="//evil.example/${where}"></script>`;

let pages: TestPages;
let deliveryId: string;

beforeAll(async () => {
  pages = await openPages();
  const { db } = pages;
  await syncFeeds(db, [feed('a')]);
  const read = article('one', { title: HOSTILE('title'), outlet: HOSTILE('outlet'), language: HOSTILE('language') });
  await commit(db, await leasedItem(db, 'a', 'one'), read, [watch('port')]);
  await sql`UPDATE feeds SET title = ${HOSTILE('feed')}, last_outcome = 'temporary', failures = 2, last_reason = ${HOSTILE('feed-reason')}`.execute(
    db,
  );
  await sql`UPDATE deliveries SET state = 'dead', reason = ${HOSTILE('delivery-reason')}`.execute(db);
  ({ id: deliveryId } = await db.selectFrom('deliveries').select('id').executeTakeFirstOrThrow());
  await storeInboxMessage(db, {
    deliveryId,
    receiverId: 'inbox',
    subject: HOSTILE('subject'),
    text: HOSTILE('text'),
    html: '<p style="color: red">Harbour</p><script>document.title = 1</script>',
  });
});
afterAll(() => pages.close());

const get = (url: string) => pages.request({ url });

it.each([
  ['/', ['title', 'outlet', 'language', 'feed', 'feed-reason', 'delivery-reason']],
  ['/inbox', ['subject']],
  ['the message', ['subject', 'text', 'title', 'outlet', 'language']],
])('shows on %s what feeds and receivers say as text, never as markup', async (path, places) => {
  const { body, statusCode } = await get(path === 'the message' ? `/inbox/${deliveryId}` : path);
  expect(statusCode).toBe(200);
  for (const place of places) expect(body).toContain(`//evil.example/${place}`);
  expect(body).not.toMatch(/<script[^>]*evil/);
  expect(body).not.toContain(`'"`);
});

it.each(['/', '/inbox', '/healthz', '/admin/queues', '/nowhere'])('sends security headers with %s', async (url) => {
  const { headers } = await get(url);
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
  const policy = String(headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("frame-ancestors 'self'");
});

it('has no inline script, style or handler on its own pages, which the policy would stop', async () => {
  for (const url of ['/', '/inbox', `/inbox/${deliveryId}`]) {
    const { body, headers } = await get(url);
    expect(headers['cache-control']).toBe('no-store');
    expect(body).not.toMatch(/<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=/);
  }
});

it('serves what its pages load', async () => {
  const { body } = await get('/');
  const loaded = [...body.matchAll(/(?:src|href)="(\/(?:static|htmx)\/[^"]+)"/g)].map(([, path]) => path!);
  expect(loaded.length).toBeGreaterThanOrEqual(3);
  for (const path of loaded) expect([path, (await get(path)).statusCode]).toEqual([path, 200]);
});

it('serves nothing else from the packages it takes files from', async () => {
  for (const path of ['/htmx/htmx.esm.js', '/htmx/ext/debug.js', '/static/../app.ts', '/static/%2e%2e/app.ts'])
    expect([path, (await get(path)).statusCode]).toEqual([path, 404]);
});

/** What a sandbox allows besides following a link into a new window. @throws when there is no sandbox. */
function permissions(sandbox: string | undefined): string[] {
  if (sandbox === undefined) throw new Error('there is no sandbox');
  return sandbox.split(' ').filter((token) => token && !token.startsWith('allow-popups'));
}

describe('a message of the inbox', () => {
  it('is shown in a frame that may run nothing', async () => {
    const { body } = await get(`/inbox/${deliveryId}`);
    const frame = /<iframe[^>]*>/.exec(body)?.[0];
    expect(frame).toContain(`src="/inbox/${deliveryId}/body"`);
    expect(permissions(/sandbox="([^"]*)"/.exec(frame!)?.[1])).toEqual([]);
  });

  it('has its HTML served so that nothing in it can run or load, even when opened by itself', async () => {
    const { body, headers } = await get(`/inbox/${deliveryId}/body`);
    expect(body).toContain('<p style="color: red">Harbour</p>');
    const policy = String(headers['content-security-policy']).split(/;\s*/);
    expect(policy).toContain("default-src 'none'");
    expect(permissions(policy.find((directive) => directive.startsWith('sandbox'))?.slice('sandbox'.length))).toEqual(
      [],
    );
    expect(policy.filter((directive) => directive.startsWith('script-src'))).toEqual([]);
  });

  it.each(['00000000-0000-4000-8000-000000000000', 'nonsense', "'; DROP TABLE feeds; --"])(
    'is not found under %s',
    async (id) => {
      expect((await get(`/inbox/${encodeURIComponent(id)}`)).statusCode).toBe(404);
      expect((await get(`/inbox/${encodeURIComponent(id)}/body`)).statusCode).toBe(404);
    },
  );
});

it('says nothing of the cause when it fails', async () => {
  await sql`ALTER TABLE inbox_messages RENAME TO elsewhere`.execute(pages.db);
  try {
    const { statusCode, body } = await get('/inbox');
    expect(statusCode).toBe(500);
    expect(body).not.toMatch(/inbox_messages|relation|select/i);
  } finally {
    await sql`ALTER TABLE elsewhere RENAME TO inbox_messages`.execute(pages.db);
  }
});

it('counts the sources of a story by now, on the first page, in the inbox and beside the message', async () => {
  for (const path of ['/', '/inbox']) expect((await get(path)).body).toContain('>1 source<');
  expect((await get(`/inbox/${deliveryId}`)).body).toContain('1 article, 1 source, 1 language');
});
