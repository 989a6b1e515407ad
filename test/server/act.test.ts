import { sql } from 'kysely';
import { parseHTML } from 'linkedom';
import { type LinkAction, signLink } from '../../src/alert/links.ts';
import type { Digest, Payload } from '../../src/model/delivery.ts';
import { groupArticle } from '../../src/pipeline/group.ts';
import { listSilences } from '../../src/store/alerts/silences.ts';
import { readDelivery } from '../../src/store/views/ledger.ts';
import { telegramNews } from '../alert/support/alerts.ts';
import { addressesFor, article, EVIDENCE, feed, leasedItem, syncFeeds, watch } from '../store/support.ts';
import { LINK_KEY, openPages, type TestPages } from './support.ts';

let pages: TestPages;
beforeAll(async () => {
  pages = await openPages();
});
afterAll(() => pages.close());
beforeEach(async () => {
  for (const table of ['deliveries', 'silences', 'alerts', 'matches', 'feeds', 'articles', 'stories'] as const)
    await pages.db.deleteFrom(table).execute();
});

const digest: Digest = {
  ...{ kind: 'digest', because: 'mute', since: telegramNews.createdAt, stories: [], silenced: [], updates: [] },
  totals: { stories: 0, alerts: 0, bySeverity: [] },
  ...{ pagesUrl: 'https://wirewatch.example', createdAt: telegramNews.createdAt },
};

