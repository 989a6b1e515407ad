import { inflectedAs } from '../match/terms/lexicon.ts';
import { areaOf } from '../match/text/areas.ts';
import { createFieldReader, FIELDS, type FieldReading, type ReadableArticle } from '../match/text/fields.ts';
import { joinsNext, lastsOfJoined, mayJoinNext, mindsNoSpaces, solid } from '../match/text/joined.ts';
import { bigramsOf, type Column, inColumn, tokenOf } from './tokens.ts';
import { plainKeysOf } from './word-keys.ts';

/** Longer words, in UTF-16 code units, meet nothing. */
const MAX_WORD_LENGTH = 200;
/** Bytes of all tokens of an article (UTF-8): Postgres takes a mebibyte, `tsvector` type, PostgreSQL manual 8.11. */
const MAX_TOKEN_BYTES = 900_000;

/** What an article is filed by. */
export interface ArticleWords {
  /** Null: too much for an index entry. */
  tokens: string[] | null;
  /** Of the words: ISO 639, or `und`. */
  language: string;
  /** The words of its content as they are written, each once, those of scripts without spaces aside. */
  words: string[];
}

/** Reads articles for the archive, one after the other. */
export interface ArticleWordReader {
  /** Everything by which a query could find the article has its token: cut as the matcher cuts it. */
  read(article: ReadableArticle): ArticleWords;
}

/** A reader that uses its tables again for each article. */
export function createArticleWordReader(): ArticleWordReader {
  const reader = createFieldReader();
  return {
    read(article) {
      const tokens = new Set<string>();
      const words = new Set<string>();
      for (const field of FIELDS) {
        const reading = reader.read(field, article);
        const area = areaOf(field);
        if (area === 'content') addContent(reading, field === 'title', tokens, words);
        else addPlain(reading, area, tokens);
      }
      for (const headline of reader.readHeadlines(article)) addContent(headline, true, tokens, words);
      return {
        tokens: bytesOf(tokens) > MAX_TOKEN_BYTES ? null : [...tokens],
        language: inflectedAs(article.language),
        words: [...words],
      };
    },
  };
}

function addContent(reading: FieldReading, isHeadline: boolean, tokens: Set<string>, words: Set<string>): void {
  const add = (token: string) => {
    tokens.add(token);
    if (isHeadline) tokens.add(inColumn('title', token));
  };
  for (const word of wordsOf(reading)) {
    const token = tokenOf(word);
    if (token === '') continue;
    words.add(word);
    add(token);
  }
  for (const bigram of bigramsIn(reading)) add(bigram);
}

function addPlain(reading: FieldReading, column: Column, tokens: Set<string>): void {
  for (const word of wordsOf(reading)) for (const key of plainKeysOf(word)) tokens.add(inColumn(column, key));
  for (const bigram of bigramsIn(reading)) tokens.add(inColumn(column, bigram));
}

/** Words of scripts that part them, those written in parts also as one. */
function* wordsOf({ text, tokens, language }: FieldReading): Generator<string> {
  const isLoose = mindsNoSpaces(language);
  for (let index = 0; index < tokens.count; index += 1) {
    if (tokens.unspaced[index] === 1) continue;
    const [start, end] = [tokens.starts[index]!, tokens.textEnds[index]!];
    if (end - start <= MAX_WORD_LENGTH) yield text.slice(start, end);
    if (index + 1 === tokens.count || !mayJoinNext(tokens, index, isLoose)) continue;
    if (!joinsNext(text, tokens, index, language)) continue;
    for (const last of lastsOfJoined(text, tokens, index, language)) {
      const joinedEnd = tokens.textEnds[last]!;
      if (joinedEnd - start <= MAX_WORD_LENGTH) yield solid(text.slice(start, joinedEnd));
    }
  }
}

function bigramsIn(reading: FieldReading): string[] {
  const { tokens } = reading;
  if (!tokens.unspaced.subarray(0, tokens.count).includes(1)) return [];
  return reading.unspaced().stretches().flatMap(bigramsOf);
}

function bytesOf(tokens: ReadonlySet<string>): number {
  let bytes = 0;
  for (const token of tokens) bytes += Buffer.byteLength(token);
  return bytes;
}
