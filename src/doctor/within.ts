/** What came of something that was waited for. */
export type Awaited<T> = { kind: 'done'; value: T } | { kind: 'late' };

/** Waits for `work`, `ms` at most; what comes later is not waited for, nor is it told when it fails. Rejects as `work` does. */
export async function within<T>(ms: number, work: Promise<T>): Promise<Awaited<T>> {
  const timer = Promise.withResolvers<Awaited<T>>();
  const timeout = setTimeout(timer.resolve, ms, { kind: 'late' });
  try {
    return await Promise.race([work.then((value): Awaited<T> => ({ kind: 'done', value })), timer.promise]);
  } finally {
    clearTimeout(timeout);
  }
}
