import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { loadFiles } from '../../src/config/load.ts';
import { digestOf } from '../../src/config/versions/digest.ts';
import { createWatchEditor } from '../../src/pipeline/config/edit-watch.ts';
import { publish } from '../../src/pipeline/config/publish.ts';
import { readActiveConfig } from '../../src/pipeline/config/stored.ts';
import { findActiveVersion, listVersions } from '../../src/store/versions/config-versions.ts';
import { type Folder, makeFolder } from '../pipeline/config/support.ts';
import { openPages, type TestPages } from './support.ts';

const FILE = `# Ours.
watches:
  - id: port   # the harbour
    query: "harbour"
`;

let folder: Folder;
let pages: TestPages;
beforeEach(async () => {
  folder = await makeFolder({ 'wirewatch.yaml': FILE });
  const watching = async () => {
    const active = await readActiveConfig(pages.db, { directory: folder.path, env: {} });
    return active?.checked.kind === 'valid' ? { ...active.checked.config, version: active.version } : null;
  };
  pages = await openPages('postgres', watching, (db) => createWatchEditor(db, folder.path, {}));
  await activate(folder.path);
});
afterEach(() => Promise.all([pages.close(), folder.remove()]));

async function activate(directory: string): Promise<void> {
  const { files, checked } = await loadFiles(directory, {});
  if (checked.kind !== 'valid') throw new Error('wrong');
  const about = { author: 'somebody', source: 'apply', message: null, restores: null, diskDigest: null, base: null };
  await publish(pages.db, { files, config: checked.config, ...about });
}

const onDisk = () => readFile(join(folder.path, 'wirewatch.yaml'), 'utf8');
const call = async (
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  url: string,
  base?: string | null,
  payload?: object,
) => {
  const headers = base ? { 'if-match': base } : {};
  const {
    statusCode,
    json,
    headers: answered,
  } = await pages.request({ method, url, headers, ...(payload && { payload }) });
  return { status: statusCode, etag: answered.etag as string | undefined, body: json() };
};
const latest = async () => (await call('GET', '/api/v1/watches')).etag!;

it('adds, changes and removes a watch, in the file and in what runs at once, with its comments', async () => {
  const added = await call('POST', '/api/v1/watches', await latest(), {
    id: 'strike',
    query: 'strike',
    message: 'why',
  });
  expect(added).toMatchObject({ status: 201, body: { kind: 'done', watch: { id: 'strike' } } });
  expect(added.etag).toBe(await latest());
  const changed = await call('PATCH', '/api/v1/watches/port', added.etag, { query: 'harbour OR port' });
  expect(changed).toMatchObject({ status: 200, body: { watch: { query: 'harbour OR port' } } });
  expect(await onDisk()).toBe(`# Ours.
watches:
  - id: port   # the harbour
    query: "harbour OR port"
  - id: strike
    query: strike
`);
  expect((await call('DELETE', '/api/v1/watches/strike', changed.etag)).status).toBe(200);
  expect((await call('GET', '/api/v1/watches')).body.watches.map(({ id }: { id: string }) => id)).toEqual(['port']);

  const [third, , first] = await listVersions(pages.db, 3);
  expect([first!.message, first!.author, third!.source]).toEqual(['why', 'admin (API)', 'watch remove']);
  expect((await findActiveVersion(pages.db))!.digest).toBe(digestOf((await loadFiles(folder.path, {})).files));
});

it('refuses an edit that began from another version, and shows what both have changed', async () => {
  const base = await latest();
  await call('PATCH', '/api/v1/watches/port', base, { query: 'theirs' });
  const late = await call('PATCH', '/api/v1/watches/port', base, { query: 'mine' });
  expect(late).toMatchObject({ status: 412, body: { kind: 'outdated' } });
  expect(late.body.theirs).toContain('+    query: "theirs"');
  expect(late.body.yours).toContain('+    query: "mine"');
  expect(await onDisk()).toContain('theirs');
});

