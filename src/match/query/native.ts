import { explainForeignForm, SUSPICIOUS } from './foreign.ts';
import type { Grammar } from './grammar.ts';
import type { Sign, Wrong } from './lexemes.ts';
import { wrong } from './lexemes.ts';
import { atLeast, first, nearIn, nearWithin, readConnective } from './operators.ts';
import { explainScopeCall, readColonScope } from './scopes.ts';
import { DEFAULT_DISTANCE } from './tree.ts';

const NEAR = /^(o?)near(?:\/(\d+)(f?))?$/i;
const NEAR_IN = /^(o?)(?:near)?\/([sp])(f?)$/i;
/** Most words of most queries: letters, and neither an operator nor what is taken for one. */
const PLAIN = new RegExp(`^(?!(?:and|or|not|o?near|${SUSPICIOUS.join('|')})$)\\p{L}+$`, 'iu');
const COUNTED = /^(atleast|first)\/(\d{1,9})$/i;

/** Wirewatch's own language: the operators of Meltwater and Brandwatch. */
export const NATIVE: Grammar = {
  readWord(word, behind) {
    if (PLAIN.test(word)) return behind.startsWith('(') ? explainScopeCall(word) : null;
    const connective = readConnective(word);
    if (connective) return connective;
    return readNear(word, behind) ?? readCounted(word, behind) ?? explainForeignForm(word, behind);
  },
  readScope: readColonScope,
  readWildcards: (word) => word,
  infix: null,
  precedence: ['or', 'and', 'near'],
  nearFirst: 'leftmost',
  sideBySide: 'and',
  mixesNear: false,
  refusesAddresses: true,
};

function readNear(word: string, behind: string): Sign | Wrong | null {
  const near = NEAR.exec(word);
  if (near) {
    const [, o, distance, f] = near;
    const [number] = distance === undefined ? (/^\s+\d{1,4}(?=[\s(（"“])/.exec(behind) ?? []) : [];
    if (number !== undefined) {
      const meant = `${word.toUpperCase()}/${number.trim()}`;
      return wrong(`${word} takes its number of words after a slash. Did you mean ${meant}?`, [meant]);
    }
    const parted = /^\s+\/\s*(\d{1,4}f?|[sp](?=\s))/i.exec(behind)?.[1];
    if (parted) {
      const meant = `${word.toUpperCase()}/${parted}`;
      return wrong(`${word} and its number of words stand together. Did you mean ${meant}?`, [meant]);
    }
    return nearWithin(distance === undefined ? DEFAULT_DISTANCE : Number(distance), Boolean(o || f));
  }
  const nearest = NEAR_IN.exec(word);
  if (!nearest) return null;
  const [, o, unit, f] = nearest;
  return nearIn(unit!.toLowerCase() === 's' ? 'sentence' : 'paragraph', Boolean(o || f));
}

function readCounted(word: string, behind: string): Sign | Wrong | null {
  const [, name, number] = COUNTED.exec(word) ?? [];
  if (!name) return null;
  if (!/^\s*[(（]/.test(behind)) {
    const form = `${name.toUpperCase()}/${number}(…)`;
    return wrong(`${word} says nothing without parentheses behind it: ${form}.`, [form]);
  }
  return name.toLowerCase() === 'first' ? first(Number(number)) : atLeast(Number(number));
}
