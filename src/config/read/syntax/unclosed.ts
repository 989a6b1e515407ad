import { Lexer } from 'yaml';

/** A bracket or quotation mark that does not end where it has to. Offsets into the text, in UTF-16 code units. */
export type Unclosed =
  /** `end`: where the parser gave up, the end of the text or a line that stands too far left. */
  | { kind: 'open'; offset: number; sign: string; end: number }
  /** Another bracket stands where the one of `opener` is wanted. */
  | { kind: 'mismatch'; offset: number; sign: string; opener: { offset: number; sign: string } }
  /** A closing bracket that nothing opened. */
  | { kind: 'lone'; offset: number; sign: string };

/** Text between quotation marks. */
export interface QuotedText {
  offset: number;
  /** Behind its last character. */
  end: number;
}

/** What {@link readSigns} finds, in the order of where it begins to matter. */
export interface Signs {
  unclosed: Unclosed[];
  quoted: QuotedText[];
}

const CLOSING: Record<string, string> = { '[': ']', '{': '}' };
/** What the lexer says besides the text: a document begins; brackets are given up; text comes next. */
const DOCUMENT = '\x02';
const GIVEN_UP = '\x18';
const TEXT = '\x1f';

/** Brackets and quotation marks of a YAML text as its lexer sees them: those at fault, and every text that is closed. */
export function readSigns(text: string): Signs {
  const unclosed: Unclosed[] = [];
  const quoted: QuotedText[] = [];
  const open: { offset: number; sign: string }[] = [];
  let offset = 0;
  let isText = false;

  for (const lexeme of new Lexer().lex(text)) {
    const wasText: boolean = isText;
    isText = lexeme === TEXT && !wasText;
    if (!wasText && (isText || lexeme === DOCUMENT)) continue;
    if (!wasText && lexeme === GIVEN_UP) {
      const opener = open.pop();
      if (opener) unclosed.push({ kind: 'open', ...opener, end: offset });
      continue;
    }
    const end = offset + lexeme.length;
    if (!wasText && lexeme in CLOSING) open.push({ offset, sign: lexeme });
    else if (!wasText && (lexeme === ']' || lexeme === '}')) {
      const opener = open.pop();
      if (!opener) unclosed.push({ kind: 'lone', offset, sign: lexeme });
      else if (CLOSING[opener.sign] !== lexeme) unclosed.push({ kind: 'mismatch', offset, sign: lexeme, opener });
    } else if (!wasText && /^["']/.test(lexeme)) {
      if (isClosed(lexeme)) quoted.push({ offset, end });
      else unclosed.push({ kind: 'open', offset, sign: lexeme[0]!, end });
    }
    offset = end;
  }
  unclosed.push(...open.reverse().map((opener) => ({ kind: 'open' as const, ...opener, end: text.length })));
  return { unclosed, quoted };
}

/** The bracket that closes `sign`. */
export function closingOf(sign: string): string {
  return CLOSING[sign] ?? sign;
}

function isClosed(lexeme: string): boolean {
  return lexeme.startsWith('"') ? /^"(?:[^\\"]|\\.)*"$/s.test(lexeme) : /^'(?:[^']|'')*'$/.test(lexeme);
}
