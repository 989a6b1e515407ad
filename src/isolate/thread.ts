import { workerData } from 'node:worker_threads';

/** What a thread gets for a task. */
export interface ThreadTask {
  input: unknown;
  /** Set to 1 when the task begins: what came before was the thread's start. */
  begun: Int32Array;
}

const { worker } = workerData as { worker: string };
const { default: work } = (await import(worker)) as { default: (input: unknown) => unknown };

/** What runs in each thread of an isolate: says that it begins, and does the work of the module it was started for. */
export default function run({ input, begun }: ThreadTask): unknown {
  Atomics.store(begun, 0, 1);
  Atomics.notify(begun, 0);
  return work(input);
}
