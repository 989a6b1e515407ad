import { explainInLexis } from './foreign.ts';
import type { Grammar } from './grammar.ts';
import { type Sign, type Wrong, wrong } from './lexemes.ts';
import { atLeast, nearIn, nearWithin, readConnective } from './operators.ts';
import { readScopeAs, type ScopeNames } from './scopes.ts';

/** Segments of Lexis that Wirewatch has data for; null: known there, and nothing here. */
const SEGMENTS: ScopeNames = {
  ...{ headline: 'title', hlead: null, lead: null, title: 'title', body: 'text', text: 'text' },
  ...{ byline: 'author', author: 'author', publication: 'source', source: 'source', language: 'lang' },
  ...{ company: null, geographic: null, subject: null, person: null, date: null, section: null, length: null },
  ...{ caps: null, allcaps: null, nocaps: null, plural: null, singular: null },
};

/**
 * Lexis' terms and connectors, after LexisNexis, "Connector Order and Priority" and "/n Connector" (whose example counts
 * from one word to the next): OR binds first, then proximities from the smallest to the largest, then AND, then AND NOT.
 */
export const LEXIS: Grammar = {
  readWord(word) {
    return readConnective(word) ?? readOperator(word) ?? explainInLexis(word);
  },
  readScope: (query) => readScopeAs(query, /^([a-z]{4,12})(?=\()/i, SEGMENTS, (name) => `${name.toUpperCase()}(…)`),
  readWildcards: (word) => word.replaceAll('*', '?').replace(/!$/, '*'),
  infix: null,
  precedence: ['andNot', 'and', 'near', 'or'],
  nearFirst: 'smallest',
  sideBySide: 'phrase',
  mixesNear: true,
  refusesAddresses: false,
};

function readOperator(word: string): Sign | Wrong | null {
  const [, name, steps] = /^(w|near|n|pre|onear|)\/(\d+)$/i.exec(word) ?? [];
  if (steps !== undefined) return nearWithin(Number(steps) - 1, /^(?:pre|onear)$/i.test(name ?? ''));
  const [, unit] = /^(?:w)?\/(s|p|sent|para)$/i.exec(word) ?? [];
  if (unit) return nearIn(/^s/i.test(unit) ? 'sentence' : 'paragraph');
  if (/^(?:w)?\/seg$/i.test(word)) return wrong(`${word} cannot be said here. Did you mean AND?`, ['AND']);
  const [, count] = /^atleast(\d{1,3})$/i.exec(word) ?? [];
  if (count) return atLeast(Number(count));
  if (/^(?:w|pre|near|onear)\/?\w*$/i.test(word) && word.includes('/'))
    return wrong(`${word} lacks its number of words. Did you mean w/5?`, ['w/5']);
  return null;
}
