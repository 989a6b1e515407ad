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
