import { createExtractor, type Extractor } from '../../../src/extract/extractor.ts';
import { fetchPage } from '../../../src/extract/page/fetch-page.ts';
import { createRobots } from '../../../src/extract/page/robots.ts';
import { createHttpClient } from '../../../src/net/client.ts';
import type { HttpClient } from '../../../src/net/http.ts';
import { page, type Site, startSite } from '../../support/site.ts';

let site: Site;
let http: HttpClient;
let extractor: Extractor;

beforeAll(() => {
  extractor = createExtractor({ threads: 1 });
});
afterAll(() => extractor.close());
beforeEach(async () => {
  site = await startSite();
  http = createHttpClient({ allow: ['127.0.0.0/8'], userAgent: 'test' });
});
afterEach(async () => {
  await http.close();
  await site.close();
});

const fetchFrom = (link: string | null) => fetchPage({ http, extractor, robots: createRobots(http) }, link);

it('reads the publisher’s page behind a link of a news search', async () => {
  site.on('/a', page('The harbour', 'The harbour is closed.'));
  const link = `https://www.bing.com/news/apiclick.aspx?url=${encodeURIComponent(`${site.url}/a`)}`;
  expect(await fetchFrom(link)).toMatchObject({
    kind: 'read',
    url: `${site.url}/a`,
    article: { title: 'The harbour' },
  });
});

it('reads no page that robots.txt keeps from us, and says so', async () => {
  site.on('/a', page('The harbour', 'The harbour is closed.'));
  site.on('/robots.txt', 'User-agent: Wirewatch\nDisallow: /a');
  expect(await fetchFrom(`${site.url}/a`)).toEqual({
    kind: 'unavailable',
    url: `${site.url}/a`,
    reason: 'the robots.txt of 127.0.0.1 does not let us read the page',
    passing: false,
    flags: [],
  });
  expect(site.requests('/a')).toHaveLength(0);
});

it('says where the article would be when its page cannot be had', async () => {
  expect(await fetchFrom(`${site.url}/away`)).toMatchObject({
    kind: 'unavailable',
    url: `${site.url}/away`,
    passing: false,
    flags: [],
  });
  site.on('/busy', (_, response) => response.writeHead(503).end());
  expect(await fetchFrom(`${site.url}/busy`)).toMatchObject({ kind: 'unavailable', passing: true });
  expect(await fetchFrom(null)).toMatchObject({ kind: 'unavailable', url: null });
});
