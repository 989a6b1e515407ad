import { spawnSync } from 'node:child_process';
import type { LogOptions } from '../src/log.ts';

/** What a process writes to standard output that logs these entries; the logger writes to file descriptor 1 itself. */
function logged(options: LogOptions, entries: [level: string, fields: object, message: string][]): string {
  const program = `
    import { createLogger } from './src/log.ts';
    const [options, entries] = JSON.parse(process.argv[1]);
    const log = createLogger(options);
    for (const [level, fields, message] of entries) log[level](fields, message);`;
  const args = ['--input-type=module', '-e', program, JSON.stringify([options, entries])];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

const lines = (output: string) => output.trimEnd().split('\n');

it('writes a line of JSON an entry, from its level on', () => {
  const output = logged({ level: 'info', pretty: false }, [
    ['debug', {}, 'not this'],
    ['info', { feedId: 'a', durationMs: 12 }, 'feed polled'],
    ['error', { title: 'two\nlines' }, 'job failed'],
  ]);
  const entries = lines(output).map((line) => JSON.parse(line));
  expect(entries).toEqual([
    expect.objectContaining({ level: 30, feedId: 'a', durationMs: 12, msg: 'feed polled', time: expect.any(Number) }),
    expect.objectContaining({ level: 50, title: 'two\nlines', msg: 'job failed' }),
  ]);
});

it('writes one readable line an entry for a terminal, whatever it holds', () => {
  const output = logged({ level: 'info', pretty: true }, [
    ['info', { feedId: 'a', durationMs: 12, title: 'two\nlines' }, 'feed polled'],
    ['warn', {}, 'next'],
  ]);
  expect(lines(output)).toEqual([
    expect.stringMatching(/INFO.*feed polled.*"feedId":"a".*"durationMs":12.*two\\nlines/),
    expect.stringMatching(/WARN.*next/),
  ]);
});

it.each(['info', 'debug'])('shows an error on a terminal with its causes, and at debug its stack: %s', (level) => {
  const program = `
    import { createLogger } from './src/log.ts';
    const err = new Error('no queue', { cause: new Error('asleep') });
    createLogger({ level: '${level}', pretty: true }).warn({ err }, 'trouble');`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  expect(stdout).toMatch(/WARN.*trouble/);
  if (level === 'info') expect(lines(stdout)).toEqual([expect.stringMatching(/trouble.*no queue: asleep/)]);
  else expect(stdout).toMatch(/no queue.*\n +at .*asleep/s);
});

it('tells an error and its causes, without what a library has hung on them', () => {
  const program = `
    import { createLogger } from './src/log.ts';
    const cause = Object.assign(new Error('WRONGPASS'), { code: 'EAUTH', command: { args: ['AUTH', 's3cret'] } });
    createLogger({ level: 'info', pretty: false }).warn({ err: new Error('no queue', { cause }) }, 'trouble');`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  expect(JSON.parse(stdout)).toMatchObject({
    err: {
      type: 'Error',
      message: 'no queue',
      stack: expect.any(String),
      cause: { message: 'WRONGPASS', code: 'EAUTH' },
    },
  });
  expect(stdout).not.toContain('s3cret');
});

describe.each([true, false])('secrets (for a terminal: %s)', (pretty) => {
  const SECRET = 's3cret';

  it.each([
    'password',
    'secret',
    'token',
    'topic',
    'webhookUrl',
    'smtpUrl',
    'databaseUrl',
    'redisUrl',
    'authorization',
    'serviceKey',
    'urls',
  ])('are left out where an object is logged whole: %s', (name) => {
    const output = logged({ level: 'info', pretty }, [
      ['info', { [name]: SECRET, kept: 'kept' }, 'itself'],
      ['info', { channel: { [name]: SECRET } }, 'a level down'],
      ['info', { receiver: { channel: { [name]: SECRET } } }, 'two levels down'],
    ]);
    expect(output).toContain('kept');
    expect(output.match(/\[redacted\]/g)).toHaveLength(3);
    expect(output).not.toContain(SECRET);
  });
});
