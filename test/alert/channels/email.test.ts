import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import type { SMTPServerOptions } from 'smtp-server';
import { createEmailChannel } from '../../../src/alert/channels/email.ts';
import { letterOf } from '../../../src/alert/letter.ts';
import type { AttemptOutcome, Delivery, Digest } from '../../../src/model/delivery.ts';
import { deliveryOf, newsOn, telegramNews } from '../support/alerts.ts';
import { type Mailbox, startMailbox } from '../support/mailbox.ts';
import { describeContract, type Scene } from './contract.ts';
import { mailLimits, showMail } from './mail-reader.ts';

const recipient = 'desk@news.example';
const delivery = deliveryOf(telegramNews, { recipient });
const from = 'Wirewatch <alerts@news.example>';
const refuse = (responseCode: number, words: string) => Object.assign(new Error(words), { responseCode });

/** For `localhost`, signed by itself. */
const CERTIFICATE = {
  cert: readFileSync(new URL('../../fixtures/net/tls-cert.pem', import.meta.url)),
  key: readFileSync(new URL('../../fixtures/net/tls-key.pem', import.meta.url)),
};

const send = (
  smtpUrl: string,
  what: Delivery = delivery,
  to = [recipient],
  isOurs = () => true,
): Promise<AttemptOutcome> => createEmailChannel().send({ kind: 'email', to, from, smtpUrl }, letterOf(what), isOurs);

/** Runs `use` with a mail server that behaves as `options` say. */
async function withMailbox<T>(options: SMTPServerOptions, use: (mailbox: Mailbox) => Promise<T>): Promise<T> {
  const mailbox = await startMailbox(options);
  try {
    return await use(mailbox);
  } finally {
    await mailbox.close();
  }
}

/**
 * Runs `use` with a server that speaks just enough SMTP to be given a mail. `interrupt` gets each command, `.` for the end
 * of the mail, and returns true when it has done something else about it.
 */
