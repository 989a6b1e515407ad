import { composeMessage } from '../../src/alert/message.ts';
import { linkOf } from '../../src/alert/parts.ts';
import { plainText } from '../../src/alert/segments.ts';
import type { News } from '../../src/model/delivery.ts';
import { evidenceOf, newsOn, telegramAlert, telegramNews } from './support/alerts.ts';

describe('the message of an alert', () => {
  it('says what happened, where, when, for which watch and why', () => {
    expect(composeMessage(telegramNews, false)).toEqual({
      kind: 'alert',
      watch: 'Telegram and the BKA',
      severity: 'critical',
      headline: [{ text: 'Messenger that promised silence is said to have talked to the police', hit: false }],
      link: 'https://www.harbour-tech.example/news/telegram-hands-over?id=7&lang=en',
      outlet: 'Harbour Tech HK',
      authors: null,
      language: { tag: 'en', name: 'English' },
      publishedAt: new Date('2026-11-24T01:15:00Z'),
      timeZone: 'UTC',
      passage: [
        { text: 'According to a magazine, ', hit: false },
        { text: 'Telegram', hit: true },
        { text: ' answered when the ', hit: false },
        { text: 'German Federal Criminal Police', hit: true },
        { text: ' asked for the names behind several accounts.', hit: false },
      ],
      morePassages: 0,
      whyTitle: 'Why it matched',
      why: ['“Telegram” and “German Federal Criminal Police” (alias @bka) stand 3 words apart (25 allowed)'],
      whyLink: null,
      coverage: null,
      sources: [],
      notes: [],
      updates: [],
      footer: 'Wirewatch. The watch is: Telegram NEAR/25 (@bka OR "user data")',
      actions: [],
      unsubscribe: null,
    });
  });

  it('says when only the summary of the feed could be read, and when it may be a second copy', () => {
    expect(composeMessage(newsOn({ flags: ['summary_only'] }), true).notes).toEqual([
      'Matched on a summary only; the text of the article could not be read.',
      'This may be a second copy: whether an earlier attempt arrived is not known.',
    ]);
  });

  it('says what is special about the page', () => {
    expect(composeMessage(newsOn({ flags: ['paywall', 'live_blog', 'scripts_only'] }), false).notes).toEqual([
      'The page is for subscribers; part of its text may not have been read.',
      'A live blog: entries are added to it.',
    ]);
  });

  it('marks the headline, and quotes the text rather than the headline again', () => {
    const story = {
      title: 'Telegram answers, says BKA',
      text: 'The messenger  \n\n gave   names to the BKA.',
      mentions: [{ words: 'Telegram', field: 'title' as const }, { words: 'BKA' }],
    };
    const evidence = evidenceOf(story);
    const message = composeMessage(
      newsOn({ title: story.title }, { ...evidence, passages: evidence.passages.toReversed() }),
      false,
    );
    expect(message.headline).toEqual([
      { text: 'Telegram', hit: true },
      { text: ' answers, says BKA', hit: false },
    ]);
    expect(message.passage).toEqual([
      { text: 'The messenger gave names to the ', hit: false },
      { text: 'BKA', hit: true },
      { text: '.', hit: false },
    ]);
  });

  it('quotes how the text begins when only the headline matched', () => {
    const title = 'Telegram answers';
    const evidence = evidenceOf({ title, text: '', mentions: [{ words: 'Telegram', field: 'title' }] });
    const passage = [{ text: 'It had always said that it would not.', hit: false }];
    expect(composeMessage(newsOn({ title }, evidence), false)).toMatchObject({ passage, morePassages: 0 });
    expect(composeMessage(newsOn({ title, lead: ' ' }, evidence), false).passage).toBeNull();
  });

  it('tells of all watches that an article met, the most severe first', () => {
    const other = { ...telegramAlert, watch: { ...telegramAlert.watch, name: 'User data', query: 'data' } };
    const message = composeMessage({ ...telegramNews, alerts: [telegramAlert, other] }, false);
    expect(message).toMatchObject({
      watch: 'Telegram and the BKA, User data',
      severity: 'critical',
      why: [expect.stringMatching(/^Telegram and the BKA: /), expect.stringMatching(/^User data: /)],
      footer: 'Wirewatch. The watches are: Telegram NEAR/25 (@bka OR "user data"); data',
    });
  });

  it('names who wrote it, who else had it, who was first and where it seems to come from', () => {
    const at = (outlet: string, hour: number) => {
      const url = `https://${outlet.toLowerCase().replace(' ', '-')}.example/`;
      return { outlet, title: `As ${outlet} has it`, url, publishedAt: new Date(Date.UTC(2026, 10, 23, hour)) };
    };
    const coverage = ['Der Spiegel', 'Le Quotidien', 'El Correo', 'The Courier'].map(at);
    const [first, second] = coverage as [News['coverage'][number], News['coverage'][number]];
    const reach = { articles: 6, sources: 5, languages: 3 };
    const story = { id: 4, reach, earliest: first, original: second, continues: null };
    const news = newsOn({ authors: ['Ada Muster', 'B. Writer'] });
    expect(composeMessage({ ...news, coverage, story }, false)).toMatchObject({
      authors: 'Ada Muster and B. Writer',
      coverage: 'Also in Der Spiegel, Le Quotidien, El Correo, and 1 more: 6 articles, 5 sources, 3 languages',
      sources: [
        {
          label: 'First',
          headline: 'As Der Spiegel has it',
          outlet: 'Der Spiegel',
          link: 'https://der-spiegel.example/',
          publishedAt: first.publishedAt,
        },
        { label: 'Looks original', outlet: 'Le Quotidien' },
      ],
    });
    expect(composeMessage({ ...news, coverage: coverage.slice(0, 1) }, false).coverage).toBe('Also in Der Spiegel');
  });

  it('says what has become of stories that were told before, and what is new in one that is told again', () => {
    const update = { storyId: 7, title: 'Ferry\naground', reach: { articles: 5, sources: 1, languages: 2 } };
    const alerts = [{ ...telegramAlert, development: { words: ['64', 'Wiesbaden'] } }];
    expect(composeMessage({ ...telegramNews, alerts, updates: [update] }, false)).toMatchObject({
      notes: ['A development of a story that you know; new in it: 64 and Wiesbaden'],
      updates: ['Told before, now in 5 articles, 1 source, 2 languages: “Ferry aground”'],
    });
  });

  it('tells operators what happened', () => {
    const notice = {
      kind: 'notice' as const,
      title: 'A feed fails',
      lines: ['a: it answered 500.'],
      createdAt: new Date(),
    };
    expect(composeMessage(notice, false)).toMatchObject({
      watch: 'Wirewatch',
      headline: [{ text: 'A feed fails', hit: false }],
      whyTitle: 'What happened',
      why: ['a: it answered 500.'],
    });
  });

  it('marks nothing where the text has changed since the match', () => {
    const evidence = evidenceOf({
      title: 'Telegram answers',
      text: '',
      mentions: [{ words: 'Telegram', field: 'title' }],
    });
    expect(composeMessage(newsOn({ title: 'Corrected: Telegram answers' }, evidence), false).headline).toEqual([
      { text: 'Corrected: Telegram answers', hit: false },
    ]);
  });

  it('counts the other passages', () => {
    const { evidence } = telegramAlert;
    const passages = [...evidence.passages, ...evidence.passages, ...evidence.passages];
    expect(composeMessage(newsOn({}, { ...evidence, passages }), false).morePassages).toBe(2);
  });

  it('leaves out what is not known', () => {
    const bare = { url: null, title: ' \n', language: 'not a language', outlet: ' ', publishedAt: null };
    const unnamed = { name: null, severity: null };
    expect(composeMessage(newsOn(bare, undefined, unnamed), false)).toMatchObject({
      watch: 'telegram-bka',
      severity: null,
      headline: [{ text: '(no headline)', hit: false }],
      link: null,
      language: null,
      outlet: null,
      publishedAt: null,
    });
  });

  it('tells languages apart as people do', () => {
    const nameOf = (language: string) => composeMessage(newsOn({ language }), false).language?.name ?? null;
    expect(['de', 'zh-hant', 'pt-br', 'und', 'xx'].map(nameOf)).toEqual([
      'German',
      'Chinese (Traditional)',
      'Portuguese (Brazil)',
      null,
      null,
    ]);
  });

  it('believes no date that cannot be', () => {
    expect(composeMessage(newsOn({ publishedAt: new Date(8.64e15) }), false).publishedAt).toBeNull();
    expect(composeMessage(newsOn({ publishedAt: new Date(0) }), false).publishedAt).toBeNull();
  });

  it('bounds titles and passages of any length', () => {
    const title = '👩‍🚒'.repeat(2_000);
    const text = `Telegram ${'x'.repeat(10_000)}`;
    const message = composeMessage(
      newsOn({ title }, evidenceOf({ title, text, mentions: [{ words: 'Telegram' }] })),
      false,
    );
    expect(plainText(message.headline)).toMatch(/^(?:👩‍🚒)+…$/u);
    expect(plainText(message.headline).length).toBeLessThanOrEqual(300);
    expect(plainText(message.passage!).length).toBe(900);
  });
});

describe('the link of a message', () => {
  it('is http or https, or there is none', () => {
    expect(linkOf('javascript:alert(1)')).toBeNull();
    expect(linkOf('data:text/html,<script>')).toBeNull();
    expect(linkOf('/relative')).toBeNull();
    expect(linkOf('https://example.org/a')).toBe('https://example.org/a');
  });

  it('is percent-encoded, its host in ASCII', () => {
    expect(linkOf('https://bücher.example/a b|"<>?q="<x>')).toBe(
      'https://xn--bcher-kva.example/a%20b|%22%3C%3E?q=%22%3Cx%3E',
    );
  });

  it('names no host that it does not lead to', () => {
    expect(linkOf('https://bank.example:pay@evil.example/')).toBe('https://evil.example/');
  });

  it('is not longer than Slack takes', () => {
    expect(linkOf(`https://example.org/${'a'.repeat(3_000)}`)).toBeNull();
  });
});