async function told(payload: Payload = telegramNews, recipient = 'desk@example.org'): Promise<string> {
  const { id } = await pages.db
    .insertInto('deliveries')
    .values({ receiverId: 'mail', recipient, payload: JSON.stringify(payload) })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
const linkTo = (action: LinkAction, deliveryId: string, inMs = 60_000, place?: number) =>
  `/act/${signLink(LINK_KEY, { action, deliveryId, place, expiresAt: new Date(Date.now() + inMs) })}`;
/** To a story of a digest. */
const linkAt = (place: number, action: LinkAction, deliveryId: string) => linkTo(action, deliveryId, 60_000, place);
/** Without a login. */
const ask = (method: 'GET' | 'HEAD' | 'POST', url: string, more: object = {}) =>
  pages.app.inject({ method, url, remoteAddress: '192.0.2.1', ...more });
const silences = (ended = false) => listSilences(pages.db, { ended, limit: 100 });
const acts = () => pages.db.selectFrom('linkActs').select(['action', 'undoneAt']).execute();
const saidIn = (html: string) =>
  parseHTML(html).document.querySelector('main')!.textContent!.replace(/\s+/g, ' ').trim();
const formOf = (html: string) => parseHTML(html).document.querySelector('form');

describe('a link in a message', () => {
  it('leads to a page that says what it does and for whom, and does nothing, however often it is looked at', async () => {
    const url = linkTo('mute_story', await told());
    for (const method of ['GET', 'HEAD', 'GET'] as const) expect((await ask(method, url)).statusCode).toBe(200);
    const page = await ask('GET', url);
    expect(saidIn(page.body)).toBe(
      `Mute this story? “${telegramNews.article.title}”: muted, nothing more of this story is told to desk@example.org for 30 days. Mute the story`,
    );
    expect(formOf(page.body)?.getAttribute('method')).toBe('post');
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(await silences()).toEqual([]);
    expect(await acts()).toEqual([]);
  });

  it('mutes the story that its own has become part of', async () => {
    const storyId = () => sql`INSERT INTO stories DEFAULT VALUES RETURNING id`.execute(pages.db);
    const { rows } = (await storyId()) as { rows: { id: number }[] };
    await sql`INSERT INTO stories (id, merged_into) OVERRIDING SYSTEM VALUE VALUES (${telegramNews.story!.id}, ${rows[0]!.id})
      ON CONFLICT (id) DO UPDATE SET merged_into = excluded.merged_into`.execute(pages.db);
    await ask('POST', linkTo('mute_story', await told()));
    expect((await silences())[0]!.matchers).toEqual([{ label: 'story', operator: '=', value: String(rows[0]!.id) }]);
    await sql`DELETE FROM stories WHERE id = ${telegramNews.story!.id}`.execute(pages.db);
  });

  it('acts when its page is asked to, once however often, and what it did can be undone and done again', async () => {
    const url = linkTo('mute_story', await told());
    const done = await Promise.all([ask('POST', url), ask('POST', url)]);
    for (const { statusCode, body } of done) {
      expect(statusCode).toBe(200);
      expect(saidIn(body)).toMatch(/^The story is muted .* Undo$/);
      expect(formOf(body)?.getAttribute('action')).toBe('?undo=1');
    }
    const [silence, ...others] = await silences();
    expect(others).toEqual([]);
    expect(silence).toMatchObject({
      ...{ receiverId: 'mail', recipient: 'desk@example.org', state: 'active', tellsEnd: false },
      matchers: [{ label: 'story', operator: '=', value: '17' }],
      author: 'a link in a message to desk@example.org',
    });
    expect(saidIn((await ask('GET', url)).body)).toMatch(/^The story is muted/);

    expect(saidIn((await ask('POST', `${url}?undo=1`)).body)).toMatch(
      /^The story is not muted any more .* Mute the story$/,
    );
    expect(await silences()).toEqual([]);
    expect(saidIn((await ask('GET', url)).body)).toMatch(/^Mute this story\?/);
    await ask('POST', url);
    expect(await silences()).toHaveLength(1);
  });

  it('mutes that story of a digest that it stands at, or its source, and no other', async () => {
    const { article, alerts, coverage, story } = telegramNews;
    const storyOf = (id: number, title: string, outlet: string) => ({
      ...{ article: { ...article, title, outlet }, alerts, coverage, story: { ...story!, id } },
    });
    const id = await told({ ...digest, stories: [storyOf(17, 'First', 'The Courier'), storyOf(18, 'Second', 'Dawn')] });
    const page = await ask('GET', linkAt(1, 'mute_story', id));
    expect(saidIn(page.body)).toContain('Mute this story? “Second”: muted, nothing more of this story is told');
    for (const [place, action] of [
      [1, 'mute_story'],
      [0, 'mute_source'],
      [0, 'mute_story'],
    ] as const)
      expect((await ask('POST', linkAt(place, action, id))).statusCode).toBe(200);
    const matchers = async () =>
      (await silences()).map((one) => one.matchers.map(({ label, value }) => `${label} ${value}`)[0]);
    expect((await matchers()).sort()).toEqual(['source The Courier', 'story 17', 'story 18']);
    await ask('POST', `${linkAt(0, 'mute_story', id)}?undo=1`);
    expect((await matchers()).sort()).toEqual(['source The Courier', 'story 18']);
    expect(saidIn((await ask('GET', linkAt(1, 'mute_story', id))).body)).toMatch(/^The story is muted/);
    expect((await readDelivery(pages.db, id))?.acts.map(({ action, place }) => [action, place])).toEqual([
      ['mute_story', 1],
      ['mute_source', 0],
      ['mute_story', 0],
    ]);
  });

  it('is none at a story that the digest has not, or of a message that is no digest', async () => {
    for (const payload of [digest, telegramNews]) {
      const url = linkAt(0, 'mute_story', await told(payload));
      for (const method of ['GET', 'POST'] as const) expect((await ask(method, url)).statusCode).toBe(404);
    }
    expect(await silences()).toEqual([]);
  });

  it('is for all who read the channel, where it is one that many read', async () => {
    const url = linkTo('mute_story', await told(telegramNews, ''));
    expect(saidIn((await ask('GET', url)).body)).toContain('is told to all whom “mail” reaches for 30 days');
    await ask('POST', url);
    expect(await silences()).toMatchObject([
      { receiverId: 'mail', recipient: null, author: 'a link in a message to mail' },
    ]);
  });

  it('can be used again when an operator has ended what it did', async () => {
    const url = linkTo('mute_source', await told());
    await ask('POST', url);
    await pages.db
      .updateTable('silences')
      .set({ endsAt: new Date(0) })
      .execute();
    expect(saidIn((await ask('GET', url)).body)).toMatch(/^Mute this source\?/);
    await ask('POST', url);
    expect(await silences()).toMatchObject([
      { matchers: [{ label: 'source', operator: '=', value: 'Harbour Tech HK' }], tellsEnd: true },
    ]);
  });

  it('says that news is not relevant, which changes nothing of what is told', async () => {
    const id = await told();
    const url = linkTo('not_relevant', id);
    expect(saidIn((await ask('POST', url)).body)).toMatch(/^Noted: it is not relevant/);
    expect(await acts()).toEqual([{ action: 'not_relevant', undoneAt: null }]);
    expect((await readDelivery(pages.db, id))?.acts).toMatchObject([{ action: 'not_relevant', silenceId: null }]);
    expect(await silences(true)).toEqual([]);
    await ask('POST', `${url}?undo=1`);
    expect((await acts())[0]?.undoneAt).toBeInstanceOf(Date);
  });

  it('unsubscribes one address, with one click of its mail program, from digests, too', async () => {
    const url = linkTo('unsubscribe', await told(digest));
    const oneClick = await ask('POST', url, {
      payload: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(oneClick.statusCode).toBe(200);
    const form = '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n';
    const other = linkTo('unsubscribe', await told(telegramNews, 'night@example.org'));
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    expect((await ask('POST', other, { payload: form, headers })).statusCode).toBe(200);
    expect((await silences()).map(({ recipient, matchers }) => [recipient, matchers])).toEqual([
      ['night@example.org', []],
      ['desk@example.org', []],
    ]);
  });

  it('keeps back what is muted from the address it was for, and from no other', async () => {
    await ask('POST', linkTo('unsubscribe', await told(telegramNews, 'desk@example.org')));
    await pages.db.deleteFrom('deliveries').execute();
    await syncFeeds(pages.db, [feed('a')]);
    const each = watch('w', ['mail']);
    await groupArticle(pages.db, {
      item: await leasedItem(pages.db, 'a', 'raid'),
      article: article('raid', { title: 'A raid' }),
      storyKeys: ['story:raid'],
      signing: null,
      matches: [{ watchId: each.id, watch: each, evidence: EVIDENCE }],
      readAgain: null,
      reason: null,
      addressesFor: (id) =>
        addressesFor(id).flatMap((address) =>
          ['desk@example.org', 'night@example.org'].map((recipient) => ({ ...address, recipient })),
        ),
      routing: { root: null, intervals: [], inhibitions: [] },
      tellsDevelopments: false,
    });
    const made = await pages.db.selectFrom('deliveries').select(['recipient', 'state']).orderBy('recipient').execute();
    expect(made).toEqual([
      { recipient: 'desk@example.org', state: 'suppressed' },
      { recipient: 'night@example.org', state: 'pending' },
    ]);
  });

  it('is nothing when it has expired, was forged, or its message is gone', async () => {
    const id = await told();
    const [gone, expired] = [linkTo('mute_story', crypto.randomUUID()), linkTo('mute_story', id, -1_000)];
    for (const method of ['GET', 'POST'] as const) {
      expect((await ask(method, expired)).statusCode).toBe(410);
      expect((await ask(method, gone)).statusCode).toBe(404);
      expect((await ask(method, `${linkTo('mute_story', id)}x`)).statusCode).toBe(404);
    }
    expect(await acts()).toEqual([]);
  });

  it('escapes what strangers wrote', async () => {
    const title = '<script>alert(1)</script>"><img src=x>';
    const url = linkTo('mute_story', await told({ ...telegramNews, article: { ...telegramNews.article, title } }));
    const { document } = parseHTML((await ask('GET', url)).body);
    expect(document.querySelector('script, img')).toBeNull();
    expect(document.querySelector('p')?.textContent).toContain(title);
  });

  it('is not looked at any more from where too many were tried that are none', async () => {
    const good = linkTo('mute_story', await told());
    const from = (remoteAddress: string, url: string) => ask('GET', url, { remoteAddress });
    const tried = [];
    for (let index = 0; index < 11; index += 1) tried.push((await from('192.0.2.9', `/act/x${index}`)).statusCode);
    expect(tried).toEqual([...Array(10).fill(404), 429]);
    const slowed = await from('192.0.2.9', good);
    expect(slowed.statusCode).toBe(429);
    expect(Number(slowed.headers['retry-after'])).toBeGreaterThan(0);
    expect((await from('192.0.2.10', good)).statusCode).toBe(200);
  });

  it('has a page with a style of its own, which needs no login', async () => {
    const style = await ask('GET', '/act/style.css');
    expect([style.statusCode, style.headers['content-type']]).toEqual([200, 'text/css; charset=utf-8']);
  });
});
