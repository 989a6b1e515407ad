import { explainInFactiva } from './foreign.ts';
import type { Grammar } from './grammar.ts';
import { type Sign, type Wrong, wrong } from './lexemes.ts';
import { atLeast, first, nearIn, nearWithin, readConnective } from './operators.ts';
import { readScopeAs, type ScopeNames } from './scopes.ts';

/** Words of a step: Factiva counts from one word to the next, Wirewatch the words between. */
const between = (steps: string | undefined) => (steps === undefined ? 0 : Number(steps) - 1);

/** Tags of Factiva's fields; null: known there, and nothing here. */
const FIELDS: ScopeNames = {
  ...{ hd: 'title', by: 'author', au: 'author', sn: 'source', la: 'lang' },
  ...{
    lp: null,
    hlp: null,
    td: null,
    rst: null,
    sc: null,
    co: null,
    ns: null,
    in: null,
    re: null,
    pe: null,
    fds: null,
  },
};

/**
 * Factiva's language, after Dow Jones, "Search Statement Operators" (Factiva Developer's Kit): `adjN` and `w/N` in order,
 * `nearN` and `/NN/` in either, all counted from 1; proximity binds before `not`, `and`, `or`; words side by side are a
 * phrase.
 */
export const FACTIVA: Grammar = {
  readWord(word) {
    return readConnective(word) ?? readOperator(word) ?? explainInFactiva(word);
  },
  readScope: (query) => readScopeAs(query, /^([a-z]{2,3})\s*=\s*/i, FIELDS, (name) => `${name}=`),
  readWildcards(word) {
    const [found, stem] = /^(.*)\$\d*$/.exec(word) ?? [];
    if (found === undefined) return word;
    return wrong(`${word} asks for a number of letters, which cannot be said here. Did you mean ${stem}*?`, [
      `${stem}*`,
    ]);
  },
  infix: /\/[nf]\d{1,3}\//i,
  precedence: ['or', 'and', 'near'],
  nearFirst: 'leftmost',
  sideBySide: 'phrase',
  mixesNear: true,
  refusesAddresses: false,
};

function readOperator(word: string): Sign | Wrong | null {
  const [, ordered, orderedSteps] = /^(adj|w\/)(\d+)?$/i.exec(word) ?? [];
  if (ordered) return nearWithin(between(orderedSteps), true);
  const [, steps, slashSteps] = /^(?:near(\d+)|\/n(\d{1,3})\/)$/i.exec(word) ?? [];
  if (steps || slashSteps) return nearWithin(between(steps ?? slashSteps), false);
  if (/^same$/i.test(word)) return nearIn('paragraph');
  const [, count] = /^atleast(\d{1,3})$/i.exec(word) ?? [];
  if (count) return atLeast(Number(count));
  const [, words] = /^\/f(\d{1,3})\/$/i.exec(word) ?? [];
  if (words) return first(Number(words), 'firstBehind');
  if (/^(?:near|o?near\/\D*)$/i.test(word))
    return wrong(`${word} is not an operator of Factiva's. Did you mean near5 or adj5?`, ['near5', 'adj5']);
  if (/^wc[<>]/i.test(word)) return wrong(`${word} asks for a number of words, which cannot be said here.`);
  return null;
}
