import { counted } from '../../language/counted.ts';
import { shown } from './error.ts';
import { type Wrong, wrong } from './lexemes.ts';
import { closest, didYouMean } from './suggest.ts';

interface ForeignForm {
  pattern: RegExp;
  /** Must follow the word. */
  before?: RegExp;
  /** Null where it is a word after all. */
  explain(found: string[], behind: string): Wrong | null;
}

const FACTIVA = 'for a query as Factiva has it, say dialect: factiva';
const LEXIS = 'for a query as Lexis has it, say dialect: lexis';

/** `${what}. Did you mean …?` */
const instead = (what: string, ...suggestions: string[]) =>
  wrong(`${what}.${didYouMean(suggestions.map(shown))}`, suggestions);

/** As {@link instead}, for what may be a word to look for as well. */
const insteadOrWord = (word: string, suggestion: string) =>
  wrong(`${word} is not an operator.${didYouMean([suggestion])} To look for the word itself, quote it: "${word}".`, [
    suggestion,
  ]);

/** In capitals; otherwise they are words. */
const OPERATORS_ELSEWHERE: Record<string, string> = {
  ...{ UND: 'AND', ODER: 'OR', NICHT: 'NOT', XOR: 'OR', NAER: 'NEAR', NEER: 'NEAR' },
  ...{ SAME: 'NEAR/p', ADJ: 'ONEAR/0' },
};

/** Words of which a form of {@link FOREIGN_FORMS} or an operator consists: the only ones of nothing but letters. */
export const SUSPICIOUS = [
  ...['andnot', 'butnot', 'atleast', 'first', 'within', 'in'],
  ...Object.keys(OPERATORS_ELSEWHERE).map((word) => word.toLowerCase()),
];

/**
 * What people write in other query languages, or in a hurry, in the hope that it works here. Read as plain words, such
 * forms would quietly watch for something else; so each is an error that says what to write.
 */
