/// <reference lib="dom" />

/** One JSON-LD node. Anything may stand anywhere in it. */
export type LinkedNode = Record<string, unknown>;

/** Nodes looked at on one page, and characters of JSON parsed: real pages stay far below. */
const MAX_NODES = 5_000;
const MAX_JSON_LENGTH = 1_000_000;

/** schema.org types of a news text: Article and its kin, whatever their prefix (NewsArticle, ReportageNewsArticle, …). */
const ARTICLE_TYPE = /(?:Article|BlogPosting|Report)$/;

/** The first node of the page's JSON-LD that describes an article, or null. Broken JSON is passed over. */
export function articleNode(document: Document): LinkedNode | null {
  let left = MAX_NODES;
  // Breadth first: the page's own article stands above the ones it links to.
  const queue: unknown[] = [...document.querySelectorAll('script[type^="application/ld+json"]')].map(parseScript);
  for (const value of queue) {
    left -= 1;
    if (left < 0) return null;
    if (Array.isArray(value)) {
      queue.push(...value.slice(0, left));
    } else if (isNode(value)) {
      if (listed(value['@type']).some((type) => typeof type === 'string' && ARTICLE_TYPE.test(type))) return value;
      queue.push(value['@graph'], value.mainEntity, value.mainEntityOfPage);
    }
  }
  return null;
}

/** Names told by a property whose value may be a string, a node with a `name`, or a list of them. */
export function namesOf(value: unknown): string[] {
  return listed(value).flatMap((entry) => {
    const name = isNode(entry) ? entry.name : entry;
    return listed(name).filter((part) => typeof part === 'string');
  });
}

/** The string itself or the first string of a list, else null. */
export function stringOf(value: unknown): string | null {
  const first = listed(value)[0];
  return typeof first === 'string' ? first : null;
}

function parseScript(script: Element): unknown {
  const source = script.textContent ?? '';
  if (source.length > MAX_JSON_LENGTH) return null;
  try {
    // Raw line breaks inside strings are the commonest mistake; outside of strings they mean nothing anyway.
    return JSON.parse(source.replace(/[\0-\x1f]/g, ' '));
  } catch {
    return null;
  }
}

function listed(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function isNode(value: unknown): value is LinkedNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
