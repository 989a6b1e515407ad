import { allGone, descendantsOf, run, waitFor, wirewatch } from '../../support/process.ts';

describe('the demo', () => {
  it('delivers what it must and ends with exit code 0', async () => {
    const demo = wirewatch(['demo', '--once']);
    try {
      expect(await demo.exited).toEqual({ code: 0, signal: null });
      expect(demo.stderr()).toBe('');
      expect(demo.stdout()).toMatch(/\d+ feed items, \d+ articles read, \d+ alerts, \d+ messages sent\./);
      expect(demo.stdout()).toContain('Every expected message reached');
    } finally {
      await demo.kill();
    }
  }, 240_000);

  it('ends whole when npm is told to end', async () => {
    const npm = run(['npm', 'run', 'demo']);
    try {
      await waitFor('the database', () => npm.stdout().includes('an embedded Postgres is up'));
      const children = await descendantsOf(npm.pid);
      expect(children.map(({ command }) => command)).toContain('postgres');
      npm.signal('SIGTERM');
      await allGone(children);
    } finally {
      await npm.kill();
    }
  });
});
