import { byFirst, indexFrom, type JoinedMention, type Mention } from './mentions.ts';

/** Steps taken in search of one loose phrase; more are needed only in texts made for it. */
const MAX_STEPS = 50_000;

/**
 * The words of a phrase in any order: from each place that one of them stands at, the shortest stretch that holds all.
 *
 * @param standing The places of each word, in the order of their first words.
 * @param slop Words that may stand among those of the phrase, all gaps together.
 */
export function findLoosePhrase(standing: readonly (readonly Mention[])[], slop: number): JoinedMention[] {
  if (standing.some((places) => places.length === 0)) return [];
  let steps = 0;

  /** The shorter of `best` and what begins with `chosen` and goes on with the words not used yet. */
  function shortest(
    chosen: Mention[],
    used: ReadonlySet<number>,
    room: number,
    best: Mention[] | null,
  ): Mention[] | null {
    const { last } = chosen.at(-1)!;
    if (chosen.length === standing.length) return best && best.at(-1)!.last <= last ? best : chosen;
    let found = best;
    for (const [nth, places] of standing.entries()) {
      if (used.has(nth)) continue;
      for (let index = indexFrom(places, last + 1); index < places.length; index += 1) {
        const next = places[index]!;
        const between = next.first - last - 1;
        steps += 1;
        if (between > room || steps > MAX_STEPS || (found && next.last >= found.at(-1)!.last)) break;
        found = shortest([...chosen, next], new Set([...used, nth]), room - between, found);
      }
    }
    return found;
  }

  const found: JoinedMention[] = [];
  for (const [nth, places] of standing.entries()) {
    for (const place of places) {
      steps += 1;
      if (steps > MAX_STEPS) return found.sort(byFirst);
      const whole = shortest([place], new Set([nth]), slop, null);
      if (whole) found.push({ first: place.first, last: whole.at(-1)!.last, parts: whole });
    }
  }
  return found.sort(byFirst);
}
