import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { brokenFeeds } from './newsroom/broken-feeds.ts';
import { feedPath } from './newsroom/outlet.ts';
import { outlets } from './newsroom/outlets.ts';

/** A watch of the demo, in the words of the configuration file. */
export interface DemoWatch {
  id: string;
  name: string;
  query: string;
  severity: string;
  language?: string;
  /** Ids of {@link demoReceivers}. */
  receivers: string[];
}

/** Ids of the demo's receivers: the captured webhook, the captured mailbox, and the inbox of the server itself. */
export const demoReceivers = { slack: 'newsdesk-slack', mail: 'newsdesk-mail', inbox: 'inbox' };

/** What the demo listens for. Which articles must be found is told by `newsroom/expected-alerts.ts`. */
export const demoWatches: DemoWatch[] = [
  {
    id: 'telegram-bka',
    name: 'Telegram and the BKA',
    query: 'Telegram NEAR/25 (@bka OR "user data")',
    severity: 'critical',
    receivers: Object.values(demoReceivers),
  },
  {
    id: 'user-data-zh',
    name: 'User data in the Chinese press',
    query: '用戶數據 OR 用戶資料',
    severity: 'high',
    language: 'zh-Hant',
    receivers: [demoReceivers.mail, demoReceivers.inbox],
  },
  {
    id: 'rail-strikes',
    name: 'Rail strikes',
    query: '(Warnstreik OR grève OR huelga OR strike) AND (Bahn OR trains OR trenes) AND NOT lightning',
    severity: 'low',
    receivers: [demoReceivers.slack, demoReceivers.inbox],
  },
];

/** The German Federal Criminal Police, as papers call it. */
const bka = [
  '{BKA}',
  'Bundeskriminalamt',
  'Federal Criminal Police',
  'Federal Criminal Police Office',
  '聯邦刑事警察局',
  'Office fédéral de police criminelle',
  'Oficina Federal de Investigación Criminal',
];

/** Where the demo's parts listen. */
export interface DemoAddresses {
  /** Origin of the newsroom, without a final slash. */
  newsroomUrl: string;
  slackWebhookUrl: string;
  smtpUrl: string;
}

/**
 * Writes the demo's `wirewatch.yaml` into `directory`, which is made if need be: every outlet and two broken feeds,
 * polled every two seconds.
 *
 * @param backfill What the feeds hold at the first poll counts as news.
 * @returns Path of the file.
 */
export async function writeDemoConfig(
  directory: string,
  addresses: DemoAddresses,
  { backfill = false }: { backfill?: boolean } = {},
): Promise<string> {
  const every = '2s';
  const feeds = [
    ...outlets.map((outlet) => ({ id: outlet.id, name: outlet.name, url: addresses.newsroomUrl + feedPath(outlet) })),
    ...brokenFeeds
      .filter(({ id }) => id === 'closed-gazette' || id === 'static-noise')
      .map(({ id, path }) => ({ id, url: addresses.newsroomUrl + path })),
  ].map((feed) => ({ ...feed, every, ...(backfill && { backfill }) }));

  const config = {
    // All outlets are at home on one host.
    network: { allow: ['127.0.0.0/8'], per_host: { at_once: 20, delay: 0 } },
    aliases: { bka },
    feeds,
    watches: demoWatches,
    receivers: [
      { id: demoReceivers.slack, slack: { webhook_url: addresses.slackWebhookUrl } },
      {
        id: demoReceivers.mail,
        email: { to: ['newsdesk@wirewatch.invalid'], from: 'wirewatch@wirewatch.invalid', smtp_url: addresses.smtpUrl },
      },
      { id: demoReceivers.inbox, inbox: {} },
    ],
  };
  const heading = '# Written by `wirewatch demo`: everything in it is on this machine.\n\n';
  await mkdir(directory, { recursive: true });
  const file = join(directory, 'wirewatch.yaml');
  await writeFile(file, heading + stringify(config, { lineWidth: 0 }));
  return file;
}
