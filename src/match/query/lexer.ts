import type { Reporter } from './error.ts';
import { shown } from './error.ts';
import { explainSuffix } from './foreign.ts';
import type { Grammar } from './grammar.ts';
import type { Lexeme, Sign, Wrong } from './lexemes.ts';
import { didYouMean } from './suggest.ts';
import { checkTerm, holdsWord } from './term-text.ts';
import { MAX_DISTANCE, type Spelling } from './tree.ts';
import { likelyContent, looksUnclosed, type Quoted } from './unclosed.ts';

/** Straight, and as word processors and other languages set them. Any one closes any other: „so“, “so”, «so». */
const QUOTES = '"“”„‟«»＂「」『』';
const MINUS = '-−–';
const OPEN = '(（[';
const CLOSE = ')）]';
const SPACE = /\s+/y;
const COMMENT = /<<<.*?(>>>|$)/sy;
const QUOTED = new RegExp(`[${QUOTES}]([^${QUOTES}]*)([${QUOTES}]?)`, 'y');
/** Single ones, as British word processors set them: around several words only, since they are apostrophes, too. */
const SINGLE = "‘‚‛'";
const SINGLE_QUOTED = /[‘‚‛']([^\s‘’‚‛'"()]+(?:\s+[^\s‘’‚‛'"()]+)+)[’‘'](?![\p{L}\p{N}])/uy;
const SLOP = /~(\d{1,9})/y;
/** The same with nothing before it. */
const STRAY_SLOP = /~\d{1,9}(?![^\s()（）[\]])/y;
/** Weights and distances of other languages, behind a parenthesis. */
const BEHIND_GROUP = /([~^])\d+(?:\.\d+)?/y;
const EXACT = /\{([^{}]*)(\}?)/y;
const ALIAS = /@([\p{L}\p{N}_-]*)/uy;
/** Hebrew writes a quotation mark before the last letter of an acronym. */
const WORD = new RegExp(`(?:[^\\s()（）[\\]{}${QUOTES}]|(?<=\\p{sc=Hebrew})"(?=\\p{sc=Hebrew}))+`, 'uy');
const SPELLINGS: Record<string, Spelling> = { '=': 'spelled', '~': 'stemmed' };
/** What a query can show a scope or an operator by is not far. */
const LOOK_AHEAD = 200;
/** A word with all its signs, such as an address, in UTF-16 code units. */
const MAX_WRITTEN = 2_000;

/** Cuts a query into its parts. What is wrong goes to `report`; what follows is still read. */
export function readLexemes(query: string, grammar: Grammar, report: Reporter): Lexeme[] {
  const lexemes: Lexeme[] = [];
  let at = 0;
  /** Where the word ends that an infix operator was cut from. */
  let wordEnd = 0;
  /** The first phrase that holds an operator. */
  let suspect: Quoted | null = null;

  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(query);
    if (found) at += found[0].length;
    return found;
  };
  const spanFrom = (offset: number) => ({ offset, length: at - offset });
  const add = (offset: number, sign: Sign | Wrong) => {
    if (sign.kind === 'wrong') report.error(spanFrom(offset), sign.message, sign.suggestions);
    else lexemes.push({ ...sign, span: spanFrom(offset) });
  };

  function addTerm(offset: number, text: string, spelling: Spelling, quoted: boolean) {
    const checked = checkTerm(text, spelling, quoted);
    if (checked.kind === 'wrong') return add(offset, checked);
    if (checked.notice) report.notice(spanFrom(offset), checked.notice);
    add(offset, { kind: 'term', text: checked.text, spelling });
  }

  function readQuoted(offset: number, spelling: Exclude<Spelling, 'exact'>) {
    const [, text = '', closed] = take(QUOTED)!;
    if (!closed) return reportUnclosed({ span: spanFrom(offset), text });
    if (!suspect && looksUnclosed(text)) suspect = { span: spanFrom(offset), text };
    if (!holdsWord(text)) {
      report.error(spanFrom(offset), 'There is no word between the quotation marks.');
      return;
    }
    const slop = take(SLOP);
    if (!slop && query[at] === '~') {
      at += 1;
      report.error(spanFrom(offset), 'A ~ behind a phrase takes a number of words: "two words"~5.');
      return;
    }
    if (!slop) return addTerm(offset, text, spelling, true);
    const checked = checkTerm(text, spelling, true);
    if (checked.kind === 'wrong') return add(offset, checked);
    if (Number(slop[1]) > MAX_DISTANCE)
      report.error(spanFrom(offset), `At most ${MAX_DISTANCE} words can stand among those of a phrase.`);
    else add(offset, { kind: 'loosePhrase', text: checked.text, spelling, slop: Number(slop[1]) });
  }

  function takeSingleQuoted(): boolean {
    const start = at;
    const found = take(SINGLE_QUOTED);
    // 'Ndrangheta OR drivers' is two words with an apostrophe.
    if (found && looksUnclosed(found[1]!)) at = start;
    return at > start;
  }

  function reportUnclosed(last: Quoted) {
    const { span, text } = suspect ?? last;
    const meant = likelyContent(text);
    const suggestions = holdsWord(meant) ? [`"${meant}"`] : [];
    const message = suspect ? 'A quotation mark is missing, probably here.' : 'This quotation mark is never closed.';
    report.error(span, message + didYouMean(suggestions), suggestions);
  }

  function readExact(offset: number) {
    const [, text = '', closed] = take(EXACT)!;
    if (!closed) {
      const meant = likelyContent(text);
      const suggestions = holdsWord(meant) ? [`{${meant}}`] : [];
      report.error(spanFrom(offset), `This { is never closed.${didYouMean(suggestions)}`, suggestions);
    } else if (!holdsWord(text)) report.error(spanFrom(offset), 'There is no word between { and }.');
    else addTerm(offset, text, 'exact', true);
  }

  function readWord(offset: number, spelling: Exclude<Spelling, 'exact'>) {
    // There may be many operators in a word: what was cut off is not searched for its end again.
    if (offset < wordEnd) at = wordEnd;
    else take(WORD);
    let word = query.slice(offset, at);
    const infix = grammar.infix?.exec(word);
    if (infix) {
      wordEnd = at;
      // The operator alone, or what stands before it.
      const end = infix.index === 0 ? infix[0].length : infix.index;
      word = word.slice(0, end);
      at = offset + end;
    }
    if (word.length > MAX_WRITTEN) {
      report.error(spanFrom(offset), `No word is so long: ${shown(word)}.`);
      return;
    }
    const sign = spelling === 'inflected' ? grammar.readWord(word, query.slice(at, at + LOOK_AHEAD)) : null;
    if (sign) return add(offset, sign);
    const own = grammar.readWildcards(word.replace(/^#+(?=.)/, ''));
    if (typeof own !== 'string') return add(offset, own);
    if (holdsWord(own) || /[*?]/.test(own)) addTerm(offset, own, spelling, false);
    else report.error(spanFrom(offset), `There is no word in ${shown(word)}.`);
  }

  while (at < query.length) {
    const offset = at;
    const character = query[at]!;
    if (take(SPACE)) continue;
    const comment = take(COMMENT);
    if (comment) {
      if (!comment[1]) report.error({ offset, length: 3 }, 'This <<< is never closed by >>>.');
      continue;
    }

    const behind = CLOSE.includes(query[at - 1] || ' ') ? take(BEHIND_GROUP) : null;
    if (behind) {
      add(offset, explainSuffix(behind[0]));
      continue;
    }

    if (OPEN.includes(character) || CLOSE.includes(character)) {
      at += 1;
      add(offset, { kind: OPEN.includes(character) ? 'open' : 'close' });
    } else if (SINGLE.includes(character) && takeSingleQuoted()) {
      addTerm(offset, query.slice(offset + 1, at - 1), 'inflected', true);
    } else if (character === '{') {
      readExact(offset);
    } else if (character === '}') {
      at += 1;
      report.error(spanFrom(offset), 'This } closes nothing.');
    } else if (QUOTES.includes(character)) {
      readQuoted(offset, 'inflected');
    } else if (MINUS.includes(character)) {
      at += 1;
      if (at < query.length && !/\s/.test(query[at]!) && !CLOSE.includes(query[at]!)) add(offset, { kind: 'not' });
      else report.error(spanFrom(offset), 'A dash excludes what follows it directly: -word.');
    } else if (character === '@') {
      const name = take(ALIAS)![1]!;
      if (name) add(offset, { kind: 'alias', name });
      else report.error(spanFrom(offset), 'An alias has a name: @name, of letters, digits, - and _.');
    } else if (character === '~' && take(STRAY_SLOP)) {
      add(offset, explainSuffix(query.slice(offset, at)));
    } else if (Object.hasOwn(SPELLINGS, character)) {
      at += 1;
      const spelling = SPELLINGS[character] as 'spelled' | 'stemmed';
      const next = query[at] ?? '';
      if (QUOTES.includes(next) && next) readQuoted(offset, spelling);
      else if (next && !/\s/.test(next) && !(OPEN + CLOSE).includes(next) && !'{}'.includes(next))
        readPrefixed(offset, spelling);
      else report.error({ offset, length: 1 }, `A ${character} stands directly before a word or a quotation mark.`);
    } else {
      const scope = grammar.readScope(query.slice(at, at + LOOK_AHEAD));
      if (scope) {
        at += scope.length;
        add(offset, scope.sign);
      } else {
        readWord(offset, 'inflected');
      }
    }
  }
  return lexemes;

  function readPrefixed(offset: number, spelling: Exclude<Spelling, 'exact'>) {
    const word = take(WORD)![0];
    if (holdsWord(word)) addTerm(offset, word, spelling, false);
    else report.error(spanFrom(offset), `There is no word in ${shown(word)}.`);
  }
}
