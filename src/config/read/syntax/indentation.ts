import { isBlank, type Line, lineAfter, lineAt } from './lines.ts';

/** Where a line above begins: a key, or the dash of an entry. */
interface Level {
  /** Characters before it on its line. */
  indent: number;
  kind: 'key' | 'dash';
}

const DASH = /^-(?: +|$)/;

/** What is wrong with how far right a line begins, and what would fit; for a line that YAML refuses there. */
export function explainIndentation(text: string, line: Line): string {
  const indent = line.body - line.start;
  const levels = levelsBefore(text, line);
  const isDash = DASH.test(line.text.slice(indent));
  if (!isDash && levels.some((level) => level.kind === 'dash' && level.indent === indent))
    return 'A dash is missing here: each entry of a list begins with one, and a space.';

  const fitting = levels.filter(({ kind }) => (kind === 'dash') === isDash).map((level) => level.indent);
  const less = fitting.filter((one) => one < indent).at(-1);
  const more = fitting.find((one) => one > indent);
  const wanted = [less, more].filter((one) => one !== undefined);
  if (wanted.length === 0) return 'This line does not fit to what stands above it: check its indentation.';
  return `This line is indented by ${spaces(indent)}, which fits nothing above it: indent it by ${wanted.join(' or ')}.`;
}

function spaces(count: number): string {
  if (count === 0) return 'no space';
  return count === 1 ? 'one space' : `${count} spaces`;
}

/** The keys and entries that are open above the line, from the outermost on. */
function levelsBefore(text: string, { start }: Line): Level[] {
  let levels: Level[] = [];
  for (let line: Line | null = lineAt(text, 0); line && line.start < start; line = lineAfter(text, line)) {
    if (isBlank(line)) continue;
    const opened = levelsOf(line);
    const outer = opened[0]!;
    levels = levels.filter(
      ({ indent, kind }) =>
        indent < outer.indent || (indent === outer.indent && kind === 'key' && outer.kind === 'dash'),
    );
    levels.push(...opened);
  }
  return levels;
}

function levelsOf(line: Line): Level[] {
  const levels: Level[] = [];
  let indent = line.body - line.start;
  for (let dash = DASH.exec(line.text.slice(indent)); dash; dash = DASH.exec(line.text.slice(indent))) {
    levels.push({ indent, kind: 'dash' });
    indent += dash[0].length;
  }
  if (indent < line.text.length) levels.push({ indent, kind: 'key' });
  return levels;
}
