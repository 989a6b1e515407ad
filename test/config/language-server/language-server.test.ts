import { readFile } from 'node:fs/promises';
import { type LanguageServer, startLanguageServer } from './server.ts';

let server: LanguageServer;
beforeAll(async () => {
  server = await startLanguageServer();
});
afterAll(async () => {
  expect(await server.close()).toBe(0);
});

const SCHEMA = '# yaml-language-server: $schema=./wirewatch.schema.json\n';

/** Opens a file of `config/`; the first `|` is taken out, and is where something is asked. */
async function openAt(text: string) {
  const written = `${SCHEMA}${text}`;
  const before = written.slice(0, written.indexOf('|')).split('\n');
  const file = await server.open('config', written.replace('|', ''));
  return { file, at: { line: before.length - 1, character: before.at(-1)!.length } };
}

const faultsIn = async (text: string) => (await server.open('config', `${SCHEMA}${text}`)).faults;
const completionsAt = async (text: string) => {
  const { file, at } = await openAt(text);
  return file.completions(at);
};
const hoverAt = async (text: string) => {
  const { file, at } = await openAt(text);
  return file.hover(at);
};

const RIGHT = `network:
  allow: [10.0.0.0/8]
  per_host: {at_once: 2, delay: 0}
feeds:
  - url: https://example.org/feed.xml
    every: 5m
  - {url: "\${FEED}", every: 90, backfill: true}
watches:
  - id: telegram
    query: Telegram
    expect:
      match: [Telegram is here., {title: Telegram, language: de}]
      not:
receivers:
  - id: desk
    email: {to: desk@example.org, from: a@example.org, smtp_url: smtp://mail.example.org}
  - id: inbox
    inbox: {}
operators:
stories:
  embeddings: {url: http://localhost:11434/v1, model: bge-m3}
`;

describe('an editor with the schema', () => {
  it('finds nothing wrong with what is right, and with the files that ship', async () => {
    expect(await faultsIn(RIGHT)).toEqual([]);
    for (const path of ['wirewatch.yaml', 'feeds.yaml']) {
      expect((await server.open('config', await readFile(`config/${path}`, 'utf8'))).faults).toEqual([]);
    }
    const pack = await readFile('config/aliases/police-de.yaml', 'utf8');
    expect((await server.open('config/aliases', pack)).faults).toEqual([]);
  });

  it('marks a misspelt key, a value of another type and a key that is missing, each on its line', async () => {
    expect(await faultsIn('feeds:\n  - url: https://example.org/\n    evry: 5m\n')).toEqual([
      '4: Property evry is not allowed.',
    ]);
    expect(await faultsIn('network:\n  per_host:\n    at_once: many\n')).toEqual([
      '4: Incorrect type. Expected "integer".',
    ]);
    expect(await faultsIn('watches:\n  - id: telegram\n')).toEqual(['3: Missing property "query".']);
    expect(await faultsIn('watches:\n  - {id: a, query: b, dialect: dialog}\n')).toEqual([
      expect.stringMatching(/^3: Value is not accepted. Valid values: "?factiva"?, "?lexis"?/),
    ]);
  });

  it('marks a receiver that is reached in two ways, or in none', async () => {
    expect(await faultsIn('receivers:\n  - id: a\n    inbox: {}\n')).toEqual([]);
    expect(await faultsIn('receivers:\n  - id: a\n')).not.toEqual([]);
    expect(
      await faultsIn('receivers:\n  - id: a\n    inbox: {}\n    slack: {webhook_url: https://example.org}\n'),
    ).not.toEqual([]);
  });

  it('offers the keys that are not there yet, and the values that there are', async () => {
    expect(await completionsAt('|')).toEqual(
      expect.arrayContaining(['feeds', 'watches', 'receivers', 'network', 'retention']),
    );
    const keys = await completionsAt('feeds:\n  - url: https://example.org/\n    |');
    expect(keys).toEqual(expect.arrayContaining(['id', 'name', 'country', 'tags', 'every', 'backfill']));
    expect(keys).not.toContain('url');
    expect(await completionsAt('watches:\n  - id: a\n    query: b\n    dialect: |')).toEqual(
      expect.arrayContaining(['factiva', 'lexis']),
    );
    expect(await completionsAt('watches:\n  - id: a\n    query: b\n    expect:\n      match:\n        - |')).toEqual(
      expect.arrayContaining(['text', 'title', 'file']),
    );
  });

  it('says what a key means, what holds without it, and gives an example', async () => {
    const every = await hoverAt('feeds:\n  - url: https://example.org/\n    ev|ery: 5m\n');
    expect(every).toContain('A fixed poll interval, honoured as given, from one second to seven days: `30s`');
    expect(every).toContain('Example:\n\n```yaml\n1h30m\n```');
    const delay = await hoverAt('network:\n  per_host:\n    de|lay: 2s\n');
    expect(delay).toContain('Left out: `1s`.');
    expect(await hoverAt('net|work:\n  allow: [10.0.0.0/8]\n')).toContain('What Wirewatch may talk to');
    expect(await hoverAt('watches:\n  - id: a\n    query: b\n    ex|pect:\n      match: [a]\n')).toContain(
      'Articles that the watch is to match',
    );
  });
});
