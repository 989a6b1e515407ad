import { createTransport } from 'nodemailer';
import { type Capture, startCapture } from '../../src/demo/capture.ts';

const hostile = '<img src=x onerror=alert(1)>"\'&<!channel>';

describe('the captured Slack', () => {
  let capture: Capture;
  beforeEach(async () => {
    capture = await startCapture();
  });
  afterEach(() => capture.close());

  const post = async (body: unknown, url = capture.slackWebhookUrl) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return `${response.status} ${await response.text()}`;
  };
  const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });

  it('answers ok and keeps the message', async () => {
    expect(await post({ text: 'Hello', blocks: [section('*Hello*')] })).toBe('200 ok');
    expect(capture.slackMessages()).toMatchObject([{ id: 1, text: 'Hello', blocks: [{ type: 'section' }] }]);
  });

  it.each([
    ['a body that is not JSON', '{', '400 invalid_payload'],
    ['an empty body', '', '400 invalid_payload'],
    ['a message without a top-level text', { blocks: [section('a')] }, '400 no_text'],
    ['51 blocks', { text: 'a', blocks: Array(51).fill({ type: 'divider' }) }, '400 invalid_blocks'],
    ['a block of no known type', { text: 'a', blocks: [{ type: 'marquee' }] }, '400 invalid_blocks'],
    ['an unknown property', { text: 'a', blocks: [{ type: 'divider', color: 'red' }] }, '400 invalid_blocks'],
    ['an empty section', { text: 'a', blocks: [{ type: 'section' }] }, '400 invalid_blocks'],
    ['a section text of 3,001 characters', { text: 'a', blocks: [section('a'.repeat(3001))] }, '400 invalid_blocks'],
    [
      'a header of 151 characters',
      { text: 'a', blocks: [{ type: 'header', text: { type: 'plain_text', text: 'a'.repeat(151) } }] },
      '400 invalid_blocks',
    ],
    [
      'eleven elements of context',
      { text: 'a', blocks: [{ type: 'context', elements: Array(11).fill({ type: 'plain_text', text: 'a' }) }] },
      '400 invalid_blocks',
    ],
  ])('refuses %s, and keeps the reason', async (_what, body, answer) => {
    expect(await post(body)).toBe(answer);
    expect(capture.slackMessages()).toEqual([]);
    expect(capture.slackRefusals()).toMatchObject([{ answer: answer.slice(4) }]);
  });

  it('takes what is just within the limits', async () => {
    const blocks = [
      { type: 'header', text: { type: 'plain_text', text: 'a'.repeat(150) } },
      section('a'.repeat(3000)),
      ...Array(48).fill({ type: 'divider' }),
    ];
    expect(await post({ text: 'a', blocks })).toBe('200 ok');
  });

  it('knows no other webhook', async () => {
    expect(await post({ text: 'a' }, new URL('/services/T0/B0/other', capture.pageUrl).href)).toBe('404 no_service');
  });

  it('shows a message as Slack would', async () => {
    await post({
      text: 'fallback',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: 'A headline' } },
        section('*<http://127.0.0.1/a|An article>*'),
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_quote',
              elements: [
                { type: 'text', text: 'It was ' },
                { type: 'text', text: 'Telegram', style: { bold: true } },
                { type: 'text', text: ', again.' },
              ],
            },
          ],
        },
        { type: 'context', elements: [{ type: 'mrkdwn', text: 'Watch _one_' }] },
        {
          type: 'actions',
          elements: [
            { type: 'button', text: { type: 'plain_text', text: 'Open' }, url: 'http://127.0.0.1/a', style: 'primary' },
          ],
        },
      ],
    });
    const html = await (await fetch(capture.pageUrl)).text();
    expect(html).toContain('<h2>A headline</h2>');
    expect(html).toContain('<b><a href="http://127.0.0.1/a" target="_blank" rel="noreferrer">An article</a></b>');
    expect(html).toContain('<blockquote>It was <b>Telegram</b>, again.</blockquote>');
    expect(html).toContain('Watch <i>one</i>');
    expect(html).toContain('<a class="button primary" href="http://127.0.0.1/a"');
    expect(html).not.toContain('fallback');
  });

  it('escapes hostile content wherever it stands, and links to no script', async () => {
    const text = (type: 'plain_text' | 'mrkdwn') => ({ type, text: hostile });
    await post({
      text: hostile,
      blocks: [
        { type: 'header', text: text('plain_text') },
        { type: 'section', text: text('mrkdwn'), fields: [text('mrkdwn')] },
        section('<javascript:alert(1)|click>'),
        {
          type: 'rich_text',
          elements: [
            { type: 'rich_text_section', elements: [{ type: 'link', url: 'javascript:alert(2)', text: hostile }] },
            {
              type: 'rich_text_list',
              style: 'bullet',
              elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: hostile }] }],
            },
          ],
        },
        { type: 'image', image_url: 'javascript:alert(3)', alt_text: hostile },
        {
          type: 'actions',
          elements: [{ type: 'button', text: { type: 'plain_text', text: 'go' }, url: 'javascript:alert(4)' }],
        },
      ],
    });
    await post({ text: hostile });
    expect(capture.slackMessages()).toHaveLength(2);
    const html = await (await fetch(capture.pageUrl)).text();
    expect(html).not.toMatch(/<img|<script|javascript:/);
  });

  it('shows its pages without any script', async () => {
    const policy = (await fetch(capture.pageUrl)).headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe-inline');
    expect(policy).not.toContain('script-src');
  });
});

