import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';

/** The keys and indexes that lead to a value. */
export type Path = readonly PropertyKey[];

/** The node at `path`, or the last one on the way there. */
export function nodeAt(document: Document, path: Path): Node | null {
  let node = behindAnchor(document, document.contents);
  for (const key of path) {
    const child = isMap(node) ? pairOf(node, key)?.value : isSeq(node) ? node.items[Number(key)] : null;
    const next = behindAnchor(document, child);
    if (!next) break;
    node = next;
  }
  return node;
}

/** Where a key stands twice, the last one counts, as in the data. */
export function pairOf(map: YAMLMap, key: unknown): Pair | undefined {
  return map.items.findLast((pair) => isScalar(pair.key) && pair.key.value === key);
}

/** What an anchor's use stands for; any other node as it is. */
function behindAnchor(document: Document, node: unknown): Node | null {
  if (isAlias(node)) return node.resolve(document) ?? node;
  return isNode(node) ? node : null;
}
