/** What a task of the isolate's tests does in its thread. */
export type Task =
  | { kind: 'double'; number: number }
  | { kind: 'loop' }
  | { kind: 'hoard' }
  | { kind: 'throw'; message: string }
  | { kind: 'throwText'; message: string }
  | { kind: 'meet'; others: Int32Array; places: number };

export default function work(task: Task): number {
  switch (task.kind) {
    case 'double':
      return task.number * 2;
    case 'loop':
      for (;;);
    case 'hoard': {
      const hoard: number[][] = [];
      for (;;) hoard.push(Array.from({ length: 10_000 }, (_, i) => i + hoard.length));
    }
    case 'throw':
      throw new Error(task.message);
    case 'throwText':
      throw task.message;
    case 'meet':
      return meet(task.others, task.places);
  }
}

/** Notes how many tasks are in here at once; the first stays until as many as there are places have come. */
function meet(others: Int32Array, places: number): number {
  const present = Atomics.add(others, 0, 1) + 1;
  Atomics.notify(others, 0);
  while (places > 1 && Atomics.load(others, 1) === 0 && Atomics.load(others, 0) < places) {
    Atomics.wait(others, 0, Atomics.load(others, 0), 50);
  }
  Atomics.store(others, 1, 1);
  Atomics.sub(others, 0, 1);
  return present;
}
