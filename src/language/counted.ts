/**
 * A count with the noun that agrees with it: `1 row`, `1,204 rows`, `2 stories`. Wherever people read a count before a noun.
 *
 * @param many The plural where it is not the noun with an s.
 */
export function counted(count: number, one: string, many = `${one}s`): string {
  // ICU takes some 20 ms to wake, which a short verb would notice.
  const number = count < 1_000 ? String(count) : count.toLocaleString('en');
  return `${number} ${count === 1 ? one : many}`;
}
