/** A place in a feed's line. */
export interface Place {
  /** Does the work once all that came to the line before are done. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /** Gives the place back; a second time does nothing. */
  leave(): void;
}

/** The lines of all feeds. */
export interface Places {
  /** A place at the end of the feed's line, or null when it is full, or all lines together are. */
  enter(feedId: string): Place | null;
}

/** Lines with `perFeed` places each, `total` together: so many pushes are in memory at most. */
export function createPlaces({ perFeed, total }: { perFeed: number; total: number }): Places {
  const lines = new Map<string, { taken: number; last: Promise<unknown> }>();
  const taken = new Set<Place>();
  return {
    enter(feedId) {
      const line = lines.get(feedId) ?? { taken: 0, last: Promise.resolve() };
      if (line.taken >= perFeed || taken.size >= total) return null;
      const place: Place = {
        inTurn(work) {
          const mine = line.last.then(work);
          line.last = mine.catch(() => {});
          return mine;
        },
        leave() {
          if (!taken.delete(place)) return;
          line.taken -= 1;
          if (line.taken === 0) lines.delete(feedId);
        },
      };
      line.taken += 1;
      lines.set(feedId, line);
      taken.add(place);
      return place;
    },
  };
}
