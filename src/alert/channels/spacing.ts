/** When a message may go: after a short wait, or later, in an attempt of its own. */
export type Turn = { kind: 'soon' | 'later'; inMs: number };

/** Spaces out what goes to one address. In this process only. */
export interface Spacing {
  /** Takes a place in the line for `key`; `later` takes none. `now` in ms since 1970. */
  take(key: string, now: number): Turn;
  /** Nothing goes to `key` for `ms`. */
  pause(key: string, ms: number, now: number): void;
}

/** State of one line, in ms since 1970. */
interface Line {
  /** From when on the next message may go. */
  free: number;
  /** When the last of those that were sent away is to return. */
  backlog: number;
}

/** Lines are looked through for idle ones when there are as many as this. */
const MANY = 1_000;

/**
 * One message every `gapMs`. Whoever would wait longer than `patienceMs` is sent away until later, each to a time of its
 * own, so that a long line keeps no worker from other receivers.
 */
export function createSpacing(gapMs: number, patienceMs: number): Spacing {
  const lines = new Map<string, Line>();
  const lineOf = (key: string, now: number): Line => {
    if (lines.size >= MANY) forgetIdle(lines, now);
    const line = lines.get(key) ?? { free: 0, backlog: 0 };
    lines.set(key, line);
    return line;
  };
  return {
    take(key, now) {
      const line = lineOf(key, now);
      const start = Math.max(now, line.free);
      if (start - now > patienceMs) {
        line.backlog = Math.max(line.backlog, start) + gapMs;
        return { kind: 'later', inMs: line.backlog - now };
      }
      line.free = start + gapMs;
      return { kind: 'soon', inMs: start - now };
    },
    pause(key, ms, now) {
      const line = lineOf(key, now);
      line.free = Math.max(line.free, now + ms);
    },
  };
}

function forgetIdle(lines: Map<string, Line>, now: number): void {
  for (const [key, { free, backlog }] of lines) if (free < now && backlog < now) lines.delete(key);
}
