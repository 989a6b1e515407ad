import { readFile } from 'node:fs/promises';
import { withFiles } from '../config/support.ts';
import { answerOf, open } from './support.ts';

const page = await readFile('docs/routing.md', 'utf8');
const yaml = /^```yaml\n(.*?)^```$/ms.exec(page)![1]!;
const transcripts = [...page.matchAll(/^```console\n(.*?)^```$/gms)].map(([, text]) => text!);
/** A command, and what it prints. */
const commands = transcripts
  .flatMap((text) => text.split(/^\$ /m).slice(1))
  .map((text) => ({ command: text.split('\n', 1)[0]!, printed: text.slice(text.indexOf('\n') + 1) }));

const run = (directory: string, ...args: string[]) => {
  const child = open([...args, '--config', directory, '--data', `${directory}/data`], {
    SLACK_WEBHOOK_URL: 'https://hooks.slack.com/services/T0/B0/x',
  });
  child.stdin.end();
  return answerOf(child);
};

describe('docs/routing.md', () => {
  const tests = commands.filter(({ command }) => command.startsWith('wirewatch route test '));

  it.each(tests)('shows what is printed: $command', ({ command, printed }) =>
    withFiles({ 'wirewatch.yaml': yaml }, async (directory) => {
      const { code, stdout } = await run(directory, ...command.split(' ').slice(1));
      expect([code, stdout]).toEqual([0, printed]);
    }),
  );

  it('has a tree that can be shown', () =>
    withFiles({ 'wirewatch.yaml': yaml }, async (directory) => {
      const { stdout } = await run(directory, 'route', 'show');
      expect(stdout.split('\n').filter((line) => line.includes('→'))).toEqual([
        'root  → newsroom',
        '  root/0  → legal  when tag = "privacy"',
        '  root/1  → newsroom  when severity = "low"',
        '  root/2  → newsroom  when severity =~ ".*"',
      ]);
      const json = JSON.parse((await run(directory, 'route', 'show', '--json')).stdout);
      expect(json.root.routes).toHaveLength(3);
    }));

  it('tests what is not there, or cannot be, with a reason', () =>
    withFiles({ 'wirewatch.yaml': yaml }, async (directory) => {
      const unknown = await run(directory, 'route', 'test', '--watch', 'messenger');
      expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('Did you mean messengers?')]);
      const zoneless = await run(directory, 'route', 'test', '--watch', 'messengers', '--at', '2026-11-24T01:15');
      expect([zoneless.code, zoneless.stderr]).toEqual([2, expect.stringContaining('a time with its zone')]);
    }));
});

it('says so where there is no tree', () =>
  withFiles({ 'wirewatch.yaml': 'watches: [{ id: x, query: y }]\n' }, async (directory) => {
    const { stdout } = await run(directory, 'route', 'show');
    expect(stdout).toContain('each watch tells the receivers it names');
    expect((await run(directory, 'route', 'test', '--watch', 'x')).stdout).toBe(
      'inbox  at once, since the watch names it\n',
    );
  }));
