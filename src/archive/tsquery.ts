/**
 * A condition on tokens as Postgres reads it (PostgreSQL manual, 8.11.2), and null where every article may satisfy it.
 */
export type TokenQuery = string | null;

/** Tokens of one alternative; evaluating more takes longer than looking at the articles. */
const MAX_ALTERNATIVES = 1_000;
/** UTF-16 code units of the letters that stand for many words, where they are too many. */
const BEGINNING = 3;
/** UTF-16 code units of a query; Postgres takes a mebibyte. */
const MAX_LENGTH = 250_000;

/** Articles with the token. */
export function token(text: string): string {
  return quote(text);
}

/** Articles with a token that begins so. */
export function beginning(text: string): string {
  return `${quote(text)}:*`;
}

/** Articles that satisfy all; what tells nothing is left out. */
export function allOf(queries: readonly TokenQuery[]): TokenQuery {
  return join(
    queries.filter((query) => query !== null),
    '&',
  );
}

/** Articles that satisfy one; null where one of them tells nothing. */
export function anyOf(queries: readonly TokenQuery[]): TokenQuery {
  return queries.includes(null) ? null : join(queries as readonly string[], '|');
}

/** Articles with one of the tokens, and some more where those are many. No token: none. */
export function oneOf(tokens: ReadonlySet<string>): TokenQuery {
  if (tokens.size === 0) return NO_ARTICLE;
  if (tokens.size <= MAX_ALTERNATIVES) return anyOf([...tokens].map(token));
  const beginnings = new Set([...tokens].map(beginningOf));
  return beginnings.size <= MAX_ALTERNATIVES ? anyOf([...beginnings].map(beginning)) : null;
}

/** A token that no article has: it stands between tokens. */
const NO_ARTICLE = quote('\n');

function beginningOf(text: string): string {
  return [...text].slice(0, BEGINNING).join('');
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/** In pairs of pairs: Postgres reads a long row of operators by as many nested calls. */
function join(queries: readonly string[], operator: '&' | '|'): TokenQuery {
  if (queries.length === 0) return null;
  if (queries.length === 1) return queries[0]!;
  const middle = queries.length >> 1;
  const [left, right] = [join(queries.slice(0, middle), operator), join(queries.slice(middle), operator)];
  // What is too long tells nothing.
  if (left === null || right === null) return operator === '|' ? null : (left ?? right);
  const whole = `(${left} ${operator} ${right})`;
  if (whole.length <= MAX_LENGTH) return whole;
  return operator === '|' ? null : left;
}
