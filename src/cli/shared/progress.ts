import { Presets, SingleBar } from 'cli-progress';

/** How far a long task is, shown to people. */
export interface Progress {
  update(done: number, total: number): void;
  /** Takes the bar away. */
  end(): void;
}

/**
 * The same for what prints lines as it goes: null, and nothing need be counted, where there is no terminal, or the lines are
 * on it and the bar would be in their way.
 */
export function startProgressBesideLines(what: string): Progress | null {
  return process.stderr.isTTY && !process.stdout.isTTY ? startProgress(what) : null;
}

/** A bar on standard error where that is a terminal; nothing elsewhere, so that logs and pipes stay clean. */
export function startProgress(what: string): Progress {
  if (!process.stderr.isTTY) return { update() {}, end() {} };
  const bar = new SingleBar(
    { format: `${what} {bar} {value}/{total}`, stream: process.stderr, clearOnComplete: true, hideCursor: true },
    Presets.shades_classic,
  );
  bar.start(1, 0);
  return {
    update(done, total) {
      bar.setTotal(total);
      bar.update(done);
    },
    end: () => bar.stop(),
  };
}
