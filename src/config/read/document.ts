import { type Document, isMap, isNode, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import { formatPlace, type Place, type Problem } from '../problem.ts';
import { findAnchorFaults, findKeyFaults, type NodeFault } from './node-checks.ts';
import { nodeAt, type Path, pairOf } from './node-path.ts';
import { sourceOffset } from './scalar-offset.ts';
import { findForeignText } from './syntax/foreign.ts';
import { syntaxFaults } from './syntax/syntax-faults.ts';

/** A YAML file that knows where each of its values stands. */
export interface YamlFile {
  /** Path of the file. */
  file: string;
  document: Document;
  /** What is wrong with the file as YAML. */
  problems: Problem[];
  /** False: `document` may hold something else than its author meant. */
  isSound: boolean;
  placeOfNode(node: Node): Place;
  /** Where the value at `path` begins; the nearest thing around it when there is none. */
  placeOf(path: Path): Place;
  /** Where the key at the end of `path` stands. */
  placeOfKey(path: Path): Place;
  /** Where the character at `offset` (UTF-16 code units) of the string at `path` stands. */
  placeIn(path: Path, offset: number): Place;
}

/** Reads YAML 1.2. Never throws, whatever the text. */
export function readYaml(file: string, text: string): YamlFile {
  const lines = linesOf(text);
  const document = parseDocument(text, {
    prettyErrors: false,
    // Our own check is linear, and names the other place.
    uniqueKeys: false,
    stringKeys: true,
    // Whatever a %YAML directive says.
    schema: 'core',
    merge: false,
    // Warnings are reported, not printed.
    logLevel: 'error',
  });

  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const placeOfNode = (node: Node | null) => at(node?.range?.[0] ?? 0);
  const problemOf = ({ node, reason, other }: NodeFault): Problem => ({
    ...placeOfNode(node),
    reason: other ? `${reason} ${formatPlace(placeOfNode(other))}.` : reason,
  });

  const told = [...document.errors, ...document.warnings];
  const foreign = findForeignText(text, told.length > 0);
  const faults = foreign ? [foreign] : syntaxFaults(text, told);
  const syntaxProblems = faults.map(
    ({ offset, reason, other }): Problem => ({
      ...at(offset),
      reason: other === undefined ? reason : `${reason} ${formatPlace(at(other))}.`,
    }),
  );
  const isYaml = document.errors.length === 0 && !foreign;
  const anchorFaults = isYaml ? findAnchorFaults(document) : [];
  const keyFaults = isYaml ? findKeyFaults(document) : [];

  return {
    file,
    document,
    problems: [...syntaxProblems, ...[...anchorFaults, ...keyFaults].map(problemOf)],
    isSound: isYaml && anchorFaults.length === 0,
    placeOfNode,
    placeOf: (path) => placeOfNode(nodeAt(document, path)),
    placeOfKey(path) {
      const parent = nodeAt(document, path.slice(0, -1));
      const pair = isMap(parent) ? pairOf(parent, path.at(-1)) : undefined;
      return placeOfNode(isNode(pair?.key) ? pair.key : parent);
    },
    placeIn(path, offset) {
      const node = nodeAt(document, path);
      return isScalar(node) ? at(sourceOffset(text, node, offset)) : placeOfNode(node);
    },
  };
}

/** Where lines begin. The parser, which could count them, misses some behind a fault. */
function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
  return lines;
}
