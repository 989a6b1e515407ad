import { createRandom, type Random, weightedIndex } from '../random.ts';
import { FUNCTION_WORDS, type Vocabulary, zipfWeights } from './vocabulary.ts';

/** An article to be matched. */
export interface BenchArticle {
  title: string;
  text: string;
  language: string | null;
}

/** In UTF-16 code units; the last paragraph is finished. */
const ARTICLE_LENGTH = 5_000;
/** Share of an article's distinct made-up words that are unseen in a cold article, so that half of all its distinct words are. */
const UNSEEN_SHARE = 0.59;

const CONTRACTIONS = ["don't", "didn't", "won't", "can't", "isn't", "wasn't", "it's", "that's"];
const SYLLABLES = [...'lmnrt'].flatMap((consonant) => [...'aeiou'].map((vowel) => consonant + vowel));
const FUNCTION_LIST = [...FUNCTION_WORDS.keys()];

/**
 * `count` articles in English, but for their made-up words, of some 5 KB or of `length` code units. Nothing else than function words begins a sentence,
 * so that a phrase of made-up words never stands across a sentence end: Wirewatch would not take it for a phrase, and
 * the baselines know no sentences.
 *
 * `unseen`: about half of the distinct words of each article are in none before it.
 */
export function writeArticles(
  vocabulary: Vocabulary,
  { count, seed, unseen, length = ARTICLE_LENGTH }: { count: number; seed: number; unseen: boolean; length?: number },
): BenchArticle[] {
  const random = createRandom(seed);
  const drawFunctionWord = weightedIndex([...FUNCTION_WORDS.values()]);
  const drawWord = weightedIndex(zipfWeights(vocabulary.words.length, 20));
  const drawName = weightedIndex(zipfWeights(vocabulary.names.length, 50));
  let inventions = 0;

  const functionWord = () => FUNCTION_LIST[drawFunctionWord(random)]!;
  const name = () => vocabulary.names[drawName(random)]!;
  const word = () => vocabulary.words[drawWord(random)]!;

  /** A word that begins as `like` and was never used. No other holds an x. */
  function invent(like: string): string {
    inventions += 1;
    const ending = [...inventions.toString(25)].map((digit) => SYLLABLES[Number.parseInt(digit, 25)]!);
    return `${like.slice(0, 5)}x${ending.join('')}`;
  }

  function writeArticle(): BenchArticle {
    const topics = Array.from({ length: 6 }, word);
    const people = Array.from({ length: 3 }, name);
    const renamed = new Map<string, string>();

    /** The word itself, or in a cold article another in its place, the same throughout the article. */
    function seenOrNot(word: string): string {
      if (!unseen) return word;
      let used = renamed.get(word);
      if (used === undefined) {
        used = random.chance(UNSEEN_SHARE) ? invent(word) : word;
        renamed.set(word, used);
      }
      return used;
    }

    function content(): string {
      if (random.chance(0.06)) {
        const mentioned = random.chance(0.4) ? random.pick(people) : name();
        return mentioned.map((part) => capitalised(seenOrNot(part))).join(' ') + (random.chance(0.1) ? "'s" : '');
      }
      const single = () => seenOrNot(random.chance(0.12) ? random.pick(topics) : word());
      return random.chance(0.02) ? `${single()}-${single()}` : inflected(single(), random);
    }

    function anything(): string {
      if (random.chance(0.44)) return functionWord();
      if (random.chance(0.02)) return String(random.chance(0.5) ? 1990 + random.below(40) : 2 + random.below(900));
      if (random.chance(0.008)) return random.pick(CONTRACTIONS);
      return content();
    }

    function sentence(): string {
      const length = 7 + random.below(24);
      let written = capitalised(functionWord());
      for (let index = 1; index < length; index += 1) {
        written += (random.chance(0.06) ? ', ' : ' ') + anything();
      }
      if (random.chance(0.06)) return `"${written}."`;
      return written + (random.chance(0.03) ? '?' : '.');
    }

    const paragraphs: string[] = [];
    for (let written = 0; written < length; written += paragraphs.at(-1)!.length + 2) {
      paragraphs.push(Array.from({ length: 2 + random.below(4) }, sentence).join(' '));
    }
    const title = [capitalised(functionWord()), ...Array.from({ length: 4 + random.below(6) }, content)].join(' ');
    return { title, text: paragraphs.join('\n\n'), language: 'en' };
  }

  return Array.from({ length: count }, writeArticle);
}

/** For each article, how many different words it and those before it hold, whatever their case. */
export function countDistinctWords(articles: readonly BenchArticle[]): number[] {
  const known = new Set<string>();
  return articles.map(({ title, text }) => {
    for (const word of `${title} ${text}`.toLowerCase().match(/[\w']+/g) ?? []) known.add(word);
    return known.size;
  });
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function inflected(word: string, random: Random): string {
  const ending = random.next();
  if (ending < 0.12) return `${word}s`;
  if (ending < 0.18) return `${word}ed`;
  if (ending < 0.23) return `${word}ing`;
  return ending < 0.25 ? `${word}'s` : word;
}
