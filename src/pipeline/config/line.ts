/** Calls `work` for whoever asks, never twice at once: who comes meanwhile gets the next, together with all others. */
export function createLine(work: () => Promise<boolean>): { next(): Promise<boolean>; end(): Promise<void> } {
  let underWay: Promise<boolean> | null = null;
  let waiting: Promise<boolean> | null = null;
  const begin = () => {
    underWay = work().finally(() => {
      underWay = null;
    });
    return underWay;
  };
  return {
    next() {
      if (!underWay) return begin();
      waiting ??= underWay
        .catch(() => {})
        .then(() => {
          waiting = null;
          return begin();
        });
      return waiting;
    },
    async end() {
      await Promise.allSettled([underWay, waiting]);
    },
  };
}