describe('the captured mailbox', () => {
  let capture: Capture;
  beforeEach(async () => {
    capture = await startCapture();
  });
  afterEach(() => capture.close());

  const send = async (mail: object) => {
    const transport = createTransport(capture.smtpUrl);
    await transport.sendMail({ from: 'Wirewatch <w@wirewatch.invalid>', to: 'desk@wirewatch.invalid', ...mail });
    transport.close();
  };
  const page = async (path: string) => (await fetch(new URL(path, capture.pageUrl))).text();

  it('keeps a mail with its envelope, headers and alternatives', async () => {
    await send({
      subject: 'Telegram 用戶數據',
      text: 'plain é',
      html: '<p>rich é</p>',
      messageId: '<one@wirewatch.invalid>',
      headers: { 'X-Watch': 'telegram-bka' },
    });
    const [mail] = capture.mails();
    expect(mail).toMatchObject({
      id: 1,
      envelope: { from: 'w@wirewatch.invalid', to: ['desk@wirewatch.invalid'] },
      to: 'desk@wirewatch.invalid',
      subject: 'Telegram 用戶數據',
      messageId: '<one@wirewatch.invalid>',
      html: '<p>rich é</p>',
    });
    expect(mail!.text!.trim()).toBe('plain é');
    expect(mail!.headers.get('x-watch')).toBe('telegram-bka');
  });

  it('refuses a mail that is too large, and goes on', async () => {
    await expect(send({ subject: 'large', text: 'a\n'.repeat(3_000_000) })).rejects.toMatchObject({
      responseCode: 552,
    });
    await send({ subject: 'small', text: 'a' });
    expect(capture.mails().map(({ subject }) => subject)).toEqual(['small']);
  });

  it('lists mails and shows one, its HTML in a frame that may do nothing', async () => {
    await send({ subject: 'A subject', text: 'the plain text', html: '<h1>Rich</h1><script>alert(1)</script>' });
    expect(await page('/mail')).toContain('A subject');
    const html = await page('/mail/1');
    expect(html).toContain('<iframe src="/mail/1/body" sandbox="allow-popups allow-popups-to-escape-sandbox"');
    expect(html).toContain('the plain text');
    expect(html).not.toContain('alert(1)');

    const body = await fetch(new URL('/mail/1/body', capture.pageUrl));
    expect(await body.text()).toContain('<h1>Rich</h1>');
    const policy = body.headers.get('content-security-policy')!;
    expect(policy).toMatch(/sandbox allow-popups allow-popups-to-escape-sandbox;default-src 'none'/);
    expect(policy).not.toContain('allow-scripts');
  });

  it('escapes hostile subjects, senders, texts and headers', async () => {
    await send({
      from: { name: hostile, address: 'w@wirewatch.invalid' },
      subject: hostile,
      text: hostile,
      headers: { 'X-Hostile': hostile },
    });
    expect(await page('/mail')).not.toContain('<img');
    expect(await page('/mail/1')).not.toContain('<img');
  });

  it('has no page for a mail that never came', async () => {
    expect((await fetch(new URL('/mail/7', capture.pageUrl))).status).toBe(404);
    expect((await fetch(new URL('/mail/7/body', capture.pageUrl))).status).toBe(404);
  });

  it('tells who waits when the mail comes, and in plain words when it does not', async () => {
    const arrived = capture.waitFor('a mail', () => capture.mails().length === 1, 10_000);
    await send({ subject: 'a', text: 'a' });
    await arrived;
    await expect(capture.waitFor('a second mail', () => capture.mails().length === 2, 20)).rejects.toThrow(
      'waited 20 ms in vain for a second mail',
    );
  });
});
