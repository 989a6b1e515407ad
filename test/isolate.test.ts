import { createIsolate, type Isolate } from '../src/isolate/isolate.ts';
import type { Task } from './support/isolate-worker.ts';

const double = (number: number): Task => ({ kind: 'double', number });

let isolate: Isolate<Task, number>;

function start(options: { threads?: number; deadlineMs?: number }) {
  isolate = createIsolate({
    worker: new URL('./support/isolate-worker.ts', import.meta.url),
    threads: options.threads ?? 1,
    deadlineMs: options.deadlineMs ?? 10_000,
    heapMiB: 32,
  });
}

afterEach(() => isolate.close());

it('returns what the worker returns', async () => {
  start({});
  expect(await isolate.run(double(21))).toEqual({ kind: 'done', value: 42 });
});

it('kills an endless loop at the deadline, and the task that waited in line all that time runs', async () => {
  start({ deadlineMs: 1_500 });
  const [looped, doubled] = await Promise.all([isolate.run({ kind: 'loop' }), isolate.run(double(4))]);
  expect(looped).toEqual({ kind: 'failed', why: 'timeout', reason: 'took longer than 1500 ms' });
  expect(doubled).toEqual({ kind: 'done', value: 8 });
});

it('does not count the start of its thread', async () => {
  // The module takes longer to load than a task may take.
  isolate = createIsolate({
    worker: new URL('./support/slow-isolate-worker.ts', import.meta.url),
    threads: 1,
    deadlineMs: 500,
    heapMiB: 32,
  });
  expect(await isolate.run(double(21))).toEqual({ kind: 'done', value: 42 });
});

it('reports a heap overrun as such, and goes on', async () => {
  start({});
  const [hoarded, doubled] = await Promise.all([isolate.run({ kind: 'hoard' }), isolate.run(double(5))]);
  expect(hoarded).toEqual({ kind: 'failed', why: 'memory', reason: 'needed more than 32 MiB' });
  expect(doubled).toEqual({ kind: 'done', value: 10 });
});

it('hands on the message of what the worker threw', async () => {
  start({});
  const thrown = await isolate.run({ kind: 'throw', message: 'no such thing' });
  expect(thrown).toEqual({ kind: 'failed', why: 'error', reason: 'no such thing' });
});

it('takes it when the worker throws something that is not an error', async () => {
  start({});
  const thrown = await isolate.run({ kind: 'throwText', message: 'words' });
  expect(thrown).toEqual({ kind: 'failed', why: 'error', reason: 'threw words' });
});

it('runs as many tasks at once as it has threads, and no more', async () => {
  start({ threads: 2 });
  const others = new Int32Array(new SharedArrayBuffer(8));
  const tasks = Array.from({ length: 6 }, () => isolate.run({ kind: 'meet', others, places: 2 }));
  const present = (await Promise.all(tasks)).map((result) => (result.kind === 'done' ? result.value : Number.NaN));
  expect(Math.max(...present)).toBe(2);
});
