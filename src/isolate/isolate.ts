import { isNativeError } from 'node:util/types';
import { Piscina } from 'piscina';
import type { ThreadTask } from './thread.ts';

/** How an isolated task ended. `failed` carries a reason for operators; the worker it ran in is gone after `timeout` and `memory`. */
export type IsolatedResult<T> =
  | { kind: 'done'; value: T }
  | { kind: 'failed'; why: 'timeout' | 'memory' | 'error'; reason: string };

/** Worker threads for work on hostile input: each task has a deadline and a heap of its own, and cannot take the process down. */
export interface Isolate<Input, Output> {
  /** @param transfer Memory of the input that is handed over to the thread instead of copied: nobody else can read it afterwards. */
  run(input: Input, transfer?: ArrayBuffer[]): Promise<IsolatedResult<Output>>;
  close(): Promise<void>;
}

/** What runs in the threads, and what each may use. */
export interface IsolateOptions {
  /** URL of the worker module; its default export takes the input and returns, or promises, the output. */
  worker: URL;
  /** ms a task may take from the moment its thread begins with it; then the thread is killed. The start of a thread does not count. */
  deadlineMs: number;
  /** Old-generation heap a thread may use, in MiB. */
  heapMiB: number;
  /** Threads at most. */
  threads: number;
}

/** Starts no thread until the first task. Tasks above `threads` wait in line; waiting does not count against the deadline. */
export function createIsolate<Input, Output>(options: IsolateOptions): Isolate<Input, Output> {
  const pool = new Piscina<ThreadTask, Output>({
    filename: new URL('./thread.ts', import.meta.url).href,
    workerData: { worker: options.worker.href },
    minThreads: 0,
    maxThreads: options.threads,
    // One task at a time on a thread: a killed thread must not take a second task with it.
    concurrentTasksPerWorker: 1,
    idleTimeout: 30_000,
    resourceLimits: { maxOldGenerationSizeMb: options.heapMiB },
  });
  const line = createLine(options.threads);

  return {
    async run(input, transfer = []) {
      const leave = await line.enter();
      const deadline = createDeadline(options.deadlineMs);
      try {
        const task = { input, begun: deadline.begun };
        return { kind: 'done', value: await pool.run(task, { signal: deadline.signal, transferList: transfer }) };
      } catch (error) {
        return failure(error, deadline, options);
      } finally {
        deadline.end();
        leave();
      }
    },
    close: () => pool.destroy(),
  };
}

/** ms a thread may take to start, on however busy a machine. */
const START_MS = 60_000;

interface Deadline {
  /** Shared with the thread, which sets it to 1 when it begins. */
  begun: Int32Array<SharedArrayBuffer>;
  /** Aborted when the time is over. */
  signal: AbortSignal;
  end(): void;
}

/** Counts from when the task is begun: a thread that has yet to start must not cost a document its time. */
function createDeadline(ms: number): Deadline {
  const abort = new AbortController();
  const begun = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  let timer = setTimeout(() => abort.abort(), START_MS);
  let ended = false;
  const begins = Atomics.waitAsync(begun, 0, 0);
  if (begins.async) {
    begins.value.then(() => {
      clearTimeout(timer);
      if (!ended) timer = setTimeout(() => abort.abort(), ms);
    });
  }
  return {
    begun,
    signal: abort.signal,
    end() {
      ended = true;
      clearTimeout(timer);
      Atomics.notify(begun, 0);
    },
  };
}

function failure(error: unknown, { begun, signal }: Deadline, options: IsolateOptions): IsolatedResult<never> {
  if (signal.aborted) {
    const reason = begun[0] === 1 ? `took longer than ${options.deadlineMs} ms` : 'found no thread that would start';
    return { kind: 'failed', why: 'timeout', reason };
  }
  if (!isNativeError(error)) return { kind: 'failed', why: 'error', reason: `threw ${String(error)}` };
  if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return { kind: 'failed', why: 'memory', reason: `needed more than ${options.heapMiB} MiB` };
  }
  return { kind: 'failed', why: 'error', reason: error.message };
}

/** Lets `places` callers in at once, the others in the order they came. */
function createLine(places: number) {
  let free = places;
  const waiting: (() => void)[] = [];
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return {
    async enter(): Promise<() => void> {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      return leave;
    },
  };
}
