import { createHash } from 'node:crypto';

/**
 * The id of a feed that has none in the configuration: its host and ten hexadecimal digits of the URL's SHA-256. It
 * stays the same as long as the URL does, wherever the feed stands in the files.
 *
 * @param url Absolute, as {@link URL.href} has it.
 */
export function feedIdOf(url: string): string {
  const host = new URL(url).hostname
    .replace(/^www\./, '')
    .replace(/[^A-Za-z0-9.-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 48);
  return `${host}-${createHash('sha256').update(url).digest('hex').slice(0, 10)}`;
}
