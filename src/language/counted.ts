/**
 * A count with the noun that agrees with it: `1 row`, `1,204 rows`, `2 stories`. Wherever people read a count before a noun.
 *
 * @param many The plural where it is not the noun with an s.
 */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
