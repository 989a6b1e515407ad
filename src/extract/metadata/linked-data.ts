/// <reference lib="dom" />
import { readLenientJson } from '../../json/lenient.ts';

/** One JSON-LD node. Anything may stand anywhere in it. */
export type LinkedNode = Record<string, unknown>;

/** Whether a node speaks of the page's article, of another one, or does not say. */
export type Verdict = 'this' | 'another' | 'unclear';

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

const LINKED_DATA = /^application\/ld\+json/i;

/** schema.org types of a news text: Article and its kin, whatever their prefix (NewsArticle, ReportageNewsArticle, …). */
const ARTICLE_TYPE = /(?:Article|BlogPosting|Report|Review)$/;
/** Where the node of the article may be below another one. */
const BELOW = ['@graph', 'mainEntity', 'mainEntityOfPage', 'hasPart', 'item', 'itemListElement', 'blogPost'];
/** Below these are more than one, most often of other articles: they count only if they name this one. */
const LISTS = new Set(['hasPart', 'item', 'itemListElement', 'blogPost']);

/**
 * Reads the page's JSON-LD. Broken JSON is passed over, and so is what speaks of other articles.
 *
 * @param scripts The `<script>` elements of the page.
 * @param judge Of which article a node speaks.
 */
export function linkedData(scripts: Element[], judge: (node: LinkedNode) => Verdict): LinkedData {
  const { nodes, listed: inLists } = nodesOf(
    scripts.filter((script) => LINKED_DATA.test(script.getAttribute('type') ?? '')).map(parseScript),
  );
  const byId = new Map<string, LinkedNode>();
  const types = new Set<string>();
  for (const node of nodes) {
    const id = node['@id'];
    // A reference has the name and nothing else.
    if (typeof id === 'string' && Object.keys(node).length > 1 && !byId.has(id)) byId.set(id, node);
    for (const type of typesOf(node)) types.add(type);
  }
  const articles = nodes.filter((node) => typesOf(node).some((type) => ARTICLE_TYPE.test(type)));
  return {
    article: chooseArticle(articles, inLists, judge),
    types,
    resolve: (value) => (isNode(value) ? (byId.get(String(value['@id'])) ?? value) : value),
  };
}

/** The node that names this article, else the first that names none. */
function chooseArticle(
  articles: LinkedNode[],
  inLists: Set<LinkedNode>,
  judge: (node: LinkedNode) => Verdict,
): LinkedNode {
  const verdicts = new Map(articles.map((node) => [node, judge(node)]));
  const own = articles.filter((node) => verdicts.get(node) === 'this');
  const open = articles.filter((node) => verdicts.get(node) === 'unclear' && !inLists.has(node));
  // Of several that could be any article, one with an address or a headline of its own is as good as another.
  const candidates = own.length > 0 ? own : open;
  return candidates.find((node) => stringOf(node.headline)) ?? candidates[0] ?? {};
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

/** A value that may be one or a list, as a list. */
export function listed(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** Whether a value is an object, rather than a list or a text. */
export function isNode(value: unknown): value is LinkedNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Breadth first: the page's own article stands above the ones it links to. `listed`: those that stand in a list. */
function nodesOf(values: unknown[]): { nodes: LinkedNode[]; listed: Set<LinkedNode> } {
  const nodes: LinkedNode[] = [];
  const inLists = new Set<LinkedNode>();
  const queue: [value: unknown, isListed: boolean][] = values.map((value) => [value, false]);
  for (const [value, isListed] of queue) {
    if (queue.length > MAX_NODES) break;
    if (Array.isArray(value))
      queue.push(...value.slice(0, MAX_NODES).map((one): [unknown, boolean] => [one, isListed]));
    else if (isNode(value)) {
      nodes.push(value);
      if (isListed) inLists.add(value);
      for (const key of BELOW) if (value[key] !== undefined) queue.push([value[key], isListed || LISTS.has(key)]);
    }
  }
  return { nodes, listed: inLists };
}

function parseScript(script: Element): unknown {
  const source = script.textContent ?? '';
  if (source.length > MAX_JSON_LENGTH) return null;
  const reading = readLenientJson(source);
  return reading.kind === 'read' ? reading.value : null;
}