async function withScriptedServer<T>(
  interrupt: (command: string, socket: Socket) => boolean,
  use: (smtpUrl: string) => Promise<T>,
): Promise<T> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let inData = false;
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      const said = chunk.toString();
      if (inData && !said.endsWith('\r\n.\r\n')) return;
      if (interrupt(inData ? '.' : said.trim(), socket)) return;
      inData = said.startsWith('DATA');
      socket.write(inData ? '354 go on\r\n' : '250 fine\r\n');
    });
    socket.write('220 here\r\n');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await use(`smtp://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

/** Breaks the connection at a command. */
const breakAt = (place: string) => (command: string, socket: Socket) => {
  const isThere = command.startsWith(place);
  if (isThere) socket.destroy();
  return isThere;
};

/** What a mail server does in each scene, but for breaking off. */
const SCENES: Partial<Record<Scene, SMTPServerOptions>> = {
  throttles: { onRcptTo: (_to, _session, done) => done(refuse(451, 'slow down')) },
  fails: { onRcptTo: (_to, _session, done) => done(refuse(451, 'greylisted')) },
  refuses: { onRcptTo: (_to, _session, done) => done(refuse(550, 'no such user')) },
  echoes: {
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) => done(refuse(535, `not ${username} with ${password}`)),
  },
};

const withUser = (smtpUrl: string) => smtpUrl.replace('smtp://', 'smtp://wirewatch:very-secret@');

describeContract('mail', {
  async attempt(scene, delivery) {
    if (scene === 'breaks off') {
      const arrived: string[] = [];
      const listen = (command: string, socket: Socket) => {
        if (command === '.') arrived.push(command);
        return breakAt('.')(command, socket);
      };
      return { outcome: await withScriptedServer(listen, (smtpUrl) => send(smtpUrl, delivery)), arrived, elsewhere: 0 };
    }
    return withMailbox(SCENES[scene] ?? {}, async ({ smtpUrl, mails }) => {
      const outcome = await send(scene === 'echoes' ? withUser(smtpUrl) : smtpUrl, delivery);
      const arrived = mails.map(({ subject, text, html }) => JSON.stringify({ subject, text, html }));
      return { outcome, arrived, elsewhere: 0 };
    });
  },
  throttledMs: 0,
  permanent: 'dead',
  secrets: ['very-secret'],
  show: (arrived) => showMail(JSON.parse(arrived)),
  limits: (arrived) => mailLimits(JSON.parse(arrived)),
  doesNotApply: {
    throttled: 'a mail server names no time; a reply of 4yz is a failure that passes',
    redirect: 'SMTP has none that is followed',
  },
});

/** By a server that promises nothing beyond that. */
const TAKEN = {
  ...{ kind: 'sent', isAccepted: true },
  answer: expect.stringMatching(/^127\.0\.0\.1:\d+ answered 250 \S/),
};

describe('the mail channel', () => {
  it('sends text and HTML to the one it is for, by the name he has in the list', async () => {
    await withMailbox({}, async ({ smtpUrl, mails }) => {
      const night = { ...delivery, recipient: 'night@news.example' };
      expect(await send(smtpUrl, night, [recipient, 'Night <Night@news.example>'])).toEqual(TAKEN);
      const [mail] = mails;
      expect(mail?.subject).toBe(
        '[Wirewatch] Telegram and the BKA: Messenger that promised silence is said to have talked to the police',
      );
      expect(mail?.text).toContain('*Telegram* answered when the *German Federal Criminal Police*');
      expect(mail?.html).toContain('English · 24 Nov 2026, 01:15 UTC');
      expect([mail?.to].flat().map((address) => address?.text)).toEqual(['"Night" <Night@news.example>']);
    });
  });

  it('has the same Message-ID at every attempt, made of delivery and sender', async () => {
    await withMailbox({}, async ({ smtpUrl, mails }) => {
      await send(smtpUrl);
      await send(smtpUrl, { ...delivery, attempt: 2, possibleDuplicate: true });
      expect(mails.map(({ messageId }) => messageId)).toEqual([
        '<5d0c1d2e-93b7-4a52-8a0f-6f3c2b1a0e9d@news.example>',
        '<5d0c1d2e-93b7-4a52-8a0f-6f3c2b1a0e9d@news.example>',
      ]);
      expect(mails[1]?.text).toContain('This may be a second copy');
    });
  });

  it('offers to unsubscribe with one click where its pages are reached by https, and by a link elsewhere', async () => {
    const linkKey = Buffer.alloc(32, 7);
    await withMailbox({}, async ({ smtpUrl, mails }) => {
      for (const pagesUrl of ['https://wirewatch.example', 'http://wirewatch.example', null]) {
        const told = deliveryOf({ ...telegramNews, pagesUrl }, { recipient });
        const letter = letterOf(told, { linkKey });
        await createEmailChannel().send({ kind: 'email', to: [recipient], from, smtpUrl }, letter, () => true);
      }
      const [secure, plain, none] = mails.map(({ headerLines }) =>
        headerLines
          .filter(({ key }) => key.startsWith('list-unsubscribe'))
          .map(({ line }) => line.replace(/\s+/g, ' ')),
      );
      expect(secure).toEqual([
        expect.stringMatching(/^List-Unsubscribe: <https:\/\/wirewatch\.example\/act\/[\w.-]+>$/),
        'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
      ]);
      expect(plain).toEqual([expect.stringMatching(/^List-Unsubscribe: <http:\/\/wirewatch\.example\/act\/[\w.-]+>$/)]);
      expect(none).toEqual([]);
    });
  });

  it('can be sorted by watch and calls for no automatic answer', async () => {
    await withMailbox({}, async ({ smtpUrl, mails }) => {
      await send(smtpUrl);
      expect(mails[0]?.headers.get('x-wirewatch-watch')).toBe('telegram-bka');
      expect(mails[0]?.headers.get('auto-submitted')).toBe('auto-generated');
      // All that is told of a story stands in one conversation.
      expect(mails[0]?.inReplyTo).toBe('<story-17.newsdesk@news.example>');
      expect([mails[0]?.references].flat()).toEqual(['<story-17.newsdesk@news.example>']);
      expect(mails[0]?.headers.get('list')).toEqual({ id: { name: 'telegram-bka.wirewatch.news.example' } });
    });
  });

  it('is sorted apart when it is a digest', async () => {
    const { article, alerts, coverage, story, createdAt } = telegramNews;
    const digest: Digest = {
      ...{
        kind: 'digest',
        because: 'schedule',
        since: createdAt,
        createdAt,
        silenced: [],
        updates: [],
        pagesUrl: null,
      },
      stories: [{ article, alerts, coverage, story }],
      totals: { stories: 1, alerts: 1, bySeverity: [{ severity: 'critical', alerts: 1 }] },
    };
    await withMailbox({}, async ({ smtpUrl, mails }) => {
      await send(smtpUrl, deliveryOf(digest, { recipient }));
      expect(mails[0]?.headers.get('x-wirewatch-watch')).toBe('telegram-bka');
      expect(mails[0]?.headers.get('list')).toEqual({ id: { name: 'digests.wirewatch.news.example' } });
    });
  });

  it('lets no headline write a header', async () => {
    await withMailbox({}, async ({ smtpUrl, mails, sources }) => {
      const title = 'Quiet\r\nBcc: all@evil.example\r\n\r\n<script>alert(1)</script>';
      await send(smtpUrl, deliveryOf(newsOn({ title, outlet: title }), { recipient }));
      expect(mails[0]?.headers.has('bcc')).toBe(false);
      expect(sources[0]?.split('\r\n\r\n')[0]).not.toMatch(/^bcc:/im);
      expect(mails[0]?.subject).toBe(
        '[Wirewatch] Telegram and the BKA: Quiet Bcc: all@evil.example <script>alert(1)</script>',
      );
    });
  });

  it('keeps letters of every script', async () => {
    await withMailbox({}, async ({ smtpUrl, mails }) => {
      await send(
        smtpUrl,
        deliveryOf(newsOn({ title: '德國聯邦刑事警察局要求 Telegram 交出用戶數據 👮' }), { recipient }),
      );
      expect(mails[0]?.subject).toContain('德國聯邦刑事警察局要求 Telegram 交出用戶數據 👮');
    });
  });

  it('tries again after a 4yz reply and gives up after a 5yz reply', async () => {
    const replies: [number, string, AttemptOutcome['kind']][] = [
      [451, 'greylisted', 'retry'],
      [550, 'no such user', 'dead'],
    ];
    for (const [code, words, kind] of replies) {
      const onRcptTo: SMTPServerOptions['onRcptTo'] = (_to, _session, done) => done(refuse(code, words));
      const outcome = await withMailbox({ onRcptTo }, ({ smtpUrl }) => send(smtpUrl));
      expect(outcome).toMatchObject({ kind, reason: expect.stringContaining(`${code} ${words}`) });
    }
  });

  it('judges a refusal of the whole mail by its code', async () => {
    const onData: SMTPServerOptions['onData'] = (stream, _session, done) => {
      stream.resume().on('end', () => done(refuse(554, 'looks like spam')));
    };
    expect(await withMailbox({ onData }, ({ smtpUrl }) => send(smtpUrl))).toMatchObject({ kind: 'dead' });
  });

  it('tries again when nobody listens', async () => {
    const smtpUrl = await withMailbox({}, async (mailbox) => mailbox.smtpUrl);
    expect(await send(smtpUrl)).toEqual({
      kind: 'retry',
      reason: `${new URL(smtpUrl).host} refused the connection`,
    });
  });

  it('does not know what became of a mail when the connection breaks after it', async () => {
    expect(await withScriptedServer(breakAt('.'), (smtpUrl) => send(smtpUrl))).toMatchObject({
      kind: 'unknown',
      reason: expect.stringContaining('before it said whether it took the mail'),
    });
  });

  it('tries again when the connection breaks before the mail', async () => {
    for (const command of ['EHLO', 'MAIL', 'RCPT', 'DATA']) {
      const outcome = await withScriptedServer(breakAt(command), (smtpUrl) => send(smtpUrl));
      expect([command, outcome.kind]).toEqual([command, 'retry']);
    }
  });

  it('ends an attempt under way when it is closed, and says what is known of it', async () => {
    const reached = Promise.withResolvers<void>();
    const fallSilent = (command: string) => {
      if (command === '.') reached.resolve();
      return command === '.';
    };
    const outcome = await withScriptedServer(fallSilent, async (smtpUrl) => {
      const channel = createEmailChannel();
      const sending = channel.send(
        { kind: 'email', to: ['desk@news.example'], from, smtpUrl },
        letterOf(delivery),
        () => true,
      );
      await reached.promise;
      channel.close();
      return sending;
    });
    expect(outcome).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('was left by Wirewatch') });
  });

  it.each(['EHLO', 'MAIL', 'RCPT', 'DATA'])(
    'says nothing more when the delivery is not its own after %s',
    async (step) => {
      let isOurs = true;
      const said: string[] = [];
      const listen = (command: string) => {
        said.push(command);
        if (command.startsWith(step)) isOurs = false;
        return false;
      };
      const outcome = await withScriptedServer(listen, (smtpUrl) => send(smtpUrl, delivery, undefined, () => isOurs));
      expect(outcome).toEqual({ kind: 'postponed', inMs: 0 });
      expect(said.at(-1)).toMatch(`${step} `.trimEnd());
    },
  );

  it('takes the answer to a mail that was handed over while it was its own', async () => {
    let isOurs = true;
    const listen = (command: string) => {
      if (command === '.') isOurs = false;
      return false;
    };
    const outcome = await withScriptedServer(listen, (smtpUrl) => send(smtpUrl, delivery, undefined, () => isOurs));
    expect(outcome).toMatchObject({ kind: 'sent' });
  });

  it('never repeats user or password', async () => {
    const options: SMTPServerOptions = {
      disabledCommands: ['STARTTLS'],
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ password }, _session, done) => done(refuse(535, `wrong password ${password}`)),
    };
    await withMailbox(options, async ({ smtpUrl }) => {
      const outcome = await send(smtpUrl.replace('//', '//robot:hunter2@'));
      expect(outcome).toEqual({ kind: 'held', reason: `${new URL(smtpUrl).host} refused the login (535)` });
    });
  });

  it.each<[string, (smtpUrl: string) => string]>([
    ['where the URL asks for TLS', (smtpUrl) => `${smtpUrl.replace('//', '//robot:hunter2@')}?requireTLS=true`],
    // An address that leads to this machine and is none of its own.
    ['on another machine', (smtpUrl) => smtpUrl.replace('//127.0.0.1', '//robot:hunter2@0.0.0.0')],
  ])('says no password to a server without STARTTLS %s', async (_where, askFrom) => {
    // As servers answer to a command they do not know, do not do, or did not offer.
    for (const reply of ['500 unknown', '502 not implemented', '503 STARTTLS command used when not advertised']) {
      const said: string[] = [];
      const withoutTls = (command: string, socket: Socket) => {
        said.push(command);
        if (command.startsWith('EHLO')) return socket.write('250-here\r\n250 AUTH PLAIN LOGIN\r\n');
        return command.startsWith('STARTTLS') && socket.write(`${reply}\r\n`);
      };
      const outcome = await withScriptedServer(withoutTls, (smtpUrl) => send(askFrom(smtpUrl)));
      expect(outcome).toEqual({
        kind: 'held',
        reason: expect.stringMatching(/^[\d.]+:\d+ offers no STARTTLS \(50[023]\), .*\?requireTLS=false$/),
      });
      expect(said.map((command) => command.split(' ')[0])).toEqual(['EHLO', 'STARTTLS']);
    }
  });

  it('says no password to a server whose certificate nobody vouches for, and waits', async () => {
    const logins: string[] = [];
    const options: SMTPServerOptions = {
      ...CERTIFICATE,
      disabledCommands: [],
      onAuth: ({ username = '' }, { secure }, done) => {
        logins.push(`${username}, ${secure ? 'encrypted' : 'in clear text'}`);
        done(null, { user: username });
      },
    };
    await withMailbox(options, async ({ smtpUrl, mails }) => {
      const withLogin = smtpUrl.replace('//', '//robot:hunter2@');
      expect(await send(withLogin)).toEqual({
        kind: 'held',
        reason: expect.stringMatching(/offers no secure connection \([A-Z_]*(?:SELF_SIGNED|CERT)[A-Z_]*\)$/),
      });
      expect(logins).toEqual([]);
      const trusting = await send(`${withLogin}?requireTLS=true&tls.rejectUnauthorized=false`);
      expect(trusting).toEqual(TAKEN);
      expect(logins).toEqual(['robot, encrypted']);
      expect(mails).toHaveLength(1);
    });
  });

  it('waits where TLS is spoken to a server that has none', async () => {
    await withMailbox({}, async ({ smtpUrl }) => {
      expect(await send(smtpUrl.replace('smtp:', 'smtps:'))).toMatchObject({ kind: 'held' });
    });
  });

  it('waits where the server has no mail service for us, and tries again where it has none for now', async () => {
    for (const [greeting, kind] of [
      ['554 not for you', 'held'],
      ['421 too many', 'retry'],
    ] as const) {
      const server = createServer((socket) => socket.on('error', () => {}).end(`${greeting}\r\n`));
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const outcome = await send(`smtp://127.0.0.1:${(server.address() as AddressInfo).port}`);
      expect(outcome).toMatchObject({ kind, reason: expect.stringContaining(greeting) });
      server.close();
    }
  });
});
