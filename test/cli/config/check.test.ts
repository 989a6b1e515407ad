import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { makeHome } from '../../support/process.ts';

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
