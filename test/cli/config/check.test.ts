import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { type Home, makeHome } from '../../support/process.ts';
import { page, type Site, startSite } from '../../support/site.ts';
import { ask } from '../support.ts';

/** Runs `wirewatch config check` without a directory. */
function check(variable: string) {
  const args = [resolve('src/cli/wirewatch.js'), 'config', 'check', '--json'];
  const { stdout } = spawnSync(process.execPath, args, {
    env: { ...process.env, NODE_OPTIONS: '', WIREWATCH_CONFIG: variable },
    encoding: 'utf8',
  });
  return JSON.parse(stdout);
}

describe('wirewatch config check of examples', () => {
  it('ends with code 1 where a watch does not treat one as it is to', async () => {
    const home = await makeHome({
      watches: [{ id: 'w', query: 'Telegram', expect: { match: ['Signal'], not: ['Threema'] } }],
    });
    try {
      expect(check(home.config)).toEqual({
        ok: false,
        problems: [expect.objectContaining({ reason: expect.stringMatching(/^The watch "w" must match this/) })],
        warnings: [],
      });
    } finally {
      await home.remove();
    }
  });
});

describe('wirewatch config check of pages', () => {
  let site: Site;
  let home: Home;
  beforeAll(async () => {
    site = await startSite();
    site.on('/harbour', (_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end(page('Storm', 'The harbour is closed.')),
    );
    home = await makeHome();
  });
  afterAll(async () => {
    await site.close();
    await home.remove();
  });
  const at = (path: string) => ({ url: `${site.url}${path}` });
  const configure = (expect: object, allow = ['127.0.0.0/8']) =>
    home.configure({ network: { allow }, watches: [{ id: 'w', query: 'harbour AND source:Courier', expect }] });
  const run = (...args: string[]) => ask(['config', 'check', home.config, ...args]);

  it('tries the watch on them, and asks for each once', async () => {
    await configure({ match: [at('/harbour')], not: [{ ...at('/harbour'), outlet: 'Gazette' }] });
    expect(await run()).toMatchObject({ code: 0, stdout: expect.stringMatching(/^ok: /), stderr: '' });
    expect(site.requests('/harbour')).toHaveLength(1);
    await configure({ not: [at('/harbour')] });
    const { code, stderr } = await run();
    expect(code).toBe(1);
    expect(stderr).toMatch(/^\S+yaml:\d+:\d+: The watch "w" must not match this, and does: .*\n$/);
  });

  it('warns where one cannot be had', async () => {
    await configure({ match: [at('/none')] });
    const { code, stdout, stderr } = await run();
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^ok: /) });
    expect(stderr).toMatch(/yaml:\d+:\d+: warning: The page could not be checked: the page answered 404\.\n$/);
    await configure({ match: [at('/harbour')] }, []);
    const reason = expect.stringMatching(/^The page could not be checked: .*127\.0\.0\.1/);
    expect(JSON.parse((await run('--json')).stdout)).toMatchObject({ ok: true, warnings: [{ reason }] });
  });

  it('passes over them where it is to ask for none', async () => {
    const before = site.requests('/harbour').length;
    await configure({ not: [at('/harbour'), 'harbour'], match: [at('/none')] });
    expect(await run('--offline')).toEqual({ code: 0, stdout: expect.stringMatching(/^ok: /), stderr: '' });
    expect(site.requests('/harbour')).toHaveLength(before);
  });
});

describe('wirewatch config check without a directory', () => {
  it('checks the one that WIREWATCH_CONFIG names', async () => {
    const home = await makeHome({ feeds: [{ url: 'https://one.example' }] });
    try {
      expect(check(home.config)).toMatchObject({ ok: true, feeds: 1 });
    } finally {
      await home.remove();
    }
  });

  it('takes an empty WIREWATCH_CONFIG for none, as all verbs do: it checks config/', () => {
    expect(check('')).toMatchObject({ ok: true, feeds: expect.any(Number) });
  });
});
