import type { FoundBy, FoundFeed } from '../../feed/discovery/discover.ts';
import { counted } from '../../language/counted.ts';
import { printable } from '../shared/terminal-text.ts';

const WAYS: Record<FoundBy, string> = {
  given: 'the address itself',
  declared: 'declared by the page',
  linked: 'linked on the page',
  robots: 'named in robots.txt',
  guessed: 'at a usual address',
};

/** A feed that was found, for people: its address, and below it what is in it. */
export function describeFound(feed: FoundFeed): string {
  const facts = [
    feed.title,
    feed.format,
    counted(feed.items, 'item'),
    feed.newest ? `newest ${minuteOf(feed.newest)}` : feed.items > 0 ? 'no dates' : null,
    feed.language,
    WAYS[feed.by],
  ];
  const lines = [facts.filter((fact) => fact !== null).join(' · '), ...feed.also.map((url) => `also at ${url}`)];
  return [printable(feed.url), ...lines.map((line) => `    ${printable(line)}`)].join('\n');
}

/** `2026-11-20 10:05 UTC`. */
export function minuteOf(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
