import type { ErrorCode } from 'yaml';
import { explainIndentation } from './indentation.ts';
import { explainKey, explainNested } from './keys.ts';
import { lineAfter, lineAt, lineWithWords } from './lines.ts';
import type { SyntaxFault } from './syntax-fault.ts';
import { closingOf, type QuotedText, readSigns, type Signs, type Unclosed } from './unclosed.ts';

/** What the YAML parser says of a text. */
export interface ParserFault {
  code: ErrorCode;
  message: string;
  pos: [number, number];
}

/** Of a file that is hardly YAML, the first faults say enough. */
const MAX_FAULTS = 10;

const IN_QUOTES = 'stands in quotation marks';
const ANCHOR = `YAML gives & and * at the beginning of a value a meaning of their own; a value that begins so ${IN_QUOTES}.`;

/** Faults that leave the rest of the file as it was meant: each is told. */
const LOCAL: Partial<Record<ErrorCode, string>> = {
  ALIAS_PROPS: ANCHOR,
  BAD_ALIAS: ANCHOR,
  BAD_COLLECTION_TYPE: `Unknown YAML tag; a value that begins with ! ${IN_QUOTES}.`,
  BAD_DQ_ESCAPE:
    'In double quotation marks, \\ begins an escape sequence, and this is none: write \\\\, or use single quotation marks.',
  BAD_PROP_ORDER: ANCHOR,
  MULTIPLE_ANCHORS: ANCHOR,
  MULTIPLE_TAGS: `Unknown YAML tag; a value that begins with ! ${IN_QUOTES}.`,
  NON_STRING_KEY: 'A key must be text.',
  TAG_RESOLVE_FAILED: `Unknown YAML tag; a value that begins with ! ${IN_QUOTES}.`,
};

const AFTER_VALUE = `Something follows the end of the value. Text that begins with a quotation mark, { or [ stands in quotation marks as a whole: '"user data" OR leak'.`;

const BLOCK_TEXT = `Text of several lines begins on the line below | or >; a value that begins with such a sign ${IN_QUOTES}.`;

/** The same, by the beginning of what the parser says. */
const LOCAL_BY_MESSAGE: [beginning: string, reason: string][] = [
  ['Comments must be', `A space is missing before #; text that holds # ${IN_QUOTES} as a whole.`],
  ['Missing space after :', 'A space is missing after this colon.'],
  ['Missing ,', 'A comma is missing before this.'],
  ['Unexpected , in', 'There is a comma too many here.'],
  ['Unexpected empty item', 'There is a comma too many here.'],
  ['Tags and anchors', ANCHOR],
  ['Anchors and tags', ANCHOR],
];

/** What makes the parser lose its way, by the beginning of its words, where code and text around do not tell more. */
const BY_MESSAGE: typeof LOCAL_BY_MESSAGE = [
  ['Unexpected block-seq-ind', 'A list with dashes begins on the line below its key.'],
  ['Block scalar header', BLOCK_TEXT],
  ['Not a YAML token', BLOCK_TEXT],
];

/**
 * What is wrong with a text, in words for people: one fault for each cause. Behind the first fault that makes the parser
 * lose its way, it sees faults where there are none; they are left out, as are those behind the first {@link MAX_FAULTS}.
 */
export function syntaxFaults(text: string, errors: ParserFault[]): SyntaxFault[] {
  if (errors.length === 0) return [];
  const signs = readSigns(text);
  const faults: SyntaxFault[] = [];
  const lines = new Set<number>();
  for (const error of errors.toSorted((a, b) => a.pos[0] - b.pos[0])) {
    // The first fault of a line is the cause of those behind it.
    if (faults.length === MAX_FAULTS) break;
    const { start } = lineAt(text, Math.min(error.pos[0], text.length));
    if (lines.has(start)) continue;
    lines.add(start);
    const local = localFault(text, error, signs);
    if (local) {
      faults.push(local);
      continue;
    }
    const fault = structuralFault(text, error, signs);
    const cause = Math.min(fault.offset, fault.other ?? fault.offset);
    return [...faults.filter(({ offset }) => offset < cause), fault];
  }
  return faults;
}

/** A fault that leaves the rest of the file as it was meant, or null. */
function localFault(text: string, { code, message, pos: [offset] }: ParserFault, signs: Signs): SyntaxFault | null {
  if (code === 'BAD_SCALAR_START') return { offset, reason: `A value that begins with ${text[offset]} ${IN_QUOTES}.` };
  const reason = LOCAL[code] ?? LOCAL_BY_MESSAGE.find(([beginning]) => message.startsWith(beginning))?.[1];
  if (reason) return { offset, reason };
  return message.endsWith('at node end') ? afterValue(text, offset, signs.quoted) : null;
}

