import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { demoWatches, writeDemoConfig } from '../../src/demo/demo-config.ts';
import { expectedAlerts } from '../../src/demo/newsroom/expected-alerts.ts';
import { articlePath, type NewsItem, type Outlet } from '../../src/demo/newsroom/outlet.ts';
import { outlets } from '../../src/demo/newsroom/outlets.ts';
import { type Newsroom, startNewsroom } from '../../src/demo/newsroom-server.ts';
import { extractArticle } from '../../src/extract/article.ts';
import { createWatchIndex } from '../../src/match/index/watch-index.ts';

describe('the newsroom’s content, read and matched as in production', () => {
  let newsroom: Newsroom;
  let directory: string;
  let aliases: Record<string, string[]>;
  beforeAll(async () => {
    newsroom = await startNewsroom();
    newsroom.breakStory();
    directory = await mkdtemp(join(tmpdir(), 'wirewatch-demo-content-'));
    const addresses = { newsroomUrl: newsroom.url, slackWebhookUrl: newsroom.url, smtpUrl: 'smtp://127.0.0.1:1' };
    aliases = parse(await readFile(await writeDemoConfig(directory, addresses), 'utf8')).aliases;
  });
  afterAll(async () => {
    await newsroom.close();
    await rm(directory, { recursive: true });
  });

  const articles = outlets.flatMap((outlet) => outlet.items.map((item) => ({ outlet, item })));

  /** The text of the page, or the summary where there is none. */
  async function textOf(outlet: Outlet, item: NewsItem): Promise<string> {
    const url = newsroom.url + articlePath(outlet.id, item.slug);
    const response = await fetch(url);
    if (!response.ok) return item.summary;
    const page = await extractArticle(await response.text(), url);
    if (page.kind !== 'read') throw new Error(`${url}: ${page.reason}`);
    return page.article.text;
  }

  it('lets every page be read, without its cookie notice, newsletter box, links and invitations to Telegram', async () => {
    for (const { outlet, item } of articles.filter(({ item }) => !item.pageStatus)) {
      const text = await textOf(outlet, item);
      for (const block of item.body) expect(text).toContain(typeof block === 'string' ? block : block.subhead);
      expect(text).not.toMatch(/cookie|newsletter|Morgenbrief|Wirewatch|auf Telegram, um|Follow us|追蹤/i);
    }
  });

  it('satisfies each watch in the articles that are expected to alert, and in no other', async () => {
    const index = createWatchIndex(aliases);
    for (const { id, query, language } of demoWatches) {
      expect(index.add({ id, query, language: language ?? null, dialect: null }).kind).toBe('added');
    }
    const matched: string[] = [];
    for (const { outlet, item } of articles) {
      const text = await textOf(outlet, item);
      for (const result of index.match({ title: item.title, text, language: outlet.language.toLowerCase() })) {
        expect(result.kind).toBe('matched');
        matched.push(`${result.watchId} ${outlet.id}/${item.slug}`);
      }
    }
    const expected = expectedAlerts({ backfill: true }).flatMap(({ watchId, articles }) =>
      articles.map(({ outletId, slug }) => `${watchId} ${outletId}/${slug}`),
    );
    expect(matched.toSorted()).toEqual(expected.toSorted());
  });

  it('carries the English report word for word in three outlets', async () => {
    const { articles: tellings } = expectedAlerts({ backfill: false }).find(({ articles }) => articles.length > 1)!;
    const told = tellings.map(
      ({ outletId, slug }) => articles.find((a) => a.outlet.id === outletId && a.item.slug === slug)!,
    );
    const english = told.filter(({ outlet }) => outlet.language.startsWith('en'));
    const texts = await Promise.all(english.map(({ outlet, item }) => textOf(outlet, item)));
    expect(new Set(texts).size).toBe(1);
    expect(texts).toHaveLength(3);
    expect(texts[0]).not.toContain('BKA');
  });
});
