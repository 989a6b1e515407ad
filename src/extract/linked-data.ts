/// <reference lib="dom" />

/** One JSON-LD node. Anything may stand anywhere in it. */
export type LinkedNode = Record<string, unknown>;

/** What a page's JSON-LD says of its article. */
export interface LinkedData {
  /** The article itself; empty when there is none. */
  article: LinkedNode;
  /** Names of all types on the page, such as `VideoObject`. */
  types: Set<string>;
  /** The node a value is or refers to (`{"@id": …}`), else the value itself. */
  resolve(value: unknown): unknown;
}

/** Nodes looked at on one page, and characters of JSON parsed: real pages stay far below. */
const MAX_NODES = 5_000;
const MAX_JSON_LENGTH = 1_000_000;

/** schema.org types of a news text: Article and its kin, whatever their prefix (NewsArticle, ReportageNewsArticle, …). */
const ARTICLE_TYPE = /(?:Article|BlogPosting|Report|Review)$/;
/** Where the node of the article may be below another one. */
const BELOW = ['@graph', 'mainEntity', 'mainEntityOfPage'];

/** Reads the page's JSON-LD. Broken JSON is passed over. */
export function linkedData(document: Document): LinkedData {
  const nodes = nodesOf([...document.querySelectorAll('script[type^="application/ld+json" i]')].map(parseScript));
  const byId = new Map<string, LinkedNode>();
  const types = new Set<string>();
  for (const node of nodes) {
    const id = node['@id'];
    // A reference has the name and nothing else.
    if (typeof id === 'string' && Object.keys(node).length > 1 && !byId.has(id)) byId.set(id, node);
    for (const type of typesOf(node)) types.add(type);
  }
  const articles = nodes.filter((node) => typesOf(node).some((type) => ARTICLE_TYPE.test(type)));
  const article = articles.find((node) => stringOf(node.headline)) ?? articles[0] ?? {};
  return {
    article,
    types,
    resolve: (value) => (isNode(value) ? (byId.get(String(value['@id'])) ?? value) : value),
  };
}

/** The types of a node, without their prefixes (`schema:NewsArticle`, `https://schema.org/NewsArticle`). */
export function typesOf(node: LinkedNode): string[] {
  return listed(node['@type'])
    .filter((type) => typeof type === 'string')
    .map((type) => type.replace(/^.*[:/#]/, ''));
}

/** The string itself or the first string of a list, else null. */
export function stringOf(value: unknown): string | null {
  const first = listed(value)[0];
  return typeof first === 'string' ? first : null;
}

export function listed(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

export function isNode(value: unknown): value is LinkedNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Breadth first: the page's own article stands above the ones it links to. */
function nodesOf(values: unknown[]): LinkedNode[] {
  const nodes: LinkedNode[] = [];
  const queue = [...values];
  for (const value of queue) {
    if (queue.length > MAX_NODES) break;
    if (Array.isArray(value)) queue.push(...value.slice(0, MAX_NODES));
    else if (isNode(value)) {
      nodes.push(value);
      queue.push(...BELOW.map((key) => value[key]));
    }
  }
  return nodes;
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
