import type { Reporter, Span } from './error.ts';
import { shown } from './error.ts';
import { explainSuffix } from './foreign.ts';
import type { Grammar } from './grammar.ts';
import type { Lexeme, Sign, Wrong } from './lexemes.ts';
import { didYouMean } from './suggest.ts';
import { checkTerm, holdsWord } from './term-text.ts';
import { MAX_DISTANCE, type Spelling } from './tree.ts';
import { likelyContent, looksUnclosed, type Quoted } from './unclosed.ts';
import {
  ALIAS,
  BEHIND_GROUP,
  CLOSE,
  COMMENT,
  EXACT,
  MINUS,
  OPEN,
  QUOTED,
  QUOTES,
  SINGLE,
  SINGLE_QUOTED,
  SLOP,
  SPACE,
  SPELLINGS,
  STRAY_SLOP,
  WORD,
} from './written-signs.ts';

/** What a query can show a scope or an operator by is not far. */
const LOOK_AHEAD = 200;
/** A word with all its signs, such as an address, in UTF-16 code units. */
const MAX_WRITTEN = 2_000;

/** Cuts a query into its parts. What is wrong goes to `report`; what follows is still read. */
export function readLexemes(query: string, grammar: Grammar, report: Reporter): Lexeme[] {
  return new Lexer(query, grammar, report).read();
}

class Lexer {
  readonly #query: string;
  readonly #grammar: Grammar;
  readonly #report: Reporter;
  readonly #lexemes: Lexeme[] = [];
  #at = 0;
  /** Where the word ends that an infix operator was cut from. */
  #wordEnd = 0;
  /** The first phrase that holds an operator. */
  #suspect: Quoted | null = null;

  constructor(query: string, grammar: Grammar, report: Reporter) {
    this.#query = query;
    this.#grammar = grammar;
    this.#report = report;
  }

  read(): Lexeme[] {
    while (this.#at < this.#query.length) {
      const offset = this.#at;
      if (!this.#skipBlank() && !this.#readBehindGroup(offset)) this.#readPart(offset);
    }
    return this.#lexemes;
  }

  #readPart(offset: number) {
    const character = this.#query[offset]!;
    if (OPEN.includes(character) || CLOSE.includes(character)) {
      this.#at += 1;
      this.#add(offset, { kind: OPEN.includes(character) ? 'open' : 'close' });
    } else if (SINGLE.includes(character) && this.#takeSingleQuoted()) {
      this.#addTerm(offset, this.#query.slice(offset + 1, this.#at - 1), 'inflected', true);
    } else if (character === '{') {
      this.#readExact(offset);
    } else if (character === '}') {
      this.#at += 1;
      this.#report.error(this.#spanFrom(offset), 'This } closes nothing.');
    } else if (QUOTES.includes(character)) {
      this.#readQuoted(offset, 'inflected');
    } else if (MINUS.includes(character)) {
      this.#readMinus(offset);
    } else if (character === '@') {
      this.#readAlias(offset);
    } else if (character === '~' && this.#take(STRAY_SLOP)) {
      this.#add(offset, explainSuffix(this.#query.slice(offset, this.#at)));
    } else if (Object.hasOwn(SPELLINGS, character)) {
      this.#readSpelling(offset, character);
    } else {
      this.#readScopeOrWord(offset);
    }
  }

  /** @returns true when a space or a comment was read over. */
  #skipBlank(): boolean {
    const offset = this.#at;
    if (this.#take(SPACE)) return true;
    const comment = this.#take(COMMENT);
    if (comment && !comment[1]) this.#report.error({ offset, length: 3 }, 'This <<< is never closed by >>>.');
    return comment !== null;
  }

  /** @returns true when there was a weight or a distance behind a parenthesis. */
  #readBehindGroup(offset: number): boolean {
    const behind = CLOSE.includes(this.#query[this.#at - 1] || ' ') ? this.#take(BEHIND_GROUP) : null;
    if (behind) this.#add(offset, explainSuffix(behind[0]));
    return behind !== null;
  }

  #readMinus(offset: number) {
    this.#at += 1;
    if (this.#at < this.#query.length && !/\s/.test(this.#query[this.#at]!) && !CLOSE.includes(this.#query[this.#at]!))
      this.#add(offset, { kind: 'not' });
    else this.#report.error(this.#spanFrom(offset), 'A dash excludes what follows it directly: -word.');
  }

