import { createOneOriginClient } from '../../src/net/one-origin.ts';
import { type Site, startSite } from '../support/site.ts';

let [own, other]: Site[] = [];
beforeEach(async () => {
  [own, other] = await Promise.all([startSite(), startSite()]);
});
afterEach(() => Promise.all([own!.close(), other!.close()]));

const BOUNDS = { deadlineMs: 5_000, maxBytes: 1_000 };

describe('a client for one origin', () => {
  it('talks to it at a loopback address, to no other, and nowhere that it redirects to', async () => {
    const client = createOneOriginClient({ url: `${own!.url}/v1`, userAgent: 'test', connections: 1 });
    own!.on('/v1/a', 'here');
    own!.on('/v1/b', (_request, response) => response.writeHead(302, { location: `${other!.url}/` }).end());
    expect(await client.request({ url: `${own!.url}/v1/a`, ...BOUNDS })).toMatchObject({
      kind: 'response',
      status: 200,
    });
    for (const method of ['GET', 'POST'] as const)
      expect(await client.request({ url: `${own!.url}/v1/b`, method, ...BOUNDS })).toMatchObject({ status: 302 });
    expect(await client.request({ url: `${other!.url}/`, ...BOUNDS })).toMatchObject({ kind: 'refused' });
    expect(await client.request({ url: 'nonsense', ...BOUNDS })).toMatchObject({ kind: 'refused' });
    expect(other!.requests('/')).toEqual([]);
    await client.close();
  });
});