const FOREIGN_FORMS: ForeignForm[] = [
  {
    // Factiva counts the step, not the words between: near5 leaves room for four.
    pattern: /^(near|adj)(\d{1,4})$/i,
    explain: ([word, name, steps]) => {
      const operator = /^adj/i.test(name!) ? 'ONEAR' : 'NEAR';
      const words = Math.max(0, Number(steps) - 1);
      const suggestions = [`${operator}/${words}`, `${operator}/${steps}`];
      return wrong(
        `${word} is Factiva's: at most ${counted(words, 'word')} between. ${operator} takes the number of words between after a slash.${didYouMean(suggestions)} Or, ${FACTIVA}.`,
        suggestions,
      );
    },
  },
  {
    pattern: /^(w|pre|n|adj|within)?\/(\d{1,4})$/i,
    // Lexis and Factiva count the step, too.
    explain: ([word, name, distance]) => {
      const operator = /^(?:pre|adj)$/i.test(name ?? '') ? 'ONEAR' : 'NEAR';
      const between = Math.max(0, Number(distance) - 1);
      const [literal, meant] = [`${operator}/${distance}`, `${operator}/${between}`];
      const factiva = /^w$/i.test(name ?? '') ? `, in Factiva ONEAR/${between} (dialect: factiva)` : '';
      return wrong(
        `${word} is not an operator here.${didYouMean([literal])} In Lexis it means ${meant} (dialect: lexis)${factiva}.`,
        [...new Set([literal, meant])],
      );
    },
  },
  {
    pattern: /^w?\/(s|sent|p|para|seg)$/i,
    explain: ([word, unit]) => {
      const meant = /^seg/i.test(unit!) ? 'AND' : /^s/i.test(unit!) ? 'NEAR/s' : 'NEAR/p';
      return wrong(`${word} is not an operator here.${didYouMean([meant])} Or, ${LEXIS}.`, [meant]);
    },
  },
  {
    pattern: /^(?:within|in)$/i,
    before: /^\s*[a-z_]{2,20}:/i,
    explain: ([word]) => instead(`${word} does not join a scope to what stands before it`, 'AND'),
  },
  {
    pattern: /^within$/i,
    before: /^\s+\d{1,4}(?!\S)/,
    explain: ([word], behind) => insteadOrWord(word!, `NEAR/${/\d+/.exec(behind)![0]}`),
  },
  { pattern: /^(?:atleast|first)$/i, explain: ([word], behind) => explainCounted(word!, behind) },
  {
    pattern: /^atleast(\d{1,4})$/i,
    explain: ([word, number], behind) => {
      const [, operand = '…'] = /^\s*([\p{L}\p{N}]+)/u.exec(behind) ?? [];
      return instead(`${word} lacks a slash before its number`, `ATLEAST/${number}(${operand})`);
    },
  },
  {
    pattern: /^first(\d{1,4})$/i,
    before: /^\s*\(/,
    explain: ([word, number]) => instead(`${word} lacks a slash before its number`, `FIRST/${number}(…)`),
  },
  {
    pattern: /^([\p{L}\p{N}*?-]*)([~^]\d+(?:\.\d+)?)$/u,
    explain: ([, , suffix]) => explainSuffix(suffix!),
  },
  { pattern: /\/[fn]\d{1,3}\//i, explain: ([found]) => wrong(`${found} is Factiva's; ${FACTIVA}.`) },
  { pattern: /^wc[<>]\d*$/i, explain: ([found]) => wrong(`${found} is Factiva's, and nothing here can say it.`) },
  {
    pattern: /^(title|text|url|author|source|site|lang|country|tag)=/i,
    explain: ([found, scope]) => instead(`${found} is not a scope`, `${scope}:`),
  },
  {
    pattern: /^[a-z]{3,}\$\d{0,2}$/,
    explain: ([word]) => instead(`${word} is cut short as in Factiva`, word!.replace(/\$\d*$/, '*')),
  },
  {
    pattern: /^[a-z]{2,3}=/i,
    explain: ([found]) => wrong(`${found}… is a field of Factiva's; ${FACTIVA}. A scope has a colon: title:word.`),
  },
  {
    pattern: /^[\p{L}\p{N}]{3,}!$/u,
    explain: ([word]) => instead(`${shown(word!)} is cut short as in Lexis`, `${word!.slice(0, -1)}*`),
  },
  {
    pattern: /^(o?near)[\\_:~-]?(\d{1,4}f?|[sp])$|^(o?near)\/?[\\_:~-](\d{1,4}f?|[sp])$/i,
    explain: ([word, near, distance, nearToo, distanceToo]) =>
      instead(`${word} is not an operator`, `${(near ?? nearToo)!.toUpperCase()}/${distance ?? distanceToo}`),
  },
  {
    pattern: /^(o?near)\/(\d{0,4}).*$/i,
    explain: ([word, near, number], behind) => {
      const meant = number || /^\s+(\d{1,4})(?!\S)/.exec(behind)?.[1] || '10';
      const fault = number ? 'is not an operator' : 'lacks its number of words';
      return instead(`${shown(word!)} ${fault}`, `${near!.toUpperCase()}/${meant}`);
    },
  },
  { pattern: /^(?:andnot|butnot)$/i, explain: ([word]) => instead(`${word} is not an operator`, 'AND NOT') },
  {
    pattern: /^[A-Z]{3,5}$/,
    explain: ([word]) => {
      const meant = Object.hasOwn(OPERATORS_ELSEWHERE, word!) ? OPERATORS_ELSEWHERE[word!] : undefined;
      return meant ? insteadOrWord(word!, meant) : null;
    },
  },
  { pattern: /^&+$/, explain: ([word]) => instead(`${shown(word!)} is not an operator`, 'AND') },
  { pattern: /^\|+$/, explain: ([word]) => instead(`${shown(word!)} is not an operator`, 'OR') },
  {
    pattern: /^!(?=[\p{L}\p{N}])(.*)$/u,
    explain: ([word, rest]) => instead(`${shown(word!)} excludes nothing here`, `-${rest}`),
  },
  {
    pattern: /^\+(?=[\p{L}\p{N}])(.*)$/u,
    explain: ([word, rest]) => instead(`${shown(word!)}: words side by side must all stand there anyway`, rest!),
  },
  {
    pattern: /^[\p{L}\p{N}]+(?:\|+[\p{L}\p{N}]+)+$/u,
    explain: ([word]) => instead(`${shown(word!)} is one word`, word!.split(/\|+/).join(' OR ')),
  },
];

/** What is wrong with a `~5` or `^5` where no phrase stands before it. */
export function explainSuffix(suffix: string): Wrong {
  return suffix.startsWith('~')
    ? wrong(`${shown(suffix)} stands behind a phrase in quotation marks: "two words"${shown(suffix)}.`)
    : wrong(`${shown(suffix)} is a weight, and weights mean nothing here: an article matches or it does not.`);
}

/** What is wrong with `word`, if it is an operator of another language or a slip. `behind` is the query behind it. */
export function explainForeignForm(word: string, behind: string): Wrong | null {
  for (const { pattern, before, explain } of FOREIGN_FORMS) {
    const found = pattern.exec(word);
    const explained = found && (!before || before.test(behind)) ? explain(found, behind) : null;
    if (explained) return explained;
  }
  return explainSlip(word);
}

/** What is wrong with a word of a query in Factiva's language: what Lexis or Wirewatch would say. */
export function explainInFactiva(word: string): Wrong | null {
  const [, name, steps] = /^(pre|n|w|near|onear|)\/(\d{1,4})f?$/i.exec(word) ?? [];
  if (steps !== undefined)
    return instead(`${word} is not an operator of Factiva's`, `${/^(?:pre|on)/i.test(name!) ? 'adj' : 'near'}${steps}`);
  const [, stem] = /^([\p{L}\p{N}]{3,})!$/u.exec(word) ?? [];
  if (stem) return instead(`${shown(word)} is cut short as in Lexis`, `${stem}*`);
  return explainInEither(word);
}

/** What is wrong with a word of a query in Lexis' language: what Factiva would say. */
export function explainInLexis(word: string): Wrong | null {
  const [, name, steps] = /^(near|adj)(\d{1,4})$/i.exec(word) ?? [];
  if (name) return instead(`${word} is Factiva's`, `${/^adj/i.test(name) ? 'pre' : 'w'}/${steps}`);
  const [field] = /^[a-z]{2,3}=/i.exec(word) ?? [];
  if (field) return wrong(`${field} is a field of Factiva's. A segment has parentheses: HEADLINE(…).`);
  return explainInEither(word);
}

function explainInEither(word: string): Wrong | null {
  if (/^(?:andnot|butnot)$/i.test(word)) return instead(`${word} is not an operator`, 'and not');
  if (/^&+$/.test(word)) return instead(`${shown(word)} is not an operator`, 'and');
  if (/^\|+$/.test(word)) return instead(`${shown(word)} is not an operator`, 'or');
  return /^atleast$/i.test(word) ? instead(`${word} lacks its number`, 'atleast3') : null;
}

/** `ATLEAST(…)`, `FIRST 50 (…)`. In small letters, "first" is a word unless a parenthesis touches it. */
function explainCounted(word: string, behind: string): Wrong | null {
  const [, gap, number] = /^(\s*(\d{0,5})\s*)[(（]/.exec(behind) ?? [];
  if (gap === undefined || (word.toLowerCase() === 'first' && word !== 'FIRST' && gap !== '')) return null;
  const name = word.toUpperCase();
  return instead(`${word} takes its number after a slash`, `${name}/${number || (name === 'FIRST' ? 50 : 3)}(…)`);
}

/** NAER/5, NEER/5. */
function explainSlip(word: string): Wrong | null {
  const [, name, number] = /^([a-z]{3,6})\/(\d{1,4}f?)$/i.exec(word) ?? [];
  const [meant] = name ? closest(name, ['near', 'onear']) : [];
  return meant ? instead(`${word} is not an operator`, `${meant.toUpperCase()}/${number}`) : null;
}
