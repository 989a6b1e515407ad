import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../../src/config/load.ts';
import { type HttpReceiver, startHttpReceiver } from '../../alert/support/http-receiver.ts';
import { startMailbox } from '../../alert/support/mailbox.ts';
import { copyCluster } from '../../support/cluster.ts';
import { waitFor, wirewatch } from '../../support/process.ts';
import { rss, type Site, startSite } from '../../support/site.ts';
import { answerOf, open } from '../support.ts';
import { atTerminal, CTRL_C, DOWN, ENTER, SPACE } from './terminal.ts';

let site: Site;
let slack: HttpReceiver;
let root: string;
let news: string;
beforeAll(async () => {
  [site, slack] = await Promise.all([startSite(), startHttpReceiver()]);
  site.on(
    '/',
    `<!doctype html><link rel="alternate" type="application/rss+xml" href="/feed"><link rel="alternate" type="application/rss+xml" href="/sport">`,
  );
  site.on(
    '/feed',
    rss([
      { guid: '1', title: 'Telegram gave user data to the Bundeskriminalamt', link: `${site.url}/1` },
      { guid: '2', title: 'Harbour closed', summary: 'Ships \u001b[31mwait', link: `${site.url}/2` },
    ]),
  );
  site.on('/sport', rss([{ guid: '3', title: 'Match drawn', link: `${site.url}/3` }]));
});
afterAll(() => Promise.all([site.close(), slack.close()]));
beforeEach(async () => {
  slack.posts.splice(0);
  slack.answerWith();
  root = await mkdtemp(join(tmpdir(), 'wirewatch-init-test-'));
  news = join(root, 'news');
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function init(args: string[], env: NodeJS.ProcessEnv = {}) {
  const child = open(['init', ...args], env);
  child.stdin.end();
  return answerOf(child);
}

const allow = ['--allow', '127.0.0.0/8'];
const given = () => [...allow, '--site', `${site.url}/feed`, '--watch', 'Telegram NEAR/25 @bka'];

describe('init, without a terminal', () => {
  it('writes a commented configuration that is good, and tells what the watch finds now', async () => {
    const { code, stdout, stderr } = await init([news, ...given()]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(
      'Of 2 items that the feed holds now, it finds 1, by headline and summary.\n✓ Telegram gave user data',
    );
    expect(stdout).toContain('1 feed, 1 watch, alerts in the inbox on the pages');
    const files = await readdir(news);
    expect(files).toEqual(
      expect.arrayContaining(['aliases', 'feeds.yaml', 'receivers.yaml', 'watches.yaml', 'wirewatch.yaml']),
    );
    expect(files).not.toContain('.env');
    for (const name of ['feeds.yaml', 'receivers.yaml', 'watches.yaml', 'wirewatch.yaml'])
      expect(await readFile(join(news, name), 'utf8')).toMatch(/^# yaml-language-server: .*\n#\n# [A-Z]/);
    const check = open(['config', 'check', news]);
    check.stdin.end();
    expect(await answerOf(check)).toMatchObject({ code: 0, stderr: '' });
    const checked = await loadConfig(news, {});
    expect(checked).toMatchObject({
      kind: 'valid',
      config: {
        feeds: [{ url: `${site.url}/feed` }],
        watches: [{ id: 'telegram-bka', query: 'Telegram NEAR/25 @bka', receivers: ['inbox'] }],
        network: { allow: ['127.0.0.0/8'] },
      },
    });
  });

  it('sends a real test message, and keeps the secret where only its owner reads it', async () => {
    const { code, stdout } = await init([news, ...given(), '--slack-webhook-env', 'HOOK', '--json'], {
      HOOK: slack.url,
    });
    expect(code).toBe(0);
    expect(slack.posts.map(({ body }) => body)).toEqual([expect.stringContaining('A test message of Wirewatch')]);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      feeds: 1,
      items: 2,
      matched: [{ title: expect.stringContaining('Telegram'), why: [expect.stringContaining('@bka')] }],
      tests: [{ receiver: 'slack', sent: true, accepted: false, reason: null }],
    });
    expect(stdout).not.toContain('very-secret');
    expect(await readFile(join(news, 'receivers.yaml'), 'utf8')).toContain(`webhook_url: $${'{HOOK}'}\n`);
    expect((await stat(join(news, '.env'))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(news, '.gitignore'), 'utf8')).toBe('.env\n');
    // By the file alone.
    expect(await loadConfig(news, {})).toMatchObject({
      config: { receivers: [{ id: 'slack', timeZone: 'UTC', channel: { kind: 'slack', webhookUrl: slack.url } }] },
    });
  });

  it('mails, from the first of those who are told', async () => {
    const mailbox = await startMailbox();
    const mail = ['--mail-to', 'desk@example.org', '--mail-to', 'night@example.org'];
    const { code } = await init([news, ...given(), ...mail], { SMTP_URL: mailbox.smtpUrl });
    await mailbox.close();
    expect(code).toBe(0);
    expect(mailbox.mails.map(({ from, subject }) => [from?.text, subject])).toEqual([
      ['desk@example.org', expect.stringContaining('A test message of Wirewatch')],
      ['desk@example.org', expect.stringContaining('A test message of Wirewatch')],
    ]);
  });

  it('says when the test message was not sent: what is written stays, and the exit code is 1', async () => {
    slack.answerWith({ status: 404, body: 'no_service' });
    const { code, stdout } = await init([news, ...given(), '--slack-webhook-env', 'HOOK'], { HOOK: slack.url });
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ test message to slack, .*: .*no_service/);
    expect(stdout).toContain('wirewatch receiver test slack --config');
    expect(existsSync(join(news, 'wirewatch.yaml'))).toBe(true);
  });

  it('sends none with --no-test', async () => {
    expect(
      await init([news, ...given(), '--slack-webhook-env', 'HOOK', '--no-test'], { HOOK: slack.url }),
    ).toMatchObject({ code: 0 });
    expect(slack.posts).toEqual([]);
  });

  it('takes a list of feeds, each once, and tells what it skips', async () => {
    const list = join(root, 'list.opml');
    await writeFile(
      list,
      `<opml version="2.0"><body><outline xmlUrl="${site.url}/feed" text="Courier"/><outline xmlUrl="ftp://x.org"/></body></opml>`,
    );
    const { code, stdout } = await init([news, ...given(), '--opml', list]);
    expect(code).toBe(0);
    expect(stdout).toContain(`${list}:1: The URL must begin with http`);
    const checked = await loadConfig(news, {});
    expect(checked.kind === 'valid' && checked.config.feeds.map(({ url, name }) => [url, name])).toEqual([
      [`${site.url}/feed`, 'Courier'],
    ]);
  });

  it('takes the best feed of a site, and says that there are others', async () => {
    const { code, stdout } = await init([news, ...allow, '--site', site.url, '--watch', 'harbour']);
    expect(code).toBe(0);
    expect(stdout).toContain(
      `${site.url}/feed is the best of 2 feeds; the others: wirewatch feed discover ${site.url}/\n`,
    );
  });

  it('says which flags are missing, and makes nothing', async () => {
    const { code, stderr } = await init([news, ...allow]);
    expect(code).toBe(2);
    expect(stderr).toContain('error: this is no terminal, so these are needed: --site or --opml, --watch\n');
    expect((await init([news, '--site', 'x.org', '--yes'])).stderr).toContain(
      'error: nobody is asked, so these are needed: --watch',
    );
    expect(existsSync(news)).toBe(false);
  });

  it('refuses what does not do, and writes nothing', async () => {
    const refusals: [string[], NodeJS.ProcessEnv, RegExp][] = [
      [
        ['--slack-webhook-env', 'HOOK'],
        {},
        /^The environment variable HOOK, which --slack-webhook-env names, is not set\.$/,
      ],
      [['--slack-webhook-env', slack.url], {}, /^--slack-webhook-env wants the name of a variable/],
      [['--slack-webhook-env', 'HOOK'], { HOOK: 'very-secret' }, /^The environment variable HOOK: Not a URL/],
      [['--mail-from', 'a@example.org'], {}, /^--mail-from and --smtp-url-env go with --mail-to/],
      [['--opml', join(root, 'none.opml')], {}, /no such file/],
      [['--site', 'http://127.0.0.1:1/'], {}, /^Cannot look at .*refused the connection/],
    ];
    for (const [flags, env, reason] of refusals) {
      const { code, stderr, stdout } = await init([news, ...given(), ...flags], env);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr.split('\n')[0]).toMatch(reason);
      expect(stderr).not.toContain('very-secret');
    }
    const wrong = await init([news, ...allow, '--site', `${site.url}/feed`, '--watch', 'strike AND (']);
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringMatching(/^1:\d+: .*\n {2}strike AND \(\n +\^/) });
    expect(existsSync(news)).toBe(false);
  });

  it('writes over nothing', async () => {
    await mkdir(news);
    await writeFile(join(news, 'feeds.yaml'), 'mine');
    const { code, stderr } = await init([news, ...given()]);
    expect(code).toBe(1);
    expect(stderr).toContain('There is feeds.yaml in');
    expect(await readdir(news)).toEqual(['feeds.yaml']);
    expect(await readFile(join(news, 'feeds.yaml'), 'utf8')).toBe('mine');
  });

  it('says why a directory cannot be written, and leaves nothing', async () => {
    const file = join(root, 'file');
    await writeFile(file, 'mine');
    const { code, stdout, stderr } = await init([join(file, 'news'), ...given()]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^Nothing was written to .*: ENOTDIR/);
    expect(await readdir(root)).toEqual(['file']);
  });

  it('leaves a variable that a query seems to hold as it was typed', async () => {
    const query = `"$${'{HOME}'} harbour"`;
    await init([news, ...allow, '--site', `${site.url}/feed`, '--watch', query]);
    expect(await loadConfig(news, {})).toMatchObject({ config: { watches: [{ query }] } });
  });
});

