import { Document, isMap, isNode, isScalar, isSeq, parseDocument, visit, type YAMLSeq } from 'yaml';
import { pairOf } from '../read/node-path.ts';
import { endOfLineIn, flowOf, LAYOUT, saysTheSame } from './yaml-text.ts';

/** Values written at once: the nodes of a long list would take more memory than its text many times over. */
const CHUNK = 500;

/**
 * The text of a YAML file with `values` at the end of the list under `key`, which is made where there is none.
 *
 * Comments and layout stay as they are: the new lines, or entries within brackets, are set in, and nothing else is
 * touched. Only where that cannot be done (a list behind an anchor) is the whole file written anew, which keeps its
 * comments and may change spaces.
 *
 * @param text A sound YAML document whose root is a mapping, or nothing.
 */
export function withAppended(text: string, key: string, values: unknown[]): string {
  // There is nothing to take care of, and imported lists are long.
  if (text.trim() === '') return addTo(text, new Document(), key, values);

  const document: Document = parseDocument(text, { schema: 'core' });
  const list = document.get(key);
  const before = (document.toJS() ?? {}) as Record<string, unknown>;
  const wanted = { ...before, [key]: [...((before[key] as unknown[] | null | undefined) ?? []), ...values] };

  const ways = isSeq(list)
    ? [insertInto, fillEmpty, insertIntoBrackets].map((way) => () => way(text, list, values))
    : [() => addTo(text, document, key, values)];
  for (const way of ways) {
    const candidate = way();
    // A second reading is what makes setting lines into a text safe.
    if (candidate !== null && saysTheSame(candidate, wanted)) return candidate;
  }

  if (!isMap(document.contents)) document.contents = document.createNode({});
  const nodes = document.createNode(values);
  keepShortListsFlat(nodes as YAMLSeq);
  if (isSeq(list)) list.items.push(...(nodes as YAMLSeq).items);
  else document.set(key, nodes);
  return document.toString(LAYOUT);
}

/** Null where the list is not one of lines that begin with a dash. */
function insertInto(text: string, list: YAMLSeq, values: unknown[]): string | null {
  const start = list.range?.[0];
  const last = list.items.at(-1);
  const end = typeof last === 'object' && last !== null && 'range' in last ? (last.range as number[])[1] : undefined;
  if (list.flow || start === undefined || end === undefined) return null;
  const indentation = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  if (/[^ ]/.test(indentation)) return null;
  // Behind a comment that ends the last line. A value may itself end with its line.
  const feed = text[end - 1] === '\n' ? end - 1 : text.indexOf('\n', end);
  const at = feed === -1 ? text.length : feed + 1;
  return `${onWholeLine(text.slice(0, at), text)}${linesOf(values, indentation, text)}${text.slice(at)}`;
}

/** Lines in place of brackets with nothing between them; null where something is. */
function fillEmpty(text: string, list: YAMLSeq, values: unknown[]): string | null {
  if (!list.flow || list.items.length > 0 || !list.range) return null;
  const [start, end] = list.range;
  const feed = text.indexOf('\n', end);
  const at = feed === -1 ? text.length : feed + 1;
  const lines = onWholeLine(`${text.slice(0, start).trimEnd()}${text.slice(end, at)}`, text);
  return `${lines}${linesOf(values, '  ', text)}${text.slice(at)}`;
}

/** Further entries within brackets, on lines of their own where the last one has its own; null where there are none. */
function insertIntoBrackets(text: string, list: YAMLSeq, values: unknown[]): string | null {
  if (!list.flow || !list.range) return null;
  const entries = values.map((value) => flowOf(value));
  const last = list.items.at(-1);
  if (!isNode(last) || !last.range)
    return `${text.slice(0, list.range[0])}[${entries.join(', ')}]${text.slice(list.range[1])}`;
  const end = last.range[1];
  const comma = /^\s*,/.exec(text.slice(end))?.[0] ?? '';
  const at = end + comma.length;
  const own = /(?:^|\n)([ ]*)$/.exec(text.slice(0, last.range[0]))?.[1];
  const gap = own === undefined ? ' ' : `${endOfLineIn(text)}${own}`;
  const more = entries.map((entry) => `${gap}${entry}`).join(',');
  return `${text.slice(0, end)}${comma || ','}${more}${comma ? ',' : ''}${text.slice(at)}`;
}

/** Below the key, where it stands there with nothing, or at the end of the file. */
function addTo(text: string, document: Document, key: string, values: unknown[]): string {
  const pair = isMap(document.contents) ? pairOf(document.contents, key) : undefined;
  if (isScalar(pair?.key) && pair.key.range) {
    const feed = text.indexOf('\n', pair.key.range[1]);
    const at = feed === -1 ? text.length : feed + 1;
    return `${onWholeLine(text.slice(0, at), text)}${linesOf(values, '  ', text)}${text.slice(at)}`;
  }
  const gap = text.trim() === '' ? '' : endOfLineIn(text);
  return `${onWholeLine(text, text)}${gap}${key}:${endOfLineIn(text)}${linesOf(values, '  ', text)}`;
}

function onWholeLine(part: string, text: string): string {
  return part === '' || part.endsWith('\n') ? part : `${part}${endOfLineIn(text)}`;
}

/** The values as a list in YAML, with the line ends of the file they are for. */
function linesOf(values: unknown[], indentation: string, text: string): string {
  const chunks: string[] = [];
  for (let start = 0; start < values.length; start += CHUNK) {
    const document = new Document(values.slice(start, start + CHUNK), { schema: 'core', aliasDuplicateObjects: false });
    keepShortListsFlat(document.contents as unknown as YAMLSeq);
    chunks.push(document.toString(LAYOUT));
  }
  const lines = chunks.join('').replace(/^(?=.)/gm, indentation);
  return lines.replaceAll('\n', endOfLineIn(text));
}

/** Lists within the values, such as tags, in brackets. */
function keepShortListsFlat(list: YAMLSeq): void {
  visit(list, {
    Seq(_key, node) {
      if (node !== list) node.flow = true;
    },
  });
}
