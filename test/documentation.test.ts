import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readSettings } from '../src/settings.ts';
import { configOf } from './config/support.ts';

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

describe.each(pages)('%s', (path) => {
  const text = readFileSync(path, 'utf8');

  it('links to files that are there', () => {
    const targets = [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map(([, target]) => target!);
    const missing = targets.filter((target) => !/^https?:/.test(target) && !existsSync(join(dirname(path), target)));
    expect(missing).toEqual([]);
  });

  it('names npm scripts that are there', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    const named = [...text.matchAll(/\bnpm (?:run )?(start|test|demo|lint|(?<=run )[\w:]+)\b/g)].map(
      ([, script]) => script!,
    );
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  });
});

describe('README.md', () => {
  it('shows pieces of a configuration that load together', async () => {
    const blocks = [...readFileSync('README.md', 'utf8').matchAll(/^ *```yaml\n(.*?)^ *```$/gms)].map(
      ([, block]) => block!,
    );
    expect(blocks).toHaveLength(2);
    const env = {
      SLACK_WEBHOOK_URL: 'https://hooks.slack.com/services/T0/B0/x',
      SMTP_URL: 'smtps://u:p@mail.example.org',
    };
    const { watches, receivers } = await configOf({ 'wirewatch.yaml': blocks.map(unindent).join('\n') }, env);
    expect(watches[0]?.receivers).toEqual(receivers.map(({ id }) => id));
  });
});

describe('docs/operating.md', () => {
  it('gives the variables and defaults that hold', () => {
    const rows = [
      ...readFileSync('docs/operating.md', 'utf8').matchAll(/^\| (?:`--\S+ \S+`)? *\| `(\w+)` \| (?:`(.*?)`)? *\|/gm),
    ];
    const told = Object.fromEntries(rows.map(([, name, value]) => [name, value]));
    const read = readSettings({});
    if (read.kind === 'invalid') throw new Error(read.problems.join('\n'));
    expect(told).toEqual({
      WIREWATCH_CONFIG: 'config',
      WIREWATCH_DATA: 'data',
      WIREWATCH_PORT: String(read.settings.port),
      WIREWATCH_HOST: read.settings.host,
      DATABASE_URL: undefined,
      REDIS_URL: undefined,
      WIREWATCH_ADMIN_PASSWORD: undefined,
      WIREWATCH_TRUSTED_PROXIES: undefined,
      WIREWATCH_LOG_LEVEL: read.settings.logLevel,
    });
  });
});

function unindent(block: string): string {
  return block.replace(/^ {3}/gm, '');
}
