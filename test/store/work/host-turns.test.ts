import { sql } from 'kysely';
import type { HostLimits, HostTurns, Turn } from '../../../src/net/turns.ts';
import { createHostTurns } from '../../../src/store/work/host-turns.ts';
import { eventually } from '../../support/app.ts';
import { useStore } from '../support.ts';

const HOLD_MS = 60_000;
const store = useStore();

/** Two processes, as far as hosts are concerned: they share nothing but the database. */
function twoProcesses(limits: HostLimits): [HostTurns, HostTurns] {
  return [createHostTurns(store.db, limits), createHostTurns(store.db, limits)];
}

function mine(turn: Turn): Extract<Turn, { kind: 'yours' }> {
  if (turn.kind !== 'yours') throw new Error(turn.reason);
  return turn;
}

const HOST = 'news.example';

it('gives no more turns at once than allowed, over all processes', async () => {
  const [here, there] = twoProcesses({ atOnce: 2, delayMs: 0 });
  const first = mine(await here.take(HOST, 0, HOLD_MS));
  mine(await there.take(HOST, 0, HOLD_MS));
  for (const process of [here, there]) {
    expect(await process.take(HOST, 0, HOLD_MS)).toMatchObject({
      kind: 'later',
      reason: 'others are before us at news.example',
    });
  }
  const waiting = there.take(HOST, 10_000, HOLD_MS);
  first.end();
  first.end();
  mine(await waiting);
  expect(await here.take(HOST, 0, HOLD_MS)).toMatchObject({ kind: 'later' });
});

it('keeps the delay between two requests to one host, over all processes', async () => {
  const [here, there] = twoProcesses({ atOnce: 10, delayMs: 300 });
  const startedAt = performance.now();
  mine(await here.take(HOST, 0, HOLD_MS));
  mine(await there.take('other.example', 0, HOLD_MS));
  expect(await there.take(HOST, 0, HOLD_MS)).toMatchObject({ kind: 'later' });
  mine(await there.take(HOST, 5_000, HOLD_MS));
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(299);
});

it('leaves a host alone that wants it, in every process, and remembers the longest rest', async () => {
  const [here, there] = twoProcesses({ atOnce: 10, delayMs: 0 });
  await here.quiet(HOST, 60_000);
  await here.quiet(HOST, 1_000);
  const turn = await there.take(HOST, 1_000, HOLD_MS);
  expect(turn).toMatchObject({ kind: 'later', reason: expect.stringMatching(/^news\.example wants to be left alone/) });
  expect(turn.kind === 'later' && turn.inMs).toBeGreaterThan(50_000);
  mine(await there.take('sister.example', 0, HOLD_MS));
});

it('sends those it puts off back one after the other', async () => {
  const [here] = twoProcesses({ atOnce: 1, delayMs: 1_000 });
  mine(await here.take(HOST, 0, HOLD_MS));
  const later = await Promise.all([1, 2, 3].map(() => here.take(HOST, 0, HOLD_MS)));
  const times = later.map((turn) => (turn.kind === 'later' ? turn.inMs : 0)).sort((a, b) => a - b);
  expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(900);
  expect(times[2]! - times[1]!).toBeGreaterThanOrEqual(900);
});

it('gives the turn of a process that died to others once its time is over', async () => {
  const [here, there] = twoProcesses({ atOnce: 1, delayMs: 0 });
  mine(await here.take(HOST, 0, 2_000));
  expect(await there.take(HOST, 0, HOLD_MS)).toMatchObject({ kind: 'later' });
  mine(await there.take(HOST, 10_000, HOLD_MS));
});

it('forgets a turn that ended', async () => {
  const [here] = twoProcesses({ atOnce: 1, delayMs: 0 });
  mine(await here.take(HOST, 0, HOLD_MS)).end();
  await eventually('the turn to be given back', async () => {
    const { rows } = await sql<{ n: number }>`SELECT cardinality(turns) AS n FROM hosts`.execute(store.db);
    return rows[0]!.n === 0;
  });
});

it('answers hundreds of requests that come together, with few statements', async () => {
  const [here, there] = twoProcesses({ atOnce: 2, delayMs: 0 });
  const hosts = Array.from({ length: 300 }, (_, index) => `${index % 150}.example`);
  const turns = await Promise.all(hosts.map((host, index) => (index % 2 ? here : there).take(host, 5_000, HOLD_MS)));
  for (const turn of turns) mine(turn);
  for (const host of new Set(hosts)) expect(await here.take(host, 0, HOLD_MS)).toMatchObject({ kind: 'later' });
});
