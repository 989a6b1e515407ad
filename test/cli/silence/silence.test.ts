import { matchers } from '../../route/support.ts';
import { alerted, article, commit, feed, leasedItem, syncFeeds, watch } from '../../store/support.ts';
import { type Desk, openDesk } from '../delivery/support.ts';
import { fromLines } from '../support.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({});
  await syncFeeds(desk.db, [feed('a')]);
});
afterAll(() => desk.close());

it('keeps back what it names until it is ended, and then tells of it', async () => {
  const added = await desk.run('silence', 'add', 'watch = port', '--for', '2h', '--reason', 'we know', '--json');
  expect(added.code).toBe(0);
  const { silence } = JSON.parse(added.stdout);
  const [listed] = fromLines((await desk.run('silence', 'list', '--json')).stdout);
  expect(listed).toMatchObject({
    ...{ id: silence, state: 'active', matchers: matchers('watch = port'), reason: 'we know', receiverId: null },
    author: expect.stringMatching(/@/),
  });
  expect((await desk.run('silence', 'list')).stdout).toMatch(
    new RegExp(`^${silence} +active +watch = "port" {2}for all receivers\\n +ends in 1 hr.; .*: we know\\n$`),
  );

  for (const guid of ['one', 'two'])
    expect(
      alerted(await commit(desk.db, await leasedItem(desk.db, 'a', guid), article(guid), [watch('port')])),
    ).toEqual(['port']);
  const kept = fromLines((await desk.run('delivery', 'list', '--state', 'suppressed', '--json')).stdout);
  expect(kept.map(({ reason }) => reason)).toEqual([`silence ${silence}: we know`, `silence ${silence}: we know`]);
  const why = await desk.run('why', fromLines((await desk.run('alert', 'list', '--json')).stdout)[0].id);
  expect(why.stdout).toContain(`inbox was not told: silence ${silence}: we know.`);

  expect((await desk.run('silence', 'expire', String(silence))).stdout).toBe(`Silence ${silence} has ended.\n`);
  const again = await desk.run('silence', 'expire', String(silence));
  expect([again.code, again.stderr]).toEqual([1, `There is no silence ${silence}, or it has ended.\n`]);
  expect((await desk.run('silence', 'list')).stdout).toBe('');
  expect((await desk.run('silence', 'list', '--ended')).stdout).toContain('ended');

  const replayed = await desk.run('silence', 'replay', String(silence));
  expect(replayed.stdout).toBe('2 messages were kept back; 1 message tells of that now.\n');
  expect((await desk.run('delivery', 'list', '--state', 'pending')).stdout).toMatch(
    /^pending .* inbox {2}a digest: 2 stories\n +made .*, 0 attempts, .*port\n$/,
  );
  const [delivery] = fromLines((await desk.run('delivery', 'list', '--state', 'pending', '--json')).stdout);
  expect((await desk.run('delivery', 'show', delivery.id)).stdout).toContain('2 stories, 2 alerts');
});

it('is what `route test` says of an alert at the time of the silence', async () => {
  await desk.home.configure({ watches: [{ id: 'harbour', query: 'harbour' }] });
  await desk.run('silence', 'add', 'watch = harbour', '--for', '2h', '--reason', 'known');
  const test = (...more: string[]) => desk.run('route', 'test', '--watch', 'harbour', ...more);
  expect((await test()).stdout).toMatch(/^inbox {2}not at all \(silence \d+: known\), since the watch names it\n$/);
  const inADay = new Date(Date.now() + 86_400_000).toISOString();
  expect((await test('--at', inADay)).stdout).toBe('inbox  at once, since the watch names it\n');
});

it('refuses what it cannot read', async () => {
  const cases: [string[], number, string][] = [
    [['silence', 'add', 'colour = red', '--for', '2h', '--reason', 'x'], 2, 'There is no label "colour"'],
    [['silence', 'add', '--for', 'ages', '--reason', 'x'], 2, 'a duration is written'],
    [['silence', 'add', '--for', '2h'], 2, "required option '--reason"],
    [['silence', 'replay', '999'], 1, 'There is no silence 999.'],
  ];
  for (const [args, code, words] of cases) {
    const answer = await desk.run(...args);
    expect([answer.code, answer.stderr]).toEqual([code, expect.stringContaining(words)]);
  }
});
