import { type Sentence, sentenceBreak } from './sentences.ts';
import { readWords, type Word } from './words.ts';

/** A word in its sentence. */
export interface Token extends Word {
  /** Index into {@link TokenisedText.sentences}. */
  sentence: number;
}

/** A text as the language sees it: its words in order. The distance between two words is counted in tokens. */
export interface TokenisedText {
  tokens: Token[];
  sentences: Sentence[];
}

/** Linear in the length of `text`. `language`: BCP 47 tag or null; it settles details, never whether a word is seen. */
export function tokenise(text: string, language: string | null): TokenisedText {
  const tokens: Token[] = [];
  const sentences: Sentence[] = [];
  let start = 0;
  let previous: Word | undefined;
  for (const word of readWords(text, language)) {
    if (!previous) {
      start = text.length - text.trimStart().length;
    } else {
      const gap = { start: previous.end, end: word.start, before: previous.text };
      const found = sentenceBreak(text, gap, language);
      if (found) {
        sentences.push({ start, end: found.end });
        start = found.next;
      }
    }
    tokens.push({ ...word, sentence: sentences.length });
    previous = word;
  }
  if (previous) sentences.push({ start, end: endOfLastSentence(text, previous.end) });
  return { tokens, sentences };
}

function endOfLastSentence(text: string, from: number): number {
  const paragraph = text.indexOf('\n\n', from);
  return text.slice(0, paragraph < 0 ? text.length : paragraph).trimEnd().length;
}
