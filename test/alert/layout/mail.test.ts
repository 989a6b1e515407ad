import { parseHTML } from 'linkedom';
import { layoutMail } from '../../../src/alert/layout/mail.ts';
import { composeMessage } from '../../../src/alert/message.ts';
import { evidenceOf, newsOn, telegramNews } from '../support/alerts.ts';

const mailOn = (...change: Parameters<typeof newsOn>) => layoutMail(composeMessage(newsOn(...change), false));

describe('an alert as a mail', () => {
  it('has watch and headline in its subject', () => {
    expect(mailOn({}).subject).toBe(
      '[Wirewatch] Telegram and the BKA: Messenger that promised silence is said to have talked to the police',
    );
  });

  it('can be read as plain text', () => {
    expect(mailOn({}).text).toBe(`Messenger that promised silence is said to have talked to the police
Harbour Tech HK: “According to a magazine, *Telegram* answered when the *German Federal Criminal Police* asked for the names behind several accounts.”
https://www.harbour-tech.example/news/telegram-hands-over?id=7&lang=en

Telegram and the BKA · critical. Why it matched:
  - “Telegram” and “German Federal Criminal Police” (alias @bka) stand 3 words apart (25 allowed)

English · 24 Nov 2026, 01:15 UTC

-- 
Wirewatch. The watch is: Telegram NEAR/25 (@bka OR "user data")
`);
  });

  it('tells times in the time zone of its reader', () => {
    const { story } = telegramNews;
    const earliest = {
      outlet: 'Der Spiegel',
      title: 'First',
      url: null,
      publishedAt: new Date('2026-07-01T23:30:00Z'),
    };
    const told = { ...telegramNews, story: { ...story!, earliest } };
    const { text, html } = layoutMail(composeMessage(told, false, 'Europe/Berlin'));
    for (const shown of [text, html])
      expect(shown).toMatch(/2 Jul 2026, 01:30 (CEST|GMT\+2).*24 Nov 2026, 02:15 (CET|GMT\+1)/s);
  });

  it('shows headline, source, passage, hits and reason in HTML', () => {
    const { document } = parseHTML(mailOn({}).html);
    const link = document.querySelector('h1 a');
    expect(link?.textContent).toBe(telegramNews.article.title);
    expect(link?.getAttribute('href')).toBe(telegramNews.article.url);
    expect(document.querySelector('blockquote')?.textContent).toBe(telegramNews.alerts[0]!.evidence.passages[0]?.text);
    expect([...document.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual([
      'Telegram',
      'German Federal Criminal Police',
    ]);
    const said = document.body.textContent;
    for (const words of ['Telegram and the BKA', 'critical', 'Harbour Tech HK', 'English · 24 Nov 2026, 01:15 UTC']) {
      expect(said).toContain(words);
    }
    expect(document.querySelector('li')?.textContent).toContain('stand 3 words apart (25 allowed)');
  });

  it('begins with the headline, who says it, and the sentence that matched, then why', () => {
    const { document } = parseHTML(mailOn({}).html);
    const said = document.querySelector('.card')!.textContent!.replace(/\s+/g, ' ').trim();
    expect(said).toMatch(
      /^Messenger that promised .* police Harbour Tech HK ?According to .* accounts\. Telegram and the BKA .*critical.*stand 3 words apart/,
    );
  });

  it('is short enough for programs that cut, with fifty watches and a headline of a megabyte that is all hits', () => {
    const title = '&"'.repeat(500_000);
    const text = 'a&'.repeat(5_000);
    const evidence = evidenceOf({ title, text, mentions: [{ words: text.slice(0, 800) }] });
    const every = (field: 'title' | 'text', surface: string) =>
      Array.from({ length: 450 }, (_, at) => ({
        ...{ field, start: at * 2, end: at * 2 + 1, surface, term: `${surface}${at}`, alias: null },
      }));
    const hits = [...every('title', '&'), ...every('text', 'a')];
    const passages = [
      { field: 'text' as const, start: 0, text: text.slice(0, 900), hits: hits.map((_, index) => index) },
    ];
    const news = newsOn(
      { title, outlet: title, url: `https://example.org/?${'&'.repeat(2_900)}` },
      { ...evidence, hits, passages },
      { name: title },
    );
    const alerts = Array.from({ length: 50 }, () => news.alerts[0]!);
    const { html, text: plain, subject } = layoutMail(composeMessage({ ...news, alerts }, false));
    expect(Buffer.byteLength(html)).toBeLessThan(80_000);
    expect(Buffer.byteLength(plain)).toBeLessThan(80_000);
    expect(subject.length).toBeLessThanOrEqual(250);
    expect(html).toContain('More of it is in the text of this mail');
    expect(plain).toMatch(/And \d+ more reasons/);
  });

  it('carries no markup of an article', () => {
    const hostile = '<script>alert(1)</script><img src=x onerror=alert(1)> "\'> &lt;b&gt;';
    const { html } = mailOn({ title: hostile, outlet: hostile, url: 'https://example.org/"><script>' });
    const { document } = parseHTML(html);
    expect(document.querySelector('script, img, [onerror], iframe')).toBeNull();
    expect(document.querySelector('h1')?.textContent?.trim()).toBe(hostile);
  });

  it('loads nothing from elsewhere', () => {
    expect(mailOn({}).html).not.toMatch(/<(?:img|link|script|iframe)|url\(|@import|\ssrc=/);
  });

  it('links nowhere when the article has no web address', () => {
    const { html, text } = mailOn({ url: 'javascript:alert(1)' });
    expect(`${html}${text}`).not.toMatch(/javascript|<a /);
  });

  it('keeps the subject on one line and short', () => {
    const { subject } = mailOn({ title: `One\r\nBcc: all@example.org${'!'.repeat(10_000)}` });
    expect(subject).toMatch(/: One Bcc: all@example\.org!+…$/);
    expect(subject.length).toBeLessThanOrEqual(250);
  });

  it('never says null or undefined', () => {
    const alert = newsOn(
      { url: null, title: '', language: null, outlet: null, publishedAt: null },
      { hits: [], proximities: [], passages: [] },
      { name: null, severity: null },
    );
    const { subject, text, html } = layoutMail(composeMessage(alert, false));
    expect(`${subject}${text}${html}`).not.toMatch(/null|undefined/);
  });

  it('says that only a summary was read, and that it may be a second copy', () => {
    const { text, html } = layoutMail(composeMessage(newsOn({ flags: ['summary_only'] }), true));
    for (const body of [text, html]) expect(body).toMatch(/summary only.*second copy/s);
  });
});