  #readAlias(offset: number) {
    const name = this.#take(ALIAS)![1]!;
    if (name) this.#add(offset, { kind: 'alias', name });
    else this.#report.error(this.#spanFrom(offset), 'An alias has a name: @name, of letters, digits, - and _.');
  }

  /** A sign that says how the word behind it is spelled, and the word. */
  #readSpelling(offset: number, sign: string) {
    this.#at += 1;
    const spelling = SPELLINGS[sign]!;
    const next = this.#query[this.#at] ?? '';
    if (QUOTES.includes(next) && next) this.#readQuoted(offset, spelling);
    else if (next && !/\s/.test(next) && !(OPEN + CLOSE).includes(next) && !'{}'.includes(next))
      this.#readPrefixed(offset, spelling);
    else this.#report.error({ offset, length: 1 }, `A ${sign} stands directly before a word or a quotation mark.`);
  }

  #readScopeOrWord(offset: number) {
    const scope = this.#grammar.readScope(this.#query.slice(this.#at, this.#at + LOOK_AHEAD));
    if (scope) {
      this.#at += scope.length;
      this.#add(offset, scope.sign);
    } else {
      this.#readWord(offset);
    }
  }

  #addTerm(offset: number, text: string, spelling: Spelling, quoted: boolean) {
    const checked = checkTerm(text, spelling, quoted);
    if (checked.kind === 'wrong') return this.#add(offset, checked);
    if (checked.notice) this.#report.notice(this.#spanFrom(offset), checked.notice);
    this.#add(offset, { kind: 'term', text: checked.text, spelling });
  }

  #readQuoted(offset: number, spelling: Exclude<Spelling, 'exact'>) {
    const [, text = '', closed] = this.#take(QUOTED)!;
    if (!closed) return this.#reportUnclosed({ span: this.#spanFrom(offset), text });
    if (!this.#suspect && looksUnclosed(text)) this.#suspect = { span: this.#spanFrom(offset), text };
    if (!holdsWord(text)) {
      this.#report.error(this.#spanFrom(offset), 'There is no word between the quotation marks.');
      return;
    }
    const slop = this.#take(SLOP);
    if (!slop && this.#query[this.#at] === '~') {
      this.#at += 1;
      this.#report.error(this.#spanFrom(offset), 'A ~ behind a phrase takes a number of words: "two words"~5.');
      return;
    }
    if (!slop) return this.#addTerm(offset, text, spelling, true);
    const checked = checkTerm(text, spelling, true);
    if (checked.kind === 'wrong') return this.#add(offset, checked);
    if (Number(slop[1]) > MAX_DISTANCE)
      this.#report.error(this.#spanFrom(offset), `At most ${MAX_DISTANCE} words can stand among those of a phrase.`);
    else this.#add(offset, { kind: 'loosePhrase', text: checked.text, spelling, slop: Number(slop[1]) });
  }

  #takeSingleQuoted(): boolean {
    const start = this.#at;
    const found = this.#take(SINGLE_QUOTED);
    // 'Ndrangheta OR drivers' is two words with an apostrophe.
    if (found && looksUnclosed(found[1]!)) this.#at = start;
    return this.#at > start;
  }

  #reportUnclosed(last: Quoted) {
    const { span, text } = this.#suspect ?? last;
    const meant = likelyContent(text);
    const suggestions = holdsWord(meant) ? [`"${meant}"`] : [];
    const message = this.#suspect
      ? 'A quotation mark is missing, probably here.'
      : 'This quotation mark is never closed.';
    this.#report.error(span, message + didYouMean(suggestions), suggestions);
  }

  #readExact(offset: number) {
    const [, text = '', closed] = this.#take(EXACT)!;
    if (!closed) {
      const meant = likelyContent(text);
      const suggestions = holdsWord(meant) ? [`{${meant}}`] : [];
      this.#report.error(this.#spanFrom(offset), `This { is never closed.${didYouMean(suggestions)}`, suggestions);
    } else if (!holdsWord(text)) this.#report.error(this.#spanFrom(offset), 'There is no word between { and }.');
    else this.#addTerm(offset, text, 'exact', true);
  }

  #readWord(offset: number) {
    // There may be many operators in a word: what was cut off is not searched for its end again.
    if (offset < this.#wordEnd) this.#at = this.#wordEnd;
    else this.#take(WORD);
    let word = this.#query.slice(offset, this.#at);
    const infix = this.#grammar.infix?.exec(word);
    if (infix) {
      this.#wordEnd = this.#at;
      // The operator alone, or what stands before it.
      const end = infix.index === 0 ? infix[0].length : infix.index;
      word = word.slice(0, end);
      this.#at = offset + end;
    }
    if (word.length > MAX_WRITTEN) {
      this.#report.error(this.#spanFrom(offset), `No word is so long: ${shown(word)}.`);
      return;
    }
    const sign = this.#grammar.readWord(word, this.#query.slice(this.#at, this.#at + LOOK_AHEAD));
    if (sign) return this.#add(offset, sign);
    const own = this.#grammar.readWildcards(word.replace(/^#+(?=.)/, ''));
    if (typeof own !== 'string') return this.#add(offset, own);
    if (holdsWord(own) || /[*?]/.test(own)) this.#addTerm(offset, own, 'inflected', false);
    else this.#report.error(this.#spanFrom(offset), `There is no word in ${shown(word)}.`);
  }

  #readPrefixed(offset: number, spelling: Exclude<Spelling, 'exact'>) {
    const word = this.#take(WORD)![0];
    if (holdsWord(word)) this.#addTerm(offset, word, spelling, false);
    else this.#report.error(this.#spanFrom(offset), `There is no word in ${shown(word)}.`);
  }

  /** What `pattern` (sticky) finds here, and goes behind it. */
  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#query);
    if (found) this.#at += found[0].length;
    return found;
  }

  #spanFrom(offset: number): Span {
    return { offset, length: this.#at - offset };
  }

  #add(offset: number, sign: Sign | Wrong) {
    if (sign.kind === 'wrong') this.#report.error(this.#spanFrom(offset), sign.message, sign.suggestions);
    else this.#lexemes.push({ ...sign, span: this.#spanFrom(offset) });
  }
}
