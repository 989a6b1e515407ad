import type { Reporter, Span } from './error.ts';
import { shown } from './error.ts';
import { DEFAULT_DISTANCE, MAX_DISTANCE } from './tree.ts';
import { explainForeignForm } from './unsupported.ts';

/** A sign of the language, or a leaf of the tree. */
export type Lexeme = { span: Span } & (
  | { kind: 'open' | 'close' | 'not' }
  | { kind: 'and' | 'or' }
  | { kind: 'near'; distance: number }
  | { kind: 'term'; text: string; spelling: 'inflected' | 'exact' }
  | { kind: 'alias'; name: string }
);

/** Straight, and as word processors and other languages set them. Any one closes any other: „so“, “so”, «so». */
const QUOTES = '"“”„‟«»＂「」『』';
const MINUS = '-−–';
const SPACE = /\s+/y;
const QUOTED = new RegExp(`[${QUOTES}]([^${QUOTES}]*)([${QUOTES}]?)`, 'y');
const EXACT = /\{([^{}]*)(\}?)/y;
const ALIAS = /@([\p{L}\p{N}_-]*)/uy;
const WORD = new RegExp(`[^\\s(){}（）${QUOTES}]+`, 'y');
const NEAR = /^near(?:\/(\d{1,9}))?$/i;
/** `*` at or in a word, `?` in one: reserved, so that a query does not change its meaning when they come to mean something. */
const WILDCARD = /[\p{L}\p{M}\p{N}][*]|[*][\p{L}\p{M}\p{N}]|[\p{L}\p{M}\p{N}][?][\p{L}\p{M}\p{N}]/u;

/** True when there is a word in `text` to look for. */
export function holdsWord(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** Cuts a query into its parts. What is wrong goes to `report`; what follows is still read. */
export function readLexemes(query: string, report: Reporter): Lexeme[] {
  const lexemes: Lexeme[] = [];
  let at = 0;

  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(query);
    if (found) at += found[0].length;
    return found;
  };
  const add = (offset: number, lexeme: Lexeme extends infer L ? (L extends Lexeme ? Omit<L, 'span'> : never) : never) =>
    lexemes.push({ ...lexeme, span: { offset, length: at - offset } } as Lexeme);

  while (at < query.length) {
    const offset = at;
    const first = query[at]!;
    if (take(SPACE)) continue;

    if ('(（'.includes(first) || ')）'.includes(first)) {
      at += 1;
      add(offset, { kind: '(（'.includes(first) ? 'open' : 'close' });
    } else if (first === '{' || first === '}') {
      const [, text = '', closed] = take(EXACT) ?? [];
      if (first === '}') at += 1;
      const span = { offset, length: at - offset };
      if (first === '}') report.error(span, 'This } closes nothing.');
      else if (!closed) report.error(span, 'This { is never closed.');
      else if (!holdsWord(text)) report.error(span, 'There is no word between { and }.');
      else add(offset, { kind: 'term', text, spelling: 'exact' });
    } else if (QUOTES.includes(first)) {
      const [, text = '', closed] = take(QUOTED)!;
      const span = { offset, length: at - offset };
      if (!closed) report.error(span, 'This quotation mark is never closed.');
      else if (!holdsWord(text)) report.error(span, 'There is no word between the quotation marks.');
      else if (WILDCARD.test(text)) report.error(span, `Wildcards are not part of the watch language: ${shown(text)}.`);
      else add(offset, { kind: 'term', text, spelling: 'inflected' });
    } else if (MINUS.includes(first)) {
      at += 1;
      if (at < query.length && !/[\s)）]/.test(query[at]!)) add(offset, { kind: 'not' });
      else report.error({ offset, length: 1 }, 'A dash excludes what follows it directly: -word.');
    } else if (first === '@') {
      const name = take(ALIAS)![1]!;
      if (name) add(offset, { kind: 'alias', name });
      else report.error({ offset, length: 1 }, 'An alias has a name: @name, of letters, digits, - and _.');
    } else {
      const word = take(WORD)![0];
      const lexeme = readWord(word, { offset, length: at - offset }, query[at] ?? '', report);
      if (lexeme) lexemes.push(lexeme);
    }
  }
  return lexemes;
}

function readWord(word: string, span: Span, next: string, report: Reporter): Lexeme | null {
  const operator = word.toLowerCase();
  if (operator === 'and' || operator === 'or' || operator === 'not') return { kind: operator, span };

  const near = NEAR.exec(word);
  if (near) {
    const distance = near[1] === undefined ? DEFAULT_DISTANCE : Number(near[1]);
    if (distance <= MAX_DISTANCE) return { kind: 'near', distance, span };
    const nearest = `NEAR/${MAX_DISTANCE}`;
    return report.error(span, `NEAR reaches ${MAX_DISTANCE} words at most. Did you mean ${nearest}, or AND?`, [
      nearest,
    ]);
  }

  const foreign = explainForeignForm(word, next);
  if (foreign) return report.error(span, foreign.message, foreign.suggestions);
  if (WILDCARD.test(word)) return report.error(span, `Wildcards are not part of the watch language: ${shown(word)}.`);
  if (!holdsWord(word)) return report.error(span, `There is no word in ${shown(word)}.`);
  return { kind: 'term', text: word, spelling: 'inflected', span };
}
