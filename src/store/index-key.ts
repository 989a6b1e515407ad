import { createHash } from 'node:crypto';

/** Characters that an index entry holds with room to spare: 2,704 bytes in Postgres, up to three a character. */
const MAX_CHARACTERS = 500;

/** The text as an index can hold it: a longer one is told apart from others by its hash. */
export function indexKey(text: string): string {
  if (text.length <= MAX_CHARACTERS) return text;
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
