import { rename, symlink, unlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { loadFiles } from '../../../src/config/load.ts';
import { publish } from '../../../src/pipeline/config/publish.ts';
import { findVersion, listVersions } from '../../../src/store/versions/config-versions.ts';
import { listProcesses } from '../../../src/store/work/reports.ts';
import { useStore } from '../../store/support.ts';
import { eventually } from '../../support/app.ts';
import { configText, type Folder, makeFolder, startFollowing, type TestProcess } from './support.ts';

const store = useStore();
const folders: Folder[] = [];
const processes: TestProcess[] = [];

afterEach(async () => {
  await Promise.all(processes.splice(0).map((one) => one.close()));
  await Promise.all(folders.splice(0).map((one) => one.remove()));
});

async function folder(files: Record<string, string> = { 'wirewatch.yaml': configText() }): Promise<Folder> {
  const made = await makeFolder(files);
  folders.push(made);
  return made;
}

async function start(directory: string, more: { env?: Record<string, string>; isOnly?: boolean } = {}) {
  const started = await startFollowing(store.url, { directory, ...more });
  if ('problems' in started) throw new Error(started.problems.join('\n'));
  processes.push(started);
  return started;
}

const versionsOf = async () => (await listVersions(store.db, 100)).map(({ number }) => number);
const runs = ({ follower }: TestProcess, version: number) =>
  eventually(`version ${version}`, async () => follower.current.version === version);
const watchesOf = ({ follower }: TestProcess) => follower.current.config.watches.map(({ id }) => id);
const diskOf = async (process: TestProcess) => (await process.follower.look()).disk;
const activeFeeds = async () =>
  (await store.db.selectFrom('feeds').select('id').where('active', '=', true).orderBy('id').execute()).map(
    ({ id }) => id,
  );

describe('what watches are expected to match', () => {
  const UNMET = 'the configuration is active, and its watches do not do all that is expected of them';
  const text = (one: string, other = 'Signal') =>
    `watches:
  - {id: one, query: ${one}, expect: {match: [Telegram is here., {file: story.txt}, {url: 'http://127.0.0.1:1/'}]}}
  - {id: other, query: ${other}, expect: {match: [Threema]}}
`;

  it('is told as a warning of watches that an edit has changed, which is active all the same', async () => {
    const made = await folder({ 'wirewatch.yaml': text('Telegram'), 'story.txt': 'Telegram' });
    const before = await start(made.path);
    await eventually('a warning', async () => before.warned(UNMET).length > 0);
    await before.follower.close();
    expect(before.warned(UNMET)).toEqual([
      expect.objectContaining({ version: 1, count: 1, problems: [expect.stringMatching(/:3:.*"other" must match/)] }),
    ]);

    // The watch that was not changed is not told again, and was not before this process, either.
    const one = await start(made.path);
    await made.write('wirewatch.yaml', text('Messenger'));
    expect(await diskOf(one)).toEqual({ kind: 'active' });
    expect(one.follower.current.version).toBe(2);
    await eventually('a warning', async () => one.warned(UNMET).length > 0);
    await made.write('story.txt', 'Messenger');
    expect(await diskOf(one)).toEqual({ kind: 'active' });
    await eventually('another warning', async () => one.warned(UNMET).length > 1);
    await made.write('wirewatch.yaml', `${text('Messenger')}# the same\n`);
    expect(await diskOf(one)).toEqual({ kind: 'active' });
    await one.follower.close();
    expect(one.follower.current.version).toBe(4);
    const reasons = [expect.stringMatching(/:2:.*"one" must match/), expect.stringMatching(/:2:.*"one" must match/)];
    expect(one.warned(UNMET)).toEqual([
      expect.objectContaining({ version: 2, count: 2, problems: reasons }),
      expect.objectContaining({ version: 3, count: 1, problems: reasons.slice(1) }),
    ]);
  });
});

describe('a process that is alone', () => {
  it('makes what is in its directory the first version, and reports it', async () => {
    const { path } = await folder();
    const one = await start(path);
    expect(one.follower.current.version).toBe(1);
    expect(await findVersion(store.db, 1)).toMatchObject({ author: 'anna@test', source: 'start', restores: null });
    expect(await activeFeeds()).toEqual(['a']);
    const reports = (await listProcesses(store.db)).map(({ report }) => report);
    expect(reports).toEqual([expect.objectContaining({ version: 1, disk: { kind: 'active' }, directory: path })]);
  });

  it('makes no version of a start with the same files, nor of a file that is only touched', async () => {
    const made = await folder();
    await (await start(made.path)).follower.close();
    const again = await start(made.path);
    await utimes(join(made.path, 'wirewatch.yaml'), new Date(), new Date());
    await made.write('wirewatch.yaml', configText());
    expect(await diskOf(again)).toEqual({ kind: 'active' });
    expect(await versionsOf()).toEqual([1]);
    expect(again.swaps).toEqual([]);
  });

  it('activates what was saved while nothing ran, older files too', async () => {
    const made = await folder();
    await (await start(made.path, { isOnly: true })).follower.close();
    await made.write('wirewatch.yaml', configText({ watches: ['other'] }));
    await (await start(made.path, { isOnly: true })).follower.close();
    await made.write('wirewatch.yaml', configText());
    expect(watchesOf(await start(made.path, { isOnly: true }))).toEqual(['w']);
    expect(await versionsOf()).toEqual([3, 2, 1]);
  });

  it('runs the last good version when what it is started with is wrong, and says so', async () => {
    const made = await folder();
    await (await start(made.path, { isOnly: true })).follower.close();
    await made.write('wirewatch.yaml', 'watches: [{id: w}]');
    const one = await start(made.path, { isOnly: true });
    expect(watchesOf(one)).toEqual(['w']);
    expect(await diskOf(one)).toMatchObject({ kind: 'invalid', count: expect.any(Number) });
  });

  it('does not begin when there is no version that could run', async () => {
    const made = await folder({ 'wirewatch.yaml': 'watches: [{id: w}]' });
    expect(await startFollowing(store.url, { directory: made.path })).toEqual({ problems: [expect.any(String)] });
    expect(await versionsOf()).toEqual([]);
  });
});

describe('an edit', () => {
  it.each<[string, (made: Folder) => Promise<unknown>]>([
    ['a file that is written over', (made) => made.write('watches/one.yaml', 'watches: [{id: two, query: two}]')],
    [
      'a file that appears under a pattern',
      (made) => made.write('watches/two.yaml', 'watches: [{id: two, query: two}]'),
    ],
    [
      'a file that takes the place of another, as editors do it',
      async (made) => {
        await made.write('watches/.one.yaml.swp', 'watches: [{id: two, query: two}]');
        await rename(join(made.path, 'watches/.one.yaml.swp'), join(made.path, 'watches/one.yaml'));
      },
    ],
  ])('takes effect by itself: %s', async (_, edit) => {
    const made = await folder({
      'wirewatch.yaml': 'include: [watches/*.yaml]\n',
      'watches/one.yaml': 'watches: [{id: one, query: one}]',
    });
    const one = await start(made.path);
    await edit(made);
    await runs(one, 2);
    expect(watchesOf(one)).toContain('two');
    expect(one.swaps.map(({ version }) => version)).toEqual([2]);
    expect(await findVersion(store.db, 2)).toMatchObject({ source: 'file' });
  });

  it('takes effect where a link to a folder is swapped, as Kubernetes does it', async () => {
    const made = await folder({
      '..one/wirewatch.yaml': configText({ watches: ['one'] }),
      '..two/wirewatch.yaml': configText({ watches: ['two'] }),
    });
    const at = (name: string) => join(made.path, name);
    await symlink('..one', at('..data'));
    await symlink('..data/wirewatch.yaml', at('wirewatch.yaml'));
    const one = await start(made.path);
    await symlink('..two', at('..data_tmp'));
    await rename(at('..data_tmp'), at('..data'));
    await runs(one, 2);
    expect(watchesOf(one)).toEqual(['two']);
  });

  it('that is wrong leaves what runs, and is over when it is mended', async () => {
    const made = await folder();
    const one = await start(made.path);
    await made.write('wirewatch.yaml', 'watches: [{id: w, query: "a NEAR"}]');
    expect(await diskOf(one)).toMatchObject({
      kind: 'invalid',
      problems: [expect.stringContaining('wirewatch.yaml:1:')],
    });
    expect([one.follower.current.version, watchesOf(one)]).toEqual([1, ['w']]);
    expect((await listProcesses(store.db))[0]!.report!.disk.kind).toBe('invalid');
    await made.write('wirewatch.yaml', configText({ watches: ['mended'] }));
    await runs(one, 2);
    expect(await diskOf(one)).toEqual({ kind: 'active' });
  });

  it('of a file that goes away for a moment is none', async () => {
    const made = await folder();
    const one = await start(made.path);
    await unlink(join(made.path, 'wirewatch.yaml'));
    expect(await diskOf(one)).toMatchObject({
      kind: 'invalid',
      problems: [expect.stringContaining('There is no configuration here')],
    });
    expect(one.follower.current.version).toBe(1);
    await made.write('wirewatch.yaml', configText());
    expect(await diskOf(one)).toEqual({ kind: 'active' });
    expect(await versionsOf()).toEqual([1]);
  });

  it('does not undo what was made active from elsewhere, though nothing else runs', async () => {
    const made = await folder();
    const one = await start(made.path, { isOnly: true });
    const elsewhere = await folder({ 'wirewatch.yaml': configText({ watches: ['theirs'] }) });
    const { files, checked } = await loadFiles(elsewhere.path, {});
    if (checked.kind !== 'valid') throw new Error('wrong');
    const about = { author: 'b', source: 'apply', message: null, restores: null, diskDigest: null, base: 1 };
    await publish(store.db, { files, config: checked.config, ...about });
    await runs(one, 2);
    await made.write('wirewatch.yaml', configText({ watches: ['w', 'mine'] }));
    expect(await diskOf(one)).toMatchObject({ kind: 'behind' });
    expect(watchesOf(one)).toEqual(['theirs']);
    await made.write('wirewatch.yaml', configText({ watches: ['theirs'] }));
    expect(await diskOf(one)).toMatchObject({ kind: 'active' });
    await made.write('wirewatch.yaml', configText({ watches: ['theirs', 'mine'] }));
    expect(await diskOf(one)).toMatchObject({ kind: 'active' });
    expect(watchesOf(one)).toEqual(['theirs', 'mine']);
  });

  it('of a secret in a file takes effect, and makes no version', async () => {
    const receivers = `receivers: [{id: hook, webhook: {url: "https://hook.example/", secret: "\${HOOK}"}}]`;
    const made = await folder({ 'wirewatch.yaml': receivers, hook: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' });
    const env = { HOOK_FILE: join(made.path, 'hook') };
    const one = await start(made.path, { env });
    const secret = () => {
      const { channel } = one.follower.current.config.receivers[0]!;
      return channel.kind === 'webhook' && channel.secret;
    };
    await made.write('hook', 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD');
    await eventually('the new secret', async () => secret() === 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD');
    expect(await versionsOf()).toEqual([1]);
    const { rows } = await sql<{ text: string }>`SELECT text FROM config_texts`.execute(store.db);
    expect(rows).toEqual([{ text: receivers }]);
  });
});

describe('several processes', () => {
  it('all go on with what one of them sees saved', async () => {
    const [left, right] = [await folder(), await folder()];
    const [one, two] = [await start(left.path), await start(right.path)];
    await left.write('wirewatch.yaml', configText({ watches: ['new'] }));
    await Promise.all([runs(one, 2), runs(two, 2)]);
    expect(watchesOf(two)).toEqual(['new']);
    expect(await diskOf(two)).toMatchObject({ kind: 'behind' });
    // Its directory is brought up to date later.
    await right.write('wirewatch.yaml', configText({ watches: ['new'] }));
    expect(await diskOf(two)).toEqual({ kind: 'active' });
    expect(await versionsOf()).toEqual([2, 1]);
  });

  it('keep what runs when one is started with other files', async () => {
    const [now, old] = [await folder({ 'wirewatch.yaml': configText({ feeds: ['a', 'b'] }) }), await folder()];
    await start(now.path);
    const late = await start(old.path);
    expect([late.follower.current.version, await activeFeeds()]).toEqual([1, ['a', 'b']]);
    expect(await diskOf(late)).toEqual({
      kind: 'behind',
      reason: 'version 1 of anna@test runs instead of these files',
    });
  });

  it('keep what runs when one cannot: it goes on with what it had', async () => {
    const [left, right] = [await folder(), await folder()];
    const one = await start(left.path, { env: { KEY: 'k' } });
    const two = await start(right.path);
    await left.write('wirewatch.yaml', `${configText()}network: {contact: "https://\${KEY}.example/"}\n`);
    await runs(one, 2);
    await eventually('a report', async () => {
      const reports = await listProcesses(two.db);
      return reports.some(({ report }) => report?.stuck?.includes('KEY is not set'));
    });
    expect(two.follower.current.version).toBe(1);
    // What it read would be matched by watches of yesterday; but somebody has to read.
    await eventually('it to leave the reading to the other', async () => two.follower.leavesReading);
    expect(one.follower.leavesReading).toBe(false);
    await one.close();
    await eventually('it to read again', async () => !two.follower.leavesReading);
  });
});
