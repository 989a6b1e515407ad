import { layoutSlack, layoutSlackText, type SlackBlock, type SlackElement } from '../../../src/alert/layout/slack.ts';
import { composeMessage } from '../../../src/alert/message.ts';
import { evidenceOf, newsOn, telegramNews } from '../support/alerts.ts';

/** Every string of a message but those that name a kind or a format. */
const elementsOf = (blocks: SlackBlock[] = []): SlackElement[] =>
  blocks.flatMap((block) => (block.type === 'rich_text' ? block.elements.flatMap(({ elements }) => elements) : []));
const textObjectsOf = (blocks: SlackBlock[] = []) =>
  blocks.flatMap((block) => (block.type === 'context' ? block.elements : []));

describe('an alert in Slack', () => {
  it('shows headline, outlet, the passage with its hits, then watch and reason, and what else is known', () => {
    expect(layoutSlack(composeMessage(telegramNews, false))).toEqual({
      text: [
        '🔴 Telegram and the BKA: Messenger that promised silence is said to have talked to the police',
        'Harbour Tech HK: “According to a magazine, Telegram answered when the German Federal Criminal Police asked for the names behind several accounts.”',
        'https://www.harbour-tech.example/news/telegram-hands-over?id=7&amp;lang=en',
        '“Telegram” and “German Federal Criminal Police” (alias @bka) stand 3 words apart (25 allowed)',
        'English · 24 Nov 2026, 01:15 UTC',
      ].join('\n'),
      mrkdwn: false,
      unfurl_links: false,
      unfurl_media: false,
      blocks: [
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                {
                  type: 'link',
                  url: 'https://www.harbour-tech.example/news/telegram-hands-over?id=7&lang=en',
                  text: 'Messenger that promised silence is said to have talked to the police',
                  style: { bold: true },
                },
                { type: 'text', text: '\nHarbour Tech HK' },
              ],
            },
            {
              type: 'rich_text_quote',
              elements: [
                { type: 'text', text: 'According to a magazine, ' },
                { type: 'text', text: 'Telegram', style: { bold: true } },
                { type: 'text', text: ' answered when the ' },
                { type: 'text', text: 'German Federal Criminal Police', style: { bold: true } },
                { type: 'text', text: ' asked for the names behind several accounts.' },
              ],
            },
          ],
        },
        {
          type: 'context',
          elements: [
            {
              type: 'plain_text',
              text: '🔴 Telegram and the BKA · critical\n“Telegram” and “German Federal Criminal Police” (alias @bka) stand 3 words apart (25 allowed)',
              emoji: false,
            },
          ],
        },
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_section',
              elements: [
                { type: 'text', text: 'English · ' },
                {
                  type: 'date',
                  timestamp: 1795482900,
                  format: '{date_short_pretty} {time}',
                  fallback: '24 Nov 2026, 01:15 UTC',
                },
              ],
            },
          ],
        },
      ],
    });
  });

  it('notifies nobody and formats nothing, whatever the article says', () => {
    const title = '<!channel> <@U123> @here *bold* `code` <https://evil.example|bank>';
    const { text, mrkdwn, blocks } = layoutSlack(
      composeMessage(newsOn({ title, outlet: '@everyone & <!here>' }), false),
    );
    expect(text).not.toMatch(/[<>]|@(?:channel|here|everyone)/);
    expect(text).toContain('&lt;!channel&gt;');
    expect(mrkdwn).toBe(false);
    expect(JSON.stringify(blocks)).not.toContain('"mrkdwn"');
    expect(elementsOf(blocks).map(({ type }) => type)).not.toContain('broadcast');
    expect(elementsOf(blocks)[0]).toMatchObject({ type: 'link', text: title });
  });

  it('links the headline to nothing but a web address', () => {
    const { blocks, text } = layoutSlack(composeMessage(newsOn({ url: 'javascript:alert(1)' }), false));
    expect(elementsOf(blocks).map(({ type }) => type)).not.toContain('link');
    expect(text).not.toContain('javascript');
  });

  it.each([
    [{}, ['English · ', '24 Nov 2026, 01:15 UTC']],
    [{ publishedAt: null }, ['English']],
    [{ language: null, authors: ['Ada'], publishedAt: null }, ['Ada']],
    [{ authors: ['Harbour Tech HK'], publishedAt: null }, ['English']],
    [{ language: null }, ['24 Nov 2026, 01:15 UTC']],
    [{ language: null, publishedAt: null }, []],
  ])('parts what it knows of the article, and nothing else: %j', (article, said) => {
    const { blocks } = layoutSlack(composeMessage(newsOn(article), false));
    const details = elementsOf(blocks?.slice(2));
    expect(details.map((element) => (element.type === 'date' ? element.fallback : element.text))).toEqual(said);
  });

  it('marks hits in the headline, which stays one link to the eye', () => {
    const title = 'Telegram answers';
    const evidence = evidenceOf({ title, text: '', mentions: [{ words: 'Telegram', field: 'title' }] });
    const { blocks } = layoutSlack(composeMessage(newsOn({ title }, evidence), false));
    expect(elementsOf(blocks).slice(0, 2)).toMatchObject([
      { type: 'link', text: 'Telegram', style: { bold: true, italic: true } },
      { type: 'link', text: ' answers', style: { bold: true } },
    ]);
  });

  it('says that only a summary was read, and that it may be a second copy', () => {
    const { text, blocks } = layoutSlack(composeMessage(newsOn({ flags: ['summary_only'] }), true));
    const said = textObjectsOf(blocks).at(-1)?.text;
    expect(said).toMatch(/summary only.*\n.*second copy/);
    expect(text).toMatch(/summary only.*\n.*second copy/);
  });

  it('never says null or undefined, nor anything empty', () => {
    const bare = newsOn(
      { url: null, title: '', language: null, outlet: null, publishedAt: null },
      { hits: [], proximities: [], passages: [] },
      { name: null, severity: null },
    );
    const message = layoutSlack(composeMessage(bare, false));
    expect(JSON.stringify(message)).not.toMatch(/null|undefined|""/);
    expect(message.text).toBe('telegram-bka: (no headline)\n“It had always said that it would not.”');
  });

  it('keeps the limits of Block Kit for the longest article there can be', () => {
    const long = '<👩‍🚒&>'.repeat(5_000);
    const hits = Array.from({ length: 50 }, (_, index) => {
      return {
        field: 'text' as const,
        start: index * 8,
        end: index * 8 + 8,
        surface: long.slice(index * 8, index * 8 + 8),
        term: `${index}${long}`,
        alias: 'a',
      };
    });
    const evidence = {
      hits,
      proximities: hits
        .slice(1)
        .map((_, index) => ({ left: index, right: index + 1, wordsBetween: index, allowed: 99 })),
      passages: [{ field: 'text' as const, start: 0, text: long, hits: hits.map((_, index) => index) }],
    };
    const watch = { id: 'w', name: long, query: long, severity: long, tags: [] };
    const article = { title: long, outlet: long, authors: [long, long], lead: long, flags: ['summary_only' as const] };
    const news = newsOn(article, evidence, watch);
    const alerts = Array.from({ length: 20 }, () => news.alerts[0]!);
    const coverage = alerts.map(() => ({ outlet: long, title: long, url: null, publishedAt: null }));
    const { text, blocks } = layoutSlack(composeMessage({ ...news, alerts, coverage }, true));
    expect(blocks!.length).toBeLessThanOrEqual(50);
    for (const object of textObjectsOf(blocks)) expect(object.text.length).toBeLessThanOrEqual(3_000);
    for (const element of elementsOf(blocks)) if ('text' in element) expect(element.text.length).toBeGreaterThan(0);
    // msg_blocks_too_long was seen from 13,000 characters on.
    expect(JSON.stringify(blocks).length).toBeLessThan(13_000);
    expect(text.length).toBeLessThan(40_000);
  });

  it('links a headline of many hits once, where its address is long', () => {
    const title = 'ab '.repeat(60).trim();
    const hits = Array.from({ length: 60 }, (_, index) => {
      const start = index * 3;
      return { field: 'title' as const, start, end: start + 1, surface: 'a', term: 'a', alias: null };
    });
    const news = newsOn(
      { title, url: `https://www.harbour-tech.example/${'a'.repeat(2_000)}` },
      { hits, proximities: [], passages: [] },
    );
    expect(elementsOf(layoutSlack(composeMessage(news, false)).blocks)[0]).toMatchObject({ type: 'link', text: title });
  });

  it('has a form without blocks that says as much', () => {
    const message = composeMessage(telegramNews, false);
    expect(layoutSlackText(message)).toEqual({ ...layoutSlack(message), blocks: undefined });
  });
});
