import { layoutDiscord, layoutDiscordText } from '../../../src/alert/layout/discord.ts';
import { layoutNtfy } from '../../../src/alert/layout/ntfy.ts';
import { layoutTelegram, layoutTelegramText } from '../../../src/alert/layout/telegram.ts';
import { letterOf, type Message } from '../../../src/alert/letter.ts';
import type { Delivery, Digest, DigestStory, Notice } from '../../../src/model/delivery.ts';
import type { Shown } from '../channels/contract.ts';
import { discordLimits, showDiscord } from '../channels/discord-reader.ts';
import { ntfyLimits, showNtfy } from '../channels/ntfy-reader.ts';
import { showTelegram, telegramLimits } from '../channels/telegram-reader.ts';
import { deliveryOf, newsOn, telegramNews } from '../support/alerts.ts';

const pagesUrl = 'https://wirewatch.example';
const news = { ...telegramNews, pagesUrl };
const storyOf = ({ article, alerts, coverage, story }: typeof telegramNews): DigestStory => ({
  ...{ article, alerts, coverage, story },
});
const digestOf = (stories: DigestStory[]): Digest => ({
  ...{ kind: 'digest', because: 'mute', since: news.createdAt, stories, silenced: [], updates: [] },
  totals: { stories: stories.length + 3, alerts: stories.length, bySeverity: [] },
  ...{ pagesUrl, createdAt: news.createdAt },
});
const notice: Notice = {
  ...{ kind: 'notice', title: 'A receiver cannot be reached', lines: ['The desk.', 'Since *noon*.'] },
  createdAt: news.createdAt,
};
const messageOf = (payload: Delivery['payload'], possibleDuplicate = false) =>
  letterOf(deliveryOf(payload, { possibleDuplicate }), { linkKey: Buffer.alloc(32, 7) }).message;
const stories = (count: number, title: string) =>
  digestOf(Array.from({ length: count }, (_, at) => storyOf(newsOn({ title: `${title} ${at}` }))));

interface Form {
  show(message: Message): Shown;
  limits(message: Message): { limit: number; found: number }[];
}

const forms: [string, Form][] = [
  [
    'an embed of Discord',
    {
      show: (message) => showDiscord(layoutDiscord(message)),
      limits: (message) => discordLimits(layoutDiscord(message)),
    },
  ],
  [
    'plain content of Discord',
    {
      show: (message) => showDiscord(layoutDiscordText(message)),
      limits: (message) => discordLimits(layoutDiscordText(message)),
    },
  ],
  [
    'HTML of Telegram',
    {
      show: (message) => showTelegram(layoutTelegram(message)),
      limits: (message) => telegramLimits(layoutTelegram(message)),
    },
  ],
  [
    'plain text of Telegram',
    {
      show: (message) => showTelegram(layoutTelegramText(message)),
      limits: (message) => telegramLimits(layoutTelegramText(message)),
    },
  ],
  [
    'a message of ntfy',
    {
      show(message) {
        const { click, actions = [], ...rest } = layoutNtfy(message, 'topic');
        const inText = rest.message.match(/https:\/\/\S+/g) ?? [];
        const links = [...(click === undefined ? [] : [click]), ...inText, ...actions.map(({ url }) => url)];
        return { ...showNtfy({ ...rest, actions }), links };
      },
      limits: (message) => ntfyLimits(layoutNtfy(message, 'topic')),
    },
  ],
];

describe.each(forms)('%s', (_name, { show, limits }) => {
  it('tells an alert, and what can be done about it', () => {
    const { text, links } = show(messageOf(news));
    for (const words of [
      news.article.title,
      'Harbour Tech HK',
      'answered when the German Federal Criminal Police asked',
      'Telegram and the BKA · critical',
      '3 words apart',
      'English · 24 Nov 2026, 01:15 UTC',
    ])
      expect(text).toContain(words);
    for (const label of ['Why?', 'Mute this story', 'Mute this source', 'Not relevant']) expect(text).toContain(label);
    expect(links[0]).toBe(news.article.url);
    expect(links[1]).toMatch(/\/why\?q=/);
    expect(links.slice(2)).toEqual(
      Array(3).fill(expect.stringMatching(/^https:\/\/wirewatch\.example\/act\/[\w.-]+$/)),
    );
  });

  it('tells what operators are told', () => {
    const { text, links } = show(messageOf(notice));
    for (const words of [notice.title, ...notice.lines]) expect(text).toContain(words);
    expect(links).toEqual([]);
  });

  it('tells of each story of a digest, and where the others stand', () => {
    const { text, links, live } = show(messageOf(stories(2, '*x* Story'), true));
    for (const words of ['5 stories while it was quiet', '*x* Story 0', '*x* Story 1', 'And 3 more stories'])
      expect(text).toContain(words);
    expect(text).toContain('This may be a second copy');
    expect(text.match(/asked for the names/g)).toHaveLength(2);
    expect(links.filter((link) => link === news.article.url)).toHaveLength(2);
    expect(links.at(-1)).toBe(`${pagesUrl}/`);
    expect(live).toEqual([]);
  });

  it('says how many stories have no room, and keeps the limits', () => {
    const digest = messageOf(stories(40, 'A story of many, with a headline that is as long as they come'));
    const { text } = show(digest);
    const shown = text.match(/of many, with a headline/g)!.length;
    expect(shown).toBeGreaterThan(2);
    expect(text).toContain(`And ${40 - shown} that are not shown here`);
    expect(limits(digest).filter(({ limit, found }) => found > limit)).toEqual([]);
    const huge = messageOf(stories(40, '<👩‍🚒&*_"'.repeat(10_000)));
    expect(limits(huge).filter(({ limit, found }) => found > limit)).toEqual([]);
  });
});
