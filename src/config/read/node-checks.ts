import { type Document, isCollection, isScalar, type Node, visit } from 'yaml';
import { quoted } from '../problem.ts';

/** Something YAML allows and a configuration does not. */
export interface NodeFault {
  node: Node;
  reason: string;
  /** The other node concerned, to be named after the reason. */
  other?: Node;
}

/** Uses of anchors in one file. Since no anchored value may hold a further use, the data cannot grow beyond reason. */
const MAX_ANCHOR_USES = 100;

const UNUSED =
  'An anchor (&) that is used nowhere stands before this; a value that begins with & stands in quotation marks.';

/** Anchors used in a way that could make the data large or endless. */
export function findAnchorFaults(document: Document): NodeFault[] {
  const faults: NodeFault[] = [];
  const anchors = new Map<string, Node>();
  const used = new Set<string>();
  let uses = 0;
  let isNested = false;

  visit(document, {
    Value(_key, node) {
      if (node.anchor) anchors.set(node.anchor, node);
    },
    Alias(_key, node, ancestors) {
      uses += 1;
      used.add(node.source);
      if (!anchors.has(node.source)) {
        faults.push({
          node,
          reason: 'No anchor of this name stands before; a value that begins with * stands in quotation marks.',
        });
      } else if (ancestors.some((ancestor) => isCollection(ancestor) && ancestor.anchor)) {
        if (!isNested) faults.push({ node, reason: 'A value with an anchor must not use another anchor.' });
        isNested = true;
      } else if (uses === MAX_ANCHOR_USES + 1) {
        faults.push({ node, reason: `A file uses anchors ${MAX_ANCHOR_USES} times at most.` });
      }
    },
  });
  if (faults.length > 0) return faults;
  for (const [name, node] of anchors) {
    // A query that begins with & would lose its first word without a sign.
    if (!used.has(name) && isScalar(node) && node.type === 'PLAIN') faults.push({ node, reason: UNUSED });
  }
  return faults;
}

/** Keys that stand twice, and one that JavaScript gives a meaning of its own. */
export function findKeyFaults(document: Document): NodeFault[] {
  const faults: NodeFault[] = [];
  visit(document, {
    Map(_key, { items }) {
      const seen = new Map<unknown, Node>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const name = quoted(String(key.value));
        const other = seen.get(key.value);
        if (other) faults.push({ node: key, reason: `The key ${name} stands twice, first at`, other });
        else if (key.value === '__proto__') faults.push({ node: key, reason: `The key ${name} is not allowed.` });
        else seen.set(key.value, key);
      }
    },
  });
  return faults;
}
