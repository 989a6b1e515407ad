import type { BenchArticle } from './corpus.ts';
import type { Asked } from './watches.ts';

/** Stands between title and text, and nothing asked for reaches over it. */
const FIELD_END = '¶';
/** A word as Wirewatch counts it, in the corpus of the benchmark. */
const WORD = String.raw`[\w']+`;
const GAP = `[^\\w'${FIELD_END}]+`;

/** The baseline of one compiled regular expression a watch, tried one after the other. */
export interface RegExpBaseline {
  /** Numbers of the watches that match, in order. */
  find(article: BenchArticle): number[];
}

export function createRegExpBaseline(watches: readonly Asked[]): RegExpBaseline {
  const patterns = watches.map((asked) => new RegExp(patternOf(asked), 'i'));
  return {
    find({ title, text }) {
      const whole = `${title}${FIELD_END}${text}`;
      const found: number[] = [];
      for (const [number, pattern] of patterns.entries()) if (pattern.test(whole)) found.push(number);
      return found;
    },
  };
}

/** Without AND and NOT, it is a plain search for the first mention: V8 does that fastest. */
function patternOf(asked: Asked): string {
  return asked.kind === 'all' || asked.kind === 'without' ? `^${conditionOf(asked)}` : mentionOf(asked);
}

/** Looks ahead from where the text begins. */
function conditionOf(asked: Asked): string {
  switch (asked.kind) {
    case 'all':
      return asked.of.map(conditionOf).join('');
    case 'without':
      return `${conditionOf(asked.asked)}(?!${somewhere(asked.excluded)})`;
    default:
      return `(?=${somewhere(asked)})`;
  }
}

function somewhere(asked: Asked): string {
  return `[^]*?${mentionOf(asked)}`;
}

function mentionOf(asked: Asked): string {
  switch (asked.kind) {
    case 'word':
      return wordPattern(asked.word);
    case 'prefix':
      return `\\b${asked.letters}\\w*(?:'s)?`;
    case 'phrase':
      return asked.words.map(wordPattern).join(GAP);
    case 'any':
      return `(?:${asked.of.map(mentionOf).join('|')})`;
    case 'near': {
      const between = `${GAP}(?:${WORD}${GAP}){0,${asked.distance}}`;
      const [left, right] = [mentionOf(asked.left), mentionOf(asked.right)];
      return `(?:${left}${between}${right}|${right}${between}${left})`;
    }
    case 'all':
    case 'without':
      throw new Error(`${asked.kind} is no mention`);
  }
}

/** A possessive ending is no part of the word. */
function wordPattern(word: string): string {
  return `\\b${word}\\b(?:'s)?`;
}
