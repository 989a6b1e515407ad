/** A place in a query: UTF-16 code units from its start. */
export interface Span {
  offset: number;
  length: number;
}

/** Why a query is not one, and where. Plain JSON, for operators. */
export interface QueryError {
  /** A sentence, complete without the query. */
  message: string;
  /** UTF-16 code units from the start of the query. */
  offset: number;
  /** UTF-16 code units; 0 where something is missing at the end. */
  length: number;
  /** From 1. */
  line: number;
  /** From 1, in UTF-16 code units. */
  column: number;
  /** What the author may have meant, as parts of a query; the message names them too. */
  suggestions: string[];
}

/** What a query means where its author may have meant something else. */
export type QueryNotice = Pick<QueryError, 'message' | 'offset' | 'length' | 'line' | 'column'>;

/** Writes errors and notices about one query: knows its lines. */
export interface Reporter {
  readonly errors: QueryError[];
  readonly notices: QueryNotice[];
  /** Records an error. Returns null, so that a parser can `return report.error(…)` in place of a node. */
  error(span: Span, message: string, suggestions?: string[]): null;
  notice(span: Span, message: string): void;
}

/** Errors listed at most; the rest of a hostile query is not worth reading. */
const MAX_REPORTED = 20;
/** A suggestion longer than this, in UTF-16 code units, is not worth reading either. */
const MAX_SUGGESTION = 500;

/** A reporter for one query. Of many errors it keeps the first 20, and of their suggestions none too long to read. */
export function createReporter(query: string): Reporter {
  const errors: QueryError[] = [];
  const notices: QueryNotice[] = [];
  return {
    errors,
    notices,
    error(span, message, suggestions = []) {
      if (errors.length < MAX_REPORTED)
        errors.push({
          message: plain(message),
          ...locate(query, span),
          suggestions: suggestions.filter(isShort).map(plain),
        });
      return null;
    },
    notice(span, message) {
      if (notices.length < MAX_REPORTED) notices.push({ message: plain(message), ...locate(query, span) });
    },
  };
}

function locate(query: string, { offset, length }: Span) {
  const before = query.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { offset, length, line: before.split('\n').length, column: offset - lineStart + 1 };
}

/** Part of a query inside a message: short and on one line. */
export function shown(text: string): string {
  const line = plain(text);
  return line.length > 60 ? `${line.slice(0, 59).toWellFormed()}…` : line;
}

const isShort = ({ length }: string) => length <= MAX_SUGGESTION;

/** On one line, and safe to store and print: without controls, and without marks that turn the direction of what follows. */
function plain(text: string): string {
  return text.toWellFormed().replace(/[\p{Cc}\p{Bidi_Control}\s]+/gu, ' ');
}
