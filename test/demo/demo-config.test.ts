import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { writeDemoConfig } from '../../src/demo/demo-config.ts';

describe('the demo’s configuration', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'wirewatch-demo-config-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  const addresses = {
    newsroomUrl: 'http://127.0.0.1:8001',
    slackWebhookUrl: 'http://127.0.0.1:8002/services/T/B/x',
    smtpUrl: 'smtp://127.0.0.1:8003',
  };
  const write = async (options?: { backfill: boolean }) =>
    parse(await readFile(await writeDemoConfig(join(directory, 'new'), addresses, options), 'utf8'));

  it('polls every outlet and two broken feeds, every two seconds', async () => {
    const { feeds } = await write();
    expect(feeds).toHaveLength(9);
    expect(feeds[0]).toEqual({
      id: 'die-laterne',
      name: 'Die Laterne',
      url: 'http://127.0.0.1:8001/die-laterne/feed.xml',
      every: '2s',
    });
  });

  it('sends to the captured addresses, and every watch to receivers that exist', async () => {
    const { receivers, watches, network } = await write();
    expect(receivers).toMatchObject([
      { slack: { webhook_url: addresses.slackWebhookUrl } },
      { email: { smtp_url: addresses.smtpUrl } },
      { inbox: {} },
    ]);
    const ids = receivers.map(({ id }: { id: string }) => id);
    for (const watch of watches) expect(ids).toEqual(expect.arrayContaining(watch.receivers));
    expect(network).toMatchObject({ allow: ['127.0.0.0/8'] });
  });

  it('asks for the feeds’ first content only when told to', async () => {
    expect((await write()).feeds[0]).not.toHaveProperty('backfill');
    expect((await write({ backfill: true })).feeds[0]).toHaveProperty('backfill', true);
  });
});
