import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Capture, startCapture } from '../../src/demo/capture.ts';
import type { Receiver } from '../../src/model/delivery.ts';
import { type Mailbox, startMailbox } from '../alert/support/mailbox.ts';
import { eventually, feed, QUEUE_BACKENDS, startApp, type TestApp, watch } from '../support/app.ts';
import { rss, type Site, startSite } from '../support/site.ts';

describe.each(QUEUE_BACKENDS)('a mail server that refuses the password, with the queue on %s', (backend) => {
  let site: Site;
  let capture: Capture;
  let mailbox: Mailbox;
  let app: TestApp;
  let password = 'right';

  beforeEach(async () => {
    site = await startSite();
    capture = await startCapture();
    mailbox = await startMailbox({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: (given, _session, done) =>
        given.password === password ? done(null, { user: 'wirewatch' }) : done(new Error('wrong password')),
    });
  });

  afterEach(async () => {
    await app.close();
    await Promise.all([site.close(), capture.close(), mailbox.close()]);
  });

  it('keeps the mails, is told of by another way, and gets each mail once when it is mended', async () => {
    const items = [1, 2, 3, 4, 5].map((n) => ({ guid: `${n}`, title: `Harbour news ${n}`, summary: `Number ${n}.` }));
    site.on('/feed', rss(items));
    const slack: Receiver = {
      id: 'slack',
      timeZone: 'UTC',
      channel: { kind: 'slack', webhookUrl: capture.slackWebhookUrl },
    };
    const smtpUrl = mailbox.smtpUrl.replace('smtp://', 'smtp://wirewatch:right@');
    const mail: Receiver = {
      id: 'mail',
      timeZone: 'UTC',
      channel: { kind: 'email', to: ['a@example.org', 'b@example.org'], from: 'w@example.org', smtpUrl },
    };
    password = 'changed by somebody';
    app = await startApp(backend, {
      feeds: [feed('feed', `${site.url}/feed`, { backfill: true })],
      watches: [watch('port', 'harbour', ['mail'])],
      receivers: [slack, mail],
      operators: ['slack', 'mail'],
    });

    const notices = () => capture.slackMessages().map(({ text }) => text);
    const [notice] = await eventually('a notice in Slack', async () => notices().length > 0 && notices());
    expect(notice).toMatch(/Wirewatch: Needs you: The mail server 127\.0\.0\.1:\d+ \(for mail\) has to be mended/s);
    expect(notice).not.toContain('right');
    const states = async () =>
      (
        await app.db.selectFrom('deliveries').select(['state', 'attempts']).where('receiverId', '=', 'mail').execute()
      ).map(({ state }) => state);
    expect((await states()).filter((state) => state === 'dead' || state === 'sent')).toEqual([]);

    password = 'right';
    await eventually('all mails', async () => mailbox.mails.length >= 10, 90_000);
    await eventually('the ledger to say so', async () => (await states()).every((state) => state === 'sent'));
    const to = mailbox.mails.map((each) => `${[each.to].flat()[0]!.text}: ${each.subject}`);
    expect(new Set(to.filter((each) => each.includes('Harbour news'))).size).toBe(10);
    expect(mailbox.mails.filter(({ text }) => text?.includes('second copy'))).toEqual([]);
  });
});
