/** Items of a feed, as many as most feeds have. */
export const ITEMS = 25;

/** ms that the server waits before it answers: a host on another continent. */
export const LATENCY_MS = 50;

/** Each feed has a host of its own, since Wirewatch is polite to hosts: all of 127.0.0.0/8 is this machine. */
export function urlOf(index: number, port: number): string {
  const [high, middle, low] = [1 + (index >> 16), (index >> 8) & 255, index & 255];
  return `http://127.${high}.${middle}.${low}:${port}/feed${index}.xml`;
}

const WORDS = `harbour council vote budget rail strike court ruling storm ferry museum reader police report minister
  budget union school energy price company market border treaty inquiry coast river bridge`.split(/\s+/);

/** An RSS 2.0 document of some 30 KB, always the same for an index. Its items are older than any run of the benchmark. */
export function documentOf(index: number): string {
  const items = Array.from({ length: ITEMS }, (_, item) => itemOf(index, item)).join('');
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Feed ${index}</title><link>https://feed${index}.example/</link><description>News</description><language>en</language>
${items}</channel></rss>`;
}

function itemOf(feed: number, item: number): string {
  const word = (at: number) => WORDS[(feed * 31 + item * 7 + at * 13 + ((at * at) % 11)) % WORDS.length]!;
  const sentence = (from: number) => Array.from({ length: 14 }, (_, at) => word(from + at)).join(' ');
  const text = Array.from({ length: 9 }, (_, at) => sentence(at * 14)).join('. ');
  const day = new Date(Date.UTC(2025, 0, 1 + ((feed + item) % 300), item % 24));
  return `<item><title>${sentence(item)}</title><link>https://feed${feed}.example/${item}</link>
<guid isPermaLink="false">feed${feed}-${item}</guid><pubDate>${day.toUTCString()}</pubDate><dc:creator>Writer ${item}</dc:creator>
<category>${word(item)}</category><description>&lt;p&gt;${text}.&lt;/p&gt;</description></item>`;
}

/** The validators of a document. */
export function validatorsOf(index: number): { etag: string; 'last-modified': string } {
  return { etag: `"feed-${index}"`, 'last-modified': 'Wed, 01 Oct 2025 08:00:00 GMT' };
}

/** Whether a request knows the document already: an entity tag counts more than a date (RFC 9110 §13.2.2). */
export function isKnown(headers: Record<string, string | string[] | undefined>, index: number): boolean {
  const { etag, 'last-modified': modified } = validatorsOf(index);
  if (headers['if-none-match'] !== undefined) return headers['if-none-match'] === etag;
  return headers['if-modified-since'] === modified;
}