it('lets one of two through that edit at once', async () => {
  const base = await latest();
  const edits = ['one', 'two', 'three'].map((query) => call('PATCH', '/api/v1/watches/port', base, { query }));
  const statuses = (await Promise.all(edits)).map(({ status }) => status);
  expect(statuses.toSorted()).toEqual([200, 412, 412]);
  expect((await findActiveVersion(pages.db))!.digest).toBe(digestOf((await loadFiles(folder.path, {})).files));
});

it('changes nothing that was not asked for', async () => {
  const base = await latest();
  for (const [method, url, given, status] of [
    ['PATCH', '/api/v1/watches/port', { query: 'harbour AND' }, 422],
    ['PATCH', '/api/v1/watches/prt', { query: 'harbour' }, 422],
    ['PATCH', '/api/v1/watches/port', { colour: 'red' }, 400],
    ['POST', '/api/v1/watches', { id: 'port', query: 'x' }, 422],
    ['POST', '/api/v1/watches', { id: 'new' }, 400],
    ['POST', '/api/v1/watches', { id: 'new', query: 'x', message: 'a\u0000b' }, 400],
    ['PATCH', '/api/v1/watches/port?dryRun=true', { query: 'other' }, 200],
    ['DELETE', '/api/v1/watches/port?dryRun=true', undefined, 200],
  ] as const)
    expect([url, (await call(method, url, base, given)).status]).toEqual([url, status]);
  expect((await call('DELETE', '/api/v1/watches/port')).status).toBe(428);
  expect([await onDisk(), await latest()]).toEqual([FILE, base]);
});

it('answers the requests that docs/versions.md shows', async () => {
  await folder.write('wirewatch.yaml', `${FILE}  - {id: strike, query: strike}\n`);
  await activate(folder.path);
  const page = (await readFile('docs/versions.md', 'utf8')).replaceAll('\\\n', '');
  const shown = [...page.matchAll(/^curl -u admin:\S+ (.*)$/gm)].map(([, rest]) => rest!);
  expect(shown).toHaveLength(2);
  for (const command of shown) {
    const option = (name: string) =>
      [...command.matchAll(new RegExp(`-${name} (?:'([^']*)'|(\\S+))`, 'g'))].map(([, a, b]) => a ?? b!);
    const headers = Object.fromEntries(option('H').map((header) => header.split(': ')));
    const { statusCode } = await pages.request({
      method: (option('X')[0] ?? 'GET') as 'GET',
      url: /localhost:8080(\S+)/.exec(command)![1]!,
      headers: { ...headers, ...(headers['If-Match'] && { 'If-Match': await latest() }) },
      ...(option('d')[0] && { payload: option('d')[0]! }),
    });
    expect([command, statusCode]).toEqual([command, 200]);
  }
  expect(await onDisk()).toContain('strike NEAR/8 railway');
});

it('fills in no variable that somebody writes into a value', async () => {
  const name = `the $\{PATH} of it`;
  const { body } = await call('PATCH', '/api/v1/watches/port', await latest(), { name });
  expect(body.watch.name).toBe(name);
  expect(await onDisk()).toContain(`the $${name.slice(4)}`);
});

it('leaves the files as they were when the database refuses the version', async () => {
  const base = await latest();
  await sql`ALTER TABLE config_versions ADD CONSTRAINT refused CHECK (number <= ${sql.lit(Number(base.replaceAll('"', '')))})`.execute(
    pages.db,
  );
  const { statusCode } = await pages.request({
    method: 'PATCH',
    url: '/api/v1/watches/port',
    headers: { 'if-match': base },
    payload: { query: 'other' },
  });
  await sql`ALTER TABLE config_versions DROP CONSTRAINT refused`.execute(pages.db);
  expect([statusCode, await onDisk(), await latest()]).toEqual([500, FILE, base]);
});

it('does not bring along what stands on the disk and does not run', async () => {
  await folder.write('wirewatch.yaml', `${FILE}  - {id: other, query: other}\n`);
  const refused = await call('PATCH', '/api/v1/watches/port', await latest(), { query: 'x' });
  expect(refused).toMatchObject({ status: 409, body: { kind: 'behind' } });
});
