/** Levels that are put back together, and values looked at. */
const MAX_DEPTH = 60;
const MAX_VALUES = 100_000;

/**
 * Data that was laid flat, put back together: Nuxt, SvelteKit and Remix write a list in which numbers stand for places in
 * the list (`[{"title":1},"Hall"]`, or `[{"_1":2},"title","Hall"]`, with names laid flat, too). Null for what is not flat.
 */
export function readFlatData(value: unknown): unknown {
  if (!Array.isArray(value) || value.length < 3 || !refersOnly(value[0], value.length)) return null;
  if (!value.some((one) => typeof one === 'string')) return null;
  let count = 0;
  const open = new Set<number>();
  const read = (at: number, depth: number): unknown => {
    const one: unknown = value[at];
    count += 1;
    if (typeof one !== 'object' || one === null) return one;
    if (depth > MAX_DEPTH || count > MAX_VALUES || open.has(at)) return null;
    open.add(at);
    const whole = Array.isArray(one)
      ? // A list that begins with a word is a value of that kind.
        one.flatMap((part) => (typeof part === 'number' ? [read(part, depth + 1)] : []))
      : Object.fromEntries(
          Object.entries(one).map(([name, part]) => [
            nameIn(value, name),
            typeof part === 'number' ? read(part, depth + 1) : null,
          ]),
        );
    open.delete(at);
    return whole;
  };
  return read(0, 0);
}

function refersOnly(first: unknown, length: number): boolean {
  if (typeof first !== 'object' || first === null) return false;
  const parts: unknown[] = Object.values(first);
  return (
    parts.length > 0 &&
    parts.every((part) => (typeof part === 'number' && Number.isInteger(part) && part < length) || Array.isArray(first))
  );
}

function nameIn(flat: unknown[], name: string): string {
  const given = /^_\d+$/.test(name) ? flat[Number(name.slice(1))] : null;
  return typeof given === 'string' ? given : name;
}