function structuralFault(text: string, error: ParserFault, { unclosed, quoted }: Signs): SyntaxFault {
  const { code, message } = error;
  const offset = Math.min(error.pos[0], text.length);
  const open = unclosed.find((one) => one.offset <= offset);
  if (open) return explainUnclosed(text, open);
  const late = message.endsWith('at node end') ? endingAt(text, offset, quoted) : undefined;
  if (late)
    return {
      offset: late.offset,
      reason: 'This quotation mark is closed only where another text begins, at',
      other: late.end - 1,
    };
  const tab = code === 'TAB_AS_INDENT' ? offset : tabNear(text, offset);
  if (tab !== null) return { offset: tab, reason: explainTabs(text) };

  switch (code) {
    case 'MULTIPLE_DOCS':
      return { offset, reason: 'A configuration file is one YAML document; a second one begins here.' };
    case 'RESOURCE_EXHAUSTION':
      return { offset, reason: 'Nested too deeply.' };
    case 'BAD_DIRECTIVE':
      return { offset, reason: 'A line that begins with % is a directive of YAML: a configuration needs none.' };
    case 'KEY_OVER_1024_CHARS':
      return { offset, reason: `This is too long for a key; text that holds a colon and a space ${IN_QUOTES}.` };
    case 'BLOCK_IN_FLOW':
      return {
        offset,
        reason: /^-\s/.test(text.slice(offset, offset + 2))
          ? 'A list with dashes cannot stand within brackets.'
          : `Within brackets, a comma is missing here, or text that holds a colon lacks quotation marks.`,
      };
    case 'BLOCK_AS_IMPLICIT_KEY':
      return message.startsWith('A block sequence') ? misplaced(text, offset) : explainNested(text, offset);
    case 'MULTILINE_IMPLICIT_KEY':
      return explainKey(text, offset);
    case 'BAD_INDENT':
      return misplaced(text, offset);
  }
  if (message.startsWith('Implicit map keys')) return explainKey(text, offset);
  if (message.startsWith('Sequence item without')) return misplaced(text, offset);
  const known = BY_MESSAGE.find(([beginning]) => message.startsWith(beginning));
  return {
    offset,
    reason: known?.[1] ?? 'YAML cannot be read on from here: check signs, quotation marks and indentation.',
  };
}

function misplaced(text: string, offset: number): SyntaxFault {
  const line = lineWithWords(text, offset) ?? lineAt(text, offset);
  return { offset: line.body, reason: explainIndentation(text, line) };
}

function explainUnclosed(text: string, found: Unclosed): SyntaxFault {
  const { kind, offset, sign } = found;
  if (kind === 'lone') return { offset, reason: `This ${sign} closes nothing.` };
  if (kind === 'mismatch') {
    const { opener } = found;
    return {
      offset,
      reason: `Here stands ${sign}, where ${closingOf(opener.sign)} is wanted to close the ${opener.sign} at`,
      other: opener.offset,
    };
  }
  const what = sign === '"' || sign === "'" ? 'This quotation mark' : `This ${sign}`;
  // Given up at its own line's end, it is the next line that stands too far left.
  const after = text[found.end] === '\n' ? found.end + 1 : found.end;
  const next = lineWithWords(text, after);
  if (!next || found.end >= text.length) return { offset, reason: `${what} is never closed.` };
  return { offset, reason: `${what} is not closed before the line that stands too far left at`, other: next.body };
}

/** What follows a value that has ended, and why it ended there; null where what is left open is to blame. */
function afterValue(text: string, offset: number, all: QuotedText[]): SyntaxFault | null {
  const before = endingAt(text, offset, all);
  if (text[offset] === '{' && text[offset - 1] === '$')
    return { offset: offset - 1, reason: `Within brackets, \${NAME} ${IN_QUOTES}.` };
  if (!before) return text[offset] === ']' || text[offset] === '}' ? null : { offset, reason: AFTER_VALUE };
  // What was left open above has taken the opening sign for its end: what is behind cannot be told.
  if (text.slice(before.offset, before.end).includes('\n')) return null;
  if (text[before.offset] === "'" && before.end === offset)
    return { offset: offset - 1, reason: "Within single quotation marks an apostrophe is written twice: 'it''s'." };
  return { offset, reason: AFTER_VALUE };
}

/** The quoted text that ends before `offset`, but for spaces. */
function endingAt(text: string, offset: number, all: QuotedText[]): QuotedText | undefined {
  const before = all.findLast(({ end }) => end <= offset);
  return before && text.slice(before.end, offset).trim() === '' ? before : undefined;
}

/** The tab in the indentation of the line at `offset`, or of the one below that a value runs on to; or null. */
function tabNear(text: string, offset: number): number | null {
  const line = lineAt(text, offset);
  for (const one of [line, lineAfter(text, line)]) {
    const tab = one?.text.slice(0, one.body - one.start).indexOf('\t') ?? -1;
    if (tab !== -1) return one!.start + tab;
  }
  return null;
}

function explainTabs(text: string): string {
  const lines = text.match(/^ *\t/gm)?.length ?? 0;
  if (lines === 0) return 'A tab stands here: YAML wants spaces.';
  if (lines === 1) return 'A tab indents this line: YAML wants spaces.';
  const others = lines === 2 ? 'one more line' : `${lines - 1} more lines`;
  return `A tab indents this line and ${others} of the file: YAML wants spaces.`;
}
