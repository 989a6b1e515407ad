import { text } from 'node:stream/consumers';
import { startCapture } from '../../src/demo/capture.ts';
import { page, rss, type Site, startSite } from '../support/site.ts';

/** Headlines that must alert, and those that must not. */
export const STORIES = ['Strike at the harbour', 'Strike at the airport', 'Strike at the railway'];
const DECOYS = ['Sunshine at the harbour', 'Strikers win the cup'];

export const RECEIVERS = ['slack', 'mail', 'hook'];
export const FEEDS = ['/courier', '/herald'];

/** A message that reached a receiver. */
export interface Arrival {
  receiver: string;
  story: string;
  /** The message says that it may be a second copy. */
  saysSecond: boolean;
}

/** Two feeds that share a story, their pages, and three receivers; every part can be made to hang. */
export interface Newsroom {
  site: Site;
  config: object;
  /** All messages, those included whose receiver has not answered. */
  arrivals(): Arrival[];
  /** Lets a path take requests, and messages, without ever answering; returns a function that sets it right again. */
  hang(path: string): () => void;
  close(): Promise<void>;
}

/** How a message for people, and one for programs, says so. */
const SECOND = /may be a second copy|"possible_duplicate":true/;

/** Starts it on loopback. Nothing in it was published before: what the feeds hold counts as news. */
export async function startNewsroom(): Promise<Newsroom> {
  const site = await startSite();
  const capture = await startCapture();
  const messages: { receiver: string; words: string }[] = [];

  const pathOf = (title: string) => `/${title.toLowerCase().replaceAll(' ', '-')}`;
  const item = (title: string) => ({ guid: title, title, link: site.url + pathOf(title) });
  const tellPage = (title: string) => () => site.on(pathOf(title), page(title, `${title}: what is known so far.`));
  const take = (receiver: string) => () =>
    site.on(`/${receiver}`, async (request, response) => {
      messages.push({ receiver, words: await text(request) });
      response.end('ok');
    });
  const restore = new Map<string, () => void>([
    ['/courier', () => site.on('/courier', rss([...STORIES, ...DECOYS].map(item)))],
    ['/herald', () => site.on('/herald', rss([item(STORIES[0]!), item(DECOYS[0]!)]))],
    ...[...STORIES, ...DECOYS].map((title) => [pathOf(title), tellPage(title)] as const),
    ['/slack', take('slack')],
    ['/hook', take('hook')],
  ]);
  for (const tell of restore.values()) tell();

  const read = ({ receiver, words }: { receiver: string; words: string }): Arrival => ({
    receiver,
    story: [...STORIES, ...DECOYS].find((title) => words.includes(title)) ?? words,
    saysSecond: SECOND.test(words),
  });

  return {
    site,
    config: {
      network: { allow: ['127.0.0.0/8'], per_host: { at_once: 20, delay: 0 } },
      feeds: FEEDS.map((path) => ({ id: path.slice(1), url: site.url + path, every: '1s', backfill: true })),
      watches: [{ id: 'strike', query: 'strike AND NOT cup', receivers: RECEIVERS }],
      receivers: [
        { id: 'slack', slack: { webhook_url: `${site.url}/slack` } },
        { id: 'mail', email: { to: ['desk@example.org'], from: 'w@example.org', smtp_url: capture.smtpUrl } },
        { id: 'hook', webhook: { url: `${site.url}/hook`, secret: `whsec_${'a'.repeat(32)}` } },
      ],
    },
    arrivals: () => [
      ...messages.map(read),
      ...capture.mails().map((mail) => read({ receiver: 'mail', words: `${mail.subject}\n${mail.text}` })),
    ],
    hang(path) {
      site.on(path, async (request) => {
        const words = await text(request);
        if (request.method === 'POST') messages.push({ receiver: path.slice(1), words });
      });
      return restore.get(path)!;
    },
    async close() {
      await site.close();
      await capture.close();
    },
  };
}