it('makes a configuration that Wirewatch runs with: it polls, and alerts by the secret in .env', async () => {
  await init([news, ...given(), '--slack-webhook-env', 'HOOK', '--no-test'], { HOOK: slack.url });
  const data = join(root, 'data');
  await copyCluster(data);
  // As an operator would who cannot wait.
  const feeds = join(news, 'feeds.yaml');
  await writeFile(feeds, `${await readFile(feeds, 'utf8')}    every: 1s\n`);
  const running = wirewatch(['start', '--config', news, '--data', data, '--port', '0'], {
    WIREWATCH_LOG_LEVEL: 'debug',
  });
  await running.logged('polling and delivering');
  // What the feed held at its first poll is no news.
  await running.logged('feed polled');
  site.on('/feed', rss([{ guid: '9', title: 'BKA asks Telegram again', link: `${site.url}/9` }]));
  await waitFor('the alert', () => slack.posts.some(({ body }) => body.includes('BKA asks Telegram again')));
  running.signal('SIGTERM');
  await running.exited;
});

describe('init, at a terminal', () => {
  it('asks for sites, a watch with what it finds now, and who is told, and tries that', async () => {
    site.on('/feed', rss([{ guid: '1', title: 'Harbour closed', summary: 'Ships \u001b[31mwait' }]));
    const person = atTerminal(['init', news, ...allow]);
    await person.answer('Which site do you want to hear of?', `${site.url}${ENTER}`);
    await person.answer('Which of its feeds?', `${DOWN}${SPACE}${ENTER}`);
    await person.answer('Another one?', ENTER);
    await person.answer('What do you want to hear of?', `harbor AND (${ENTER}`);
    // The question itself is drawn anew with each key.
    await person.answer('where the query ends', '');
    await person.answer('What do you want to hear of?', `harbour${ENTER}`);
    await person.answer('it finds 1', '');
    await person.answer('Take this watch?', ENTER);
    await person.answer('Who is to be told?', ENTER);
    await person.answer('Address of the webhook', `${slack.url}${ENTER}`);
    slack.answerWith({ status: 403, body: 'invalid_token' });
    await person.answer('Send a test message there now?', ENTER);
    await person.answer('invalid_token', '');
    await person.answer('Answer again?', ENTER);
    await person.answer('Who is to be told?', ENTER);
    await person.answer('Address of the webhook', `${slack.url}${ENTER}`);
    await person.answer('Send a test message there now?', ENTER);
    await person.answer('sent', '');
    expect(await person.exited).toBe(0);
    expect(person.text()).toContain('Of 2 items that 2 feeds hold now, it finds 1');
    expect(person.text()).toMatch(/written to .*: 2 feeds, 1 watch, told: slack/);
    expect(person.text()).not.toContain('very-secret');
    expect(slack.posts).toHaveLength(2);
    expect(await loadConfig(news, {})).toMatchObject({
      kind: 'valid',
      config: {
        feeds: [{ url: `${site.url}/feed` }, { url: `${site.url}/sport` }],
        watches: [{ id: 'harbour', query: 'harbour' }],
        receivers: [{ id: 'slack', timeZone: 'UTC', channel: { webhookUrl: slack.url } }],
      },
    });
  });

  it('takes a list of feeds, and people who are told by mail', async () => {
    const mailbox = await startMailbox();
    const list = join(root, 'list.opml');
    await writeFile(
      list,
      `<opml version="2.0"><body><outline xmlUrl="${site.url}/feed" text="Courier"/></body></opml>`,
    );
    const person = atTerminal(['init', news, ...allow, '--watch', 'harbour']);
    await person.answer('Which site do you want to hear of?', `${ENTER}`);
    await person.answer('Write the address of a site', `${list}${ENTER}`);
    await person.answer('Another one?', ENTER);
    await person.answer('Who is to be told?', `${DOWN}${ENTER}`);
    await person.answer('Mail addresses', `desk@example.org, night@example.org${ENTER}`);
    await person.answer('Sender', ENTER);
    await person.answer('Mail server', `${mailbox.smtpUrl}${ENTER}`);
    await person.answer('Send a test message there now?', ENTER);
    await person.answer('told: mail', '');
    expect(await person.exited).toBe(0);
    await mailbox.close();
    expect(mailbox.mails).toHaveLength(2);
    expect(await loadConfig(news, {})).toMatchObject({
      config: {
        feeds: [{ name: 'Courier' }],
        receivers: [
          {
            id: 'mail',
            timeZone: 'UTC',
            channel: { to: ['desk@example.org', 'night@example.org'], from: 'desk@example.org' },
          },
        ],
      },
    });
  });

  it('writes nothing for who leaves', async () => {
    const person = atTerminal(['init', news, ...allow, '--site', `${site.url}/feed`]);
    await person.answer('What do you want to hear of?', CTRL_C);
    expect(await person.exited).toBe(1);
    expect(person.text()).toContain('Nothing was written.');
    expect(existsSync(news)).toBe(false);
  });
});

