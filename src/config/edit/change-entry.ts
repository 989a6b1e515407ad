import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  parseDocument,
  type Scalar,
  stringify,
  type YAMLMap,
} from 'yaml';
import { pairOf } from '../read/node-path.ts';
import { endOfLineIn, flowOf, LAYOUT, saysTheSame } from './yaml-text.ts';

type Data = Record<string, unknown>;

/**
 * The text of a YAML file with other values in one entry of the list under `key`; keys that the entry lacks are put
 * below its last one. Only these values change: comments, quotation marks where they can, and layout stay. Null where it
 * cannot be done so (an entry behind an anchor): then a person has to.
 *
 * @param text A sound YAML document.
 */
export function withEntryChanged(text: string, key: string, index: number, changes: Data): string | null {
  let changed: string | null = text;
  for (const [name, value] of Object.entries(changes)) {
    if (changed !== null) changed = withValue(changed, key, index, name, value);
  }
  return changed;
}

/** The text without one entry of the list under `key`, and without its lines. Null where that cannot be done. */
export function withoutEntry(text: string, key: string, index: number): string | null {
  const document = parseDocument(text, { schema: 'core' });
  const list = document.get(key);
  const wanted = document.toJS() as Data;
  if (!isSeq(list) || !isNode(list.items[index])) return null;
  (wanted[key] as unknown[]).splice(index, 1);
  const [start, end] = list.items[index].range!;
  const emptied = { ...wanted, [key]: (wanted[key] as unknown[]).length === 0 ? null : wanted[key] };
  if (!list.flow) {
    const from = text.lastIndexOf('\n', start - 1) + 1;
    const shorter = text.slice(0, from) + text.slice(endOfLine(text, end));
    return saysTheSame(shorter, emptied) ? shorter : null;
  }
  const behind = /^\s*,[ \t]*(?:\r?\n[ \t]*)?/.exec(text.slice(end))?.[0].length;
  const before = /,\s*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  const shorter =
    behind === undefined
      ? text.slice(0, start - before) + text.slice(end)
      : text.slice(0, start) + text.slice(end + behind);
  return saysTheSame(shorter, wanted) ? shorter : null;
}

function withValue(text: string, key: string, index: number, name: string, value: unknown): string | null {
  const document: Document = parseDocument(text, { schema: 'core' });
  const list = document.get(key);
  const entry = isSeq(list) ? list.items[index] : undefined;
  if (!isMap(entry)) return null;
  // What an anchor shares is one and the same there, and not to be changed in two places.
  const wanted = JSON.parse(JSON.stringify(document.toJS())) as Record<string, Data[]>;
  wanted[key]![index]![name] = value;
  const old = pairOf(entry, name)?.value;
  const candidates = isNode(old) && old.range ? replacements(text, old, value) : additions(text, entry, name, value);
  return candidates.find((candidate) => saysTheSame(candidate, wanted)) ?? null;
}

/** The text with the new value in place of the old one, as the old one was written if that is possible. */
function replacements(text: string, old: { range?: [number, number, number] | null }, value: unknown): string[] {
  const [start, end] = old.range!;
  // The text of a block ends with its line.
  const tail = text[end - 1] === '\n' ? endOfLineIn(text) : '';
  return writings(value, isScalar(old) ? old : null).map((one) => text.slice(0, start) + one + tail + text.slice(end));
}

function additions(text: string, entry: YAMLMap, name: string, value: unknown): string[] {
  const last = entry.items.at(-1);
  const key = last?.key;
  if (!isScalar(key) || !key.range) return [];
  const end = (isNode(last?.value) && last.value.range ? last.value : key).range![1];
  const pairs = writings(value, null).map((one) => `${name}: ${one}`);
  if (entry.flow) return pairs.map((pair) => `${text.slice(0, end)}, ${pair}${text.slice(end)}`);
  const at = text[end - 1] === '\n' ? end : endOfLine(text, end);
  const indent = ' '.repeat(key.range[0] - (text.lastIndexOf('\n', key.range[0] - 1) + 1));
  const feed = endOfLineIn(text);
  const head = text.slice(0, at);
  return pairs.map((pair) => `${head}${head.endsWith('\n') ? '' : feed}${indent}${pair}${feed}${text.slice(at)}`);
}

/** Ways to write a value on one line, the best first. */
function writings(value: unknown, old: Scalar | null): string[] {
  if (typeof value !== 'string') return [flowOf(value)];
  const styles = [old?.type, 'PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE'] as const;
  return styles.flatMap((style) => {
    if (style === 'PLAIN') return [stringify(value, { ...LAYOUT, defaultStringType: 'PLAIN' }).trimEnd(), value];
    if (style === 'QUOTE_DOUBLE') return [JSON.stringify(value)];
    return style === 'QUOTE_SINGLE' ? [`'${value.replaceAll("'", "''")}'`] : [];
  });
}

/** Behind the line break that ends the line at `offset`. */
function endOfLine(text: string, offset: number): number {
  if (text[offset - 1] === '\n') return offset;
  const feed = text.indexOf('\n', offset);
  return feed === -1 ? text.length : feed + 1;
}
