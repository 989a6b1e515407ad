/** A place among those who ask a host, or word when to come again. `end` gives the place to the next; it may be called twice. */
export type Turn = { kind: 'yours'; end(): void } | { kind: 'later'; inMs: number; reason: string };

/** How many may ask one host at once, and how far apart their requests begin. */
export interface HostLimits {
  atOnce: number;
  /** ms from the beginning of a request to that of the next one. */
  delayMs: number;
}

/**
 * Takes care that no host is asked by too many at once, or too often. A host is a host name: sisters below one public
 * suffix (`a.example.github.io`, `b.example.github.io`) are strangers to each other.
 */
export interface HostTurns {
  /**
   * Waits for a turn, `waitMs` at the longest. A turn counts as over after `holdMs`, for the case that its holder dies.
   */
  take(host: string, waitMs: number, holdMs: number): Promise<Turn>;
  /** The host wants to be left alone for so many ms. A longer rest that it already has stays. */
  quiet(host: string, ms: number): Promise<void>;
}

interface HostState {
  underWay: number;
  nextAt: number;
  quietUntil: number;
  waiting: Set<() => void>;
}

/** Turns among the requests of this process alone. Hosts are remembered as long as the process runs. */
export function createLocalTurns({ atOnce, delayMs }: HostLimits): HostTurns {
  const hosts = new Map<string, HostState>();
  const stateOf = (host: string): HostState => {
    const known = hosts.get(host);
    if (known) return known;
    const state = { underWay: 0, nextAt: 0, quietUntil: 0, waiting: new Set<() => void>() };
    hosts.set(host, state);
    return state;
  };
  const end = (state: HostState) => {
    state.underWay -= 1;
    for (const wake of state.waiting) wake();
  };

  return {
    async take(host, waitMs) {
      const state = stateOf(host);
      const giveUpAt = performance.now() + waitMs;
      for (;;) {
        const now = performance.now();
        const freeAt = Math.max(state.nextAt, state.quietUntil);
        if (freeAt <= now && state.underWay < atOnce) {
          state.underWay += 1;
          state.nextAt = now + delayMs;
          let ended = false;
          return {
            kind: 'yours',
            end() {
              if (!ended) end(state);
              ended = true;
            },
          };
        }
        if (Math.max(freeAt, now + 1) > giveUpAt) {
          return {
            kind: 'later',
            inMs: Math.max(freeAt - now, delayMs),
            reason: laterReason(host, state.quietUntil - now),
          };
        }
        await wakened(state.waiting, freeAt > now ? freeAt - now : giveUpAt - now);
      }
    },
    async quiet(host, ms) {
      const state = stateOf(host);
      state.quietUntil = Math.max(state.quietUntil, performance.now() + ms);
    },
  };
}

/** Why a turn is put off. @param quietMs How long the host still wants to be left alone; 0 or less: it does not. */
export function laterReason(host: string, quietMs: number): string {
  if (quietMs > 0) return `${host} wants to be left alone for another ${Math.ceil(quietMs / 1_000)} s`;
  return `others are before us at ${host}`;
}

/** Waits for `ms`, or until somebody's turn ends. */
function wakened(waiting: Set<() => void>, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      waiting.delete(wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    waiting.add(wake);
  });
}