it('does what README.md, docs/operating.md and its own help say', async () => {
  const help = await init(['--help']);
  const pages = await Promise.all(['README.md', 'docs/operating.md'].map((page) => readFile(page, 'utf8')));
  const commands = [...[...pages, help.stdout].join('\n').matchAll(/^ *(?:npx )?wirewatch init (.*? --yes)$/gm)].map(
    ([, args]) => args!,
  );
  expect(commands.length).toBeGreaterThan(3);
  const list = join(root, 'subscriptions.opml');
  await writeFile(list, `<opml version="2.0"><body><outline xmlUrl="${site.url}/feed"/></body></opml>`);
  const run = async (command: string, index: number) => {
    const words = [...command.matchAll(/'([^']*)'|\S+/g)].map(([word, quoted]) => quoted ?? word);
    const here: Record<string, string> = {
      news: join(root, `news-${index}`),
      'example.org': site.url,
      'https://www.spiegel.de': site.url,
      'subscriptions.opml': list,
    };
    const args = [...words.map((word) => here[word] ?? word), ...allow];
    const answer = await init(args, { SLACK_WEBHOOK_URL: slack.url, SMTP_URL: 'smtps://u:p@mail.example.org' });
    expect({ command, ...answer }).toMatchObject({ command, code: 0, stderr: '' });
  };
  await Promise.all(commands.map(run));
});
