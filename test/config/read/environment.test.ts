// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is the syntax under test.
import { join } from 'node:path';
import { readConfigFiles } from '../../../src/config/read/read-files.ts';
import { configOf, problemsOf, withFiles } from '../support.ts';

const hook = (url: string) => `receivers: [{id: r, slack: {webhook_url: "${url}"}}]`;
async function urlOf(url: string, env: Record<string, string>): Promise<string> {
  const { receivers } = await configOf(hook(url), env);
  const { channel } = receivers[0]!;
  return channel.kind === 'slack' ? channel.webhookUrl : '';
}

describe('a variable in a value', () => {
  it('is filled in, in a part of a text and more than once', async () => {
    const env = { HOST: 'x.org', TOKEN: 'abc' };
    expect(await urlOf('https://${HOST}/${TOKEN}/${TOKEN}', env)).toBe('https://x.org/abc/abc');
  });

  it('comes from the file that NAME_FILE names when NAME is not set or empty', async () => {
    await withFiles({ token: 'abc\n' }, async (directory) => {
      const env = { TOKEN: '', TOKEN_FILE: join(directory, 'token') };
      expect(await urlOf('https://x.org/${TOKEN}', env)).toBe('https://x.org/abc');
      expect(await urlOf('https://x.org/${TOKEN}', { ...env, TOKEN: 'direct' })).toBe('https://x.org/direct');
      expect(await urlOf('https://x.org/${TOKEN_FILE}', env)).toBe('https://x.org/abc');
    });
  });

  it('is the whole content of a file but for one line break at its end', async () => {
    await withFiles({ name: ' News \r\n' }, async (directory) => {
      const { feeds } = await configOf('feeds: [{url: https://x.org, name: "${NAME}"}]', {
        NAME_FILE: join(directory, 'name'),
      });
      expect(feeds[0]!.name).toBe(' News ');
    });
  });

  it('is never read as YAML, nor filled in again', async () => {
    const value = '"}] # {x}: [${OTHER}] $${ *a &b';
    const { feeds } = await configOf('feeds: [{url: https://x.org, tags: ["${A}", b]}]', { A: value });
    expect(feeds[0]!.tags).toEqual([value, 'b']);
  });

  it('is a literal ${ where the sign is doubled', async () => {
    const { feeds } = await configOf('feeds: [{url: https://x.org, name: "$${A} costs $5 ${B}"}]', { A: 'a', B: 'b' });
    expect(feeds[0]!.name).toBe('${A} costs $5 b');
  });

  it('may be a number of seconds', async () => {
    const { feeds } = await configOf('feeds: [{url: https://x.org, every: "${EVERY}"}]', { EVERY: '5' });
    expect(feeds[0]!.everyMs).toBe(5_000);
  });

  it('is a problem when it is missing, told once and at its place', async () => {
    const missing = (name: string) => `The environment variable ${name} is not set.`;
    expect(await problemsOf(hook('${TOKEN}'))).toEqual([`wirewatch.yaml:1:42: ${missing('TOKEN')}`]);
    expect(await problemsOf(hook('https://x.org/${TOKEN_FILE}'), { TOKEN: 'x' })).toEqual([
      `wirewatch.yaml:1:42: ${missing('TOKEN_FILE')}`,
    ]);
    expect(await problemsOf('watches:\n  - id: a\n    query: |\n      x ${B}\n')).toEqual([
      `wirewatch.yaml:3:12: ${missing('B')}`,
    ]);
  });

  it('is a problem when the file it names cannot be read, without its path', async () => {
    const problems = await problemsOf(hook('${TOKEN}'), { TOKEN_FILE: '/nowhere/secret' });
    expect(problems).toEqual(['wirewatch.yaml:1:42: The file that TOKEN_FILE names cannot be read (ENOENT).']);
  });

  it('has its file read only where the text names it, once', () =>
    withFiles(
      { 'wirewatch.yaml': 'feeds: [{url: "${URL}", name: "${NAME}", tags: ["${URL}"]}] # LOG\n' },
      async (directory) => {
        const env = {
          NAME: 'x',
          NAME_FILE: '/nowhere',
          URL_FILE: '/nowhere',
          LOG_FILE: '/nowhere',
          URLS_FILE: '/nowhere',
        };
        const { variables } = await readConfigFiles(directory, env);
        expect(Object.keys(variables.contents)).toEqual(['URL_FILE']);
      },
    ));

  it('that stands in a file is written without escapes', async () => {
    const text = 'feeds: [{url: https://x.org, name: "${\\x41}"}]';
    expect((await configOf(text, { A: 'a' })).feeds[0]!.name).toBe('a');
    expect(await problemsOf(text, { A_FILE: '/nowhere' })).toEqual([
      expect.stringMatching(
        /^wirewatch\.yaml:1:36: For the file that A_FILE names to be read, write .* without escapes/,
      ),
    ]);
  });

  it('has a name, and braces around it', async () => {
    for (const text of ['${}', '${a-b}', '${1A}', '${A']) {
      expect(await problemsOf(hook(text), { A: 'https://x.org' })).toEqual([
        expect.stringMatching(/^wirewatch\.yaml:1:42: Not a variable\./),
      ]);
    }
  });

  it('is left alone in keys', async () => {
    expect(await problemsOf('aliases: {"${A}": [x]}', { A: 'a' })).toEqual([
      'wirewatch.yaml:1:11: The name of an alias has letters, digits, - and _ only.',
    ]);
  });
});
