import { didYouMean } from '../suggest.ts';
import { shown } from './error.ts';

interface ForeignForm {
  pattern: RegExp;
  /** Must follow the word directly. */
  before?: string;
  explain(found: RegExpExecArray): { message: string; suggestions: string[] };
}

const notPart = (what: string, suggestions: string[] = []) => ({
  message: `${what} not part of the watch language.${didYouMean(suggestions)}`,
  suggestions,
});

/**
 * What people write in other query languages, in the hope that it works here. Read as plain words, such forms would
 * quietly watch for something else; so each is an error that says what to write.
 */
const FOREIGN_FORMS: ForeignForm[] = [
  {
    pattern: /^near\/(\d+)f$|^onear(?:\/(\d+))?$/i,
    explain: ([word, before, ordered]) => notPart(`Order of words (${word}) is`, [`NEAR/${before ?? ordered ?? 10}`]),
  },
  {
    pattern: /^(?:near)?\/[sp]$/i,
    explain: ([word]) => notPart(`Nearness by sentence or paragraph (${word}) is`, ['NEAR/15']),
  },
  {
    // Factiva counts the step, not the words between: near5 leaves room for four.
    pattern: /^(?:near|adj)(\d{1,4})$/i,
    explain: ([word, steps]) => ({
      message: `${word} is Factiva's: at most ${Math.max(0, Number(steps) - 1)} words between. NEAR takes the number of words between after a slash.`,
      suggestions: [`NEAR/${Math.max(0, Number(steps) - 1)}`, `NEAR/${steps}`],
    }),
  },
  {
    pattern: /^(?:w|pre|n)?\/(\d{1,4})$/i,
    explain: ([word, distance]) => ({
      message: `${word} is not an operator here.${didYouMean([`NEAR/${distance}`])}`,
      suggestions: [`NEAR/${distance}`],
    }),
  },
  {
    pattern: /^near\/.*$/i,
    explain: ([word]) => ({
      message: `${shown(word)} lacks its number of words.${didYouMean(['NEAR/10'])}`,
      suggestions: ['NEAR/10'],
    }),
  },
  {
    pattern: /^(?:title|text|url|author|source|site|lang|country|tag):/i,
    explain: ([scope]) => notPart(`A scope (${scope}) is`),
  },
  { pattern: /^(?:atleast|first)\/?\d+$/i, before: '(', explain: ([word]) => notPart(`${word}( is`) },
  { pattern: /^[=~]/, explain: ([sign]) => notPart(`A ${sign} before a word is`) },
];

/** What is wrong with `word`, if it is an operator of another language or of a fuller one. `next` is the character behind it. */
export function explainForeignForm(word: string, next: string): { message: string; suggestions: string[] } | null {
  for (const { pattern, before, explain } of FOREIGN_FORMS) {
    const found = pattern.exec(word);
    if (found && (before === undefined || before === next)) return explain(found);
  }
  return null;
}
