/**
 * The first `limit` characters of `value` as every store and channel can take them: without control characters
 * (PostgreSQL refuses NUL) but tab and line feed, and without halves of surrogate pairs.
 */
export function storable(value: string, limit: number): string {
  return value
    .slice(0, limit)
    .replace(/[\p{Surrogate}\u0000-\u0008\u000b-\u001f\u007f]/gu, '')
    .trim();
}
