/** A value, or a list, as it has to be written to mean itself: a `${` in it must not be filled in, and carry a variable out. */
export function literal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(literal);
  return typeof value === 'string' ? value.replaceAll('${', '$$${') : value;
}
