import type { Evidence, Field, Hit, Proximity } from '../model/watch.ts';
import { asOneLine, shorten } from './text.ts';

/** Sentences about proximities, and terms named besides. */
const MAX_PAIRS = 3;
const MAX_TERMS = 5;
/** UTF-16 code units of a hit that are quoted. */
const MAX_QUOTE = 80;

/** Parts of an article that are neither its title nor its text, as people call them. */
const PARTS: Partial<Record<Field, string>> = {
  url: 'address',
  author: 'byline',
  source: 'name of the outlet',
  lang: 'language',
  country: 'country',
  tag: 'tags',
};

/** The headlines of an article that are not its title, as people call them, by where they stood. */
const HEADLINES: Record<string, string> = {
  visible: 'the headline on the page',
  opengraph: 'the headline for networks',
  meta: 'the headline for networks',
  'json-ld': 'the headline for search engines',
  markup: 'the title of the page',
  feed: 'the feed’s headline',
};

const list = new Intl.ListFormat('en', { type: 'conjunction' });

/**
 * Why a watch matched, in plain words, a line each: the closest proximities first, then the terms that belong to none.
 *
 * `“Telegram” and “German Federal Criminal Police” (alias @bka) stand 5 words apart (25 allowed)`
 */
export function explainEvidence({ hits, proximities }: Evidence): string[] {
  const pairs = new Map<string, string>();
  const told = new Set<string>();
  for (const { left, right, wordsBetween, allowed } of proximities.toSorted(
    (a, b) => a.wordsBetween - b.wordsBetween,
  )) {
    const [a, b] = [hits[left], hits[right]];
    if (!a || !b || pairs.size === MAX_PAIRS) continue;
    const pair = [termOf(a), termOf(b)].sort().join();
    const place = a.field === 'title' ? ' in the headline' : inOtherHeadline(a);
    const sentence = `${quoteWords(a)} and ${quoteWords(b)} stand ${nearness(wordsBetween, allowed)}${place}${limit(allowed)}`;
    if (!pairs.has(pair)) pairs.set(pair, sentence);
    told.add(termOf(a)).add(termOf(b));
  }
  const others = new Map(hits.map((hit) => [termOf(hit), quote(hit)]));
  for (const term of told) others.delete(term);
  if (others.size === 0) return [...pairs.values()];
  return [...pairs.values(), `${pairs.size === 0 ? 'Found' : 'Also found'} ${enumerate([...others.values()])}`];
}

function termOf({ term, alias }: Hit): string {
  return alias === null ? term : `@${alias} ${term}`;
}

/** ` in the feed’s headline`, for a hit in another headline than the one that is shown. */
function inOtherHeadline({ field, place = '' }: Hit): string {
  return field === 'headline' ? ` in ${HEADLINES[place] ?? 'another headline'}` : '';
}

/** Without the part it stands in, which the sentence around it tells. */
function quoteWords(hit: Hit): string {
  return quote({ ...hit, field: hit.field === 'headline' ? 'title' : hit.field });
}

function quote(hit: Hit): string {
  const { surface, alias, field } = hit;
  const words = `“${shorten(asOneLine(surface).trim(), MAX_QUOTE)}”`;
  const part = PARTS[field] ? ` in the ${PARTS[field]}` : inOtherHeadline(hit);
  return alias === null ? `${words}${part}` : `${words} (alias @${alias})${part}`;
}

function nearness(words: number, allowed: Proximity['allowed']): string {
  return typeof allowed === 'number' ? distance(words) : `in the same ${allowed}`;
}

function limit(allowed: Proximity['allowed']): string {
  return typeof allowed === 'number' ? ` (${allowed} allowed)` : '';
}

function distance(words: number): string {
  if (words === 0) return 'side by side';
  return words === 1 ? 'one word apart' : `${words} words apart`;
}

function enumerate(terms: string[]): string {
  const more = terms.length - MAX_TERMS;
  return list.format(more > 0 ? [...terms.slice(0, MAX_TERMS), `${more} more`] : terms);
}
