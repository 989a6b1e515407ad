import { WhyAnswer } from '../../src/why/answer.ts';
import { article, commit, feed, leasedItem, syncFeeds, watch } from '../store/support.ts';
import { login, openPages, type TestPages } from './support.ts';

const HOSTILE = `-->'"><script src="//evil.example/title"></script>`;
const URL_OF_IT = 'https://news.example/harbour';

let pages: TestPages;
let ids: Record<'alert' | 'delivery' | 'article', string>;

beforeAll(async () => {
  const watching = async () => ({ watches: [watch('port'), watch('bridge')], aliases: {}, version: 7 });
  pages = await openPages('postgres', watching);
  const { db } = pages;
  await syncFeeds(db, [feed('a')]);
  const read = article('harbour', { title: HOSTILE, outlet: HOSTILE });
  await commit(db, await leasedItem(db, 'a', 'one'), read, [watch('port')]);
  const [alert, delivery, stored] = await Promise.all([
    db.selectFrom('alerts').select('id').executeTakeFirstOrThrow(),
    db.selectFrom('deliveries').select('id').executeTakeFirstOrThrow(),
    db.selectFrom('articles').select('id').executeTakeFirstOrThrow(),
  ]);
  ids = { alert: alert.id, delivery: delivery.id, article: String(stored.id) };
});
afterAll(() => pages.close());

const get = (url: string) => pages.request({ url });
const asked = (q: string, more = '') => `?q=${encodeURIComponent(q)}${more}`;

describe('the API', () => {
  it('answers by address, article, alert and delivery, and by their beginnings, in the form that its schema promises', async () => {
    const names = [URL_OF_IT, `${URL_OF_IT}?utm_source=x`, ids.article, ids.alert, ids.alert.slice(0, 8), ids.delivery];
    for (const name of names) {
      const { statusCode, body } = await get(`/api/v1/why${asked(name)}`);
      expect([name, statusCode]).toEqual([name, 200]);
      const answer = WhyAnswer.parse(JSON.parse(body));
      expect(answer).toMatchObject({ kind: 'answered', closed: 'delivery', article: { title: HOSTILE } });
    }
  });

  it('answers about one watch', async () => {
    const { body } = await get(`/api/v1/why${asked(URL_OF_IT, '&watch=bridge')}`);
    expect(JSON.parse(body)).toMatchObject({ closed: 'watches', watch: 'bridge' });
    const { statusCode, body: refused } = await get(`/api/v1/why${asked(URL_OF_IT, '&watch=bridg')}`);
    expect(statusCode).toBe(404);
    expect(JSON.parse(refused)).toMatchObject({ reason: 'There is no watch bridg. Did you mean bridge?' });
  });

  it.each([
    ['', 400],
    ['?q=a&q=b', 400],
    [asked('x'.repeat(8_001)), 400],
    [asked(''), 404],
    [asked("'; DROP TABLE feeds; --"), 200],
    [asked('00000000-0000-4000-8000-000000000000'), 404],
    [asked('4711'), 404],
    [asked('99999999999999999999999'), 404],
    [asked('nonsense'), 404],
    [asked('http://[::1'), 404],
    [asked('a\u0000b c'), 200],
  ])('answers %j with %i, in the same form', async (query, status) => {
    const { statusCode, body } = await get(`/api/v1/why${query}`);
    expect(statusCode).toBe(status);
    expect(WhyAnswer.safeParse(JSON.parse(body)).success).toBe(true);
  });
});

describe('the page', () => {
  it('shows each gate with what happened there, as text and never as markup', async () => {
    const { statusCode, body, headers } = await get(`/why${asked(ids.delivery)}`);
    expect(statusCode).toBe(200);
    expect(headers['cache-control']).toBe('no-store');
    for (const gate of ['feed', 'item', 'page', 'watches', 'story', 'alert', 'delivery'])
      expect(body).toMatch(new RegExp(`<td title="[^"]+">${gate}</td>`));
    expect(body).toContain('//evil.example/title');
    expect(body).not.toMatch(/<script[^>]*evil|'"|<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=/);
    expect(body).toContain(`href="/why?q=${ids.alert}"`);
  });

  it('has a form that keeps what was asked, whatever it is', async () => {
    const { statusCode, body } = await get(`/why${asked(HOSTILE, `&watch=${encodeURIComponent(HOSTILE)}`)}`);
    expect(statusCode).toBe(404);
    expect(body).not.toMatch(/<script[^>]*evil|'"/);
    expect((await get('/why')).body).toContain('<form');
  });

  it.each(['/why', '/api/v1/why?q=1'])('wants the login at %s', async (url) => {
    expect((await pages.request({ url, headers: { authorization: login('wrong') } })).statusCode).toBe(401);
  });

  it.each(['/', '/inbox'])('is linked from %s', async (url) => {
    const { db } = pages;
    await db
      .insertInto('inboxMessages')
      .values({ deliveryId: ids.delivery, receiverId: 'inbox', subject: 'x', text: '', html: '' })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    expect((await get(url)).body).toContain(`href="/why?q=${ids.delivery}"`);
    expect((await get(`/inbox/${ids.delivery}`)).body).toContain(`href="/why?q=${ids.delivery}"`);
    if (url === '/') expect((await get(url)).body).toContain(`href="/why?q=${ids.alert}"`);
  });
});
