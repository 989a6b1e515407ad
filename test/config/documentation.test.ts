import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { configJsonSchema } from '../../src/config/check/json-schema.ts';
import { unmetExpectations } from '../../src/config/expect/unmet.ts';
import { formatProblem, loadConfig } from '../../src/config/load.ts';
import { openConfig } from '../../src/config/open.ts';
import { keysOf } from '../docs/configuration/keys.ts';
import { configOf, type Files, problemsOf, withFiles } from './support.ts';

const page = await readFile('docs/configuration.md', 'utf8');
const blocks = [...page.matchAll(/^```(yaml wrong|yaml unmet|yaml|text)\n(.*?)^```$/gms)].map(([, kind, text]) => ({
  kind: kind!,
  text: text!,
  file: /^# (\S+\.yaml)\n/.exec(text!)?.[1],
}));
const env = {
  SLACK_WEBHOOK_URL: 'https://hooks.slack.com/services/T0/B0/x',
  SLACK_TOKEN: 'T0/B0/x',
  SLACK_BOT_TOKEN: 'xoxb-1-2-secret',
  DISCORD_WEBHOOK_URL: 'https://discord.com/api/webhooks/1/x',
  NTFY_TOPIC: 'a-topic-that-nobody-guesses',
  NTFY_TOKEN: 'tk_0123456789',
  TELEGRAM_BOT_TOKEN: '123456:AAF-abcdefghijklmnopqrstuvwxyz_0',
  SMTP_PASSWORD: 'secret',
  MATRIX_TOKEN: 'syt_secret',
  APPRISE_KEY: 'news-0123',
  TEAMS_WEBHOOK_URL: 'https://prod-01.westeurope.logic.azure.com/workflows/0/triggers/manual/paths/invoke?sig=x',
  EMBEDDINGS_KEY: 'sk-0123',
  ARCHIVE_SECRET: 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3',
};

/** A block named wirewatch.yaml begins an example; blocks with other names are further files of it. */
const examples: Files[] = [];
for (const { kind, text, file } of blocks) {
  if (kind !== 'yaml' || !file) continue;
  if (file === 'wirewatch.yaml') examples.push({ [file]: text });
  else examples.at(-1)![file] = text;
}

/** Every key of a value: `feeds`, `feeds[].url`. */
function pathsIn(value: unknown, prefix = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => pathsIn(one, `${prefix.replace(/\.$/, '')}[].`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [`${prefix}${key}`, ...pathsIn(inner, `${prefix}${key}.`)]);
}

describe('docs/configuration.md', () => {
  it.each(examples.map((files, index) => [index + 1, files]))('has an example %i that loads', async (_index, files) => {
    await configOf(files as Files, env);
  });

  it('has no example that is not tried', () => {
    const untried = blocks.filter(({ kind, file }) => kind.startsWith('yaml') && !file).map(({ text }) => text);
    expect(untried).toEqual(['# yaml-language-server: $schema=./wirewatch.schema.json\n']);
  });

  it('has an example of every key', async () => {
    const shown = new Set(
      examples.flatMap((files) => Object.values(files).flatMap((text) => pathsIn(parse(text as string)))),
    );
    const keys = keysOf(configJsonSchema()).map(({ path }) => path);
    expect(keys.length).toBeGreaterThan(60);
    expect(keys.filter((path) => !shown.has(path))).toEqual([]);
  });

  it('shows the problems of a wrong file as they are printed', async () => {
    const wrong = blocks.findIndex(({ kind }) => kind === 'yaml wrong');
    const printed = await problemsOf(blocks[wrong]!.text);
    expect(`${printed.join('\n')}\n`).toBe(blocks[wrong + 1]!.text);
  });
});

it('shows an example that is not met as it is printed', () => {
  const at = blocks.findIndex(({ kind }) => kind === 'yaml unmet');
  return withFiles({ 'wirewatch.yaml': blocks[at]!.text }, async (directory) => {
    const unmet = await unmetExpectations(await openConfig(directory, {}), async () => 'en');
    const printed = unmet.map((problem) => `${formatProblem(problem).replaceAll(`${directory}/`, '')}\n`);
    expect(printed.join('')).toBe(blocks[at + 1]!.text);
  });
});

it('shows examples that are met', () =>
  withFiles(examples.find((files) => /^ +expect:/m.test(Object.values(files).join('')))!, async (directory) => {
    expect(await unmetExpectations(await openConfig(directory, {}), async () => 'en')).toEqual([]);
  }));

describe('the configuration that ships', () => {
  it('loads without any variable, watches some twenty feeds, and tells the inbox', async () => {
    const loaded = await loadConfig('config', {});
    if (loaded.kind === 'invalid') throw new Error(JSON.stringify(loaded.problems));
    const { feeds, watches, receivers } = loaded.config;
    expect(feeds.length).toBeGreaterThanOrEqual(20);
    expect(new Set(feeds.flatMap(({ tags }) => tags)).size).toBeGreaterThanOrEqual(10);
    expect(watches.map(({ query }) => query)).toContain('@telegram NEAR/25 (@bka OR @user-data)');
    expect(receivers).toEqual([{ id: 'inbox', timeZone: 'UTC', channel: { kind: 'inbox' } }]);
  });

  it('loads with the examples in its comments, too', async () => {
    const text = await readFile('config/wirewatch.yaml', 'utf8');
    const examples = text.slice(text.indexOf('# receivers:')).replace(/^# ?/gm, '');
    const env = {
      SLACK_WEBHOOK_URL: 'https://hooks.slack.com/services/x',
      SMTP_PASSWORD: 'x',
      ARCHIVE_WEBHOOK_SECRET: 'MDEyMzQ1Njc4OWFiY2RlZg==',
    };
    const { receivers, network } = await configOf(examples, env);
    expect(receivers.map(({ channel }) => channel.kind)).toEqual(['slack', 'email', 'webhook', 'inbox']);
    expect(network.allow).toHaveLength(1);
  });
});
