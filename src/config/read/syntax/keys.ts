import { explainIndentation } from './indentation.ts';
import { lineAfter, lineAt, lineWithWords } from './lines.ts';
import type { SyntaxFault } from './syntax-fault.ts';

const COLON_IN_TEXT =
  'This text holds a colon and a space, which YAML takes for a key: put the text in quotation marks, or the key on a line of its own.';

/** What is wrong with the line of a key that YAML cannot find the colon of. */
export function explainKey(text: string, offset: number): SyntaxFault {
  const rest = restOfLine(text, offset);
  const colon = /^["']?[\w.-]+["']?(?=:\S)/.exec(rest);
  if (colon) return { offset: offset + colon[0].length, reason: 'A space is missing after this colon.' };
  if (/^-[^\s-]/.test(rest)) return { offset, reason: 'A space is missing after this dash.' };
  const equals = /^[\w.-]+ *(?==)/.exec(rest);
  if (equals)
    return { offset: offset + equals[0].length, reason: 'Between a key and its value stands a colon, not =.' };
  const word = /^[\w.-]+(?= *(?:#|$))/.exec(rest);
  if (word) return { offset: offset + word[0].length, reason: 'A colon is missing after this key.' };
  return {
    offset,
    reason:
      'This line is neither a key with a colon nor an entry with a dash. Text of several lines begins with | behind its key, and all its lines are indented further than the key.',
  };
}

/** What is wrong where YAML sees a key within the value at `offset`. */
export function explainNested(text: string, offset: number): SyntaxFault {
  const line = lineAt(text, offset);
  const dash = /^[ \t]*(?:- +)*(?=-[^\s-])/.exec(line.text);
  if (dash) return { offset: line.start + dash[0].length, reason: 'A space is missing after this dash.' };
  if (/:(?:\s|$)/.test(restOfLine(text, offset))) return { offset, reason: COLON_IN_TEXT };
  // The value goes on below, up to the colon of what was meant as a key.
  const below = lineAfter(text, line);
  const next = below && lineWithWords(text, below.start);
  return next ? { offset: next.body, reason: explainIndentation(text, next) } : { offset, reason: COLON_IN_TEXT };
}

function restOfLine(text: string, offset: number): string {
  const line = lineAt(text, offset);
  return line.text.slice(offset - line.start);
}
