import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Signature, signatureOf } from '../../../src/story/signature.ts';

/** An article of a set, with the story that people say it tells. */
export interface LabelledArticle {
  id: string;
  title: string;
  text: string;
  url: string | null;
  language: string | null;
  publishedAt: string | null;
  story: string;
}

/** A pair that people judged. */
export interface JudgedPair {
  a: LabelledArticle;
  b: LabelledArticle;
  same: boolean;
}

/** A labelled set: `articles.jsonl.gz` and, where they are there, `judged.jsonl.gz` and `either.json`. */
export interface LabelledSet {
  articles: LabelledArticle[];
  judged: JudgedPair[];
  /** True for two stories that one may or may not keep apart. */
  areEither(a: string, b: string): boolean;
}

/** Reads a set from its folder. */
export function readSet(folder: string): LabelledSet {
  const either = existsSync(join(folder, 'either.json'))
    ? (JSON.parse(readFileSync(join(folder, 'either.json'), 'utf8')) as string[][])
    : [];
  const pairs = new Set(either.flatMap((group) => group.flatMap((a) => group.map((b) => `${a} ${b}`))));
  return {
    articles: readLines<LabelledArticle>(join(folder, 'articles.jsonl.gz')),
    judged: readLines<JudgedPair>(join(folder, 'judged.jsonl.gz')),
    areEither: (a, b) => a !== b && pairs.has(`${a} ${b}`),
  };
}

/** The signature of an article as the pipeline would make it. */
export function signatureOfLabelled({ publishedAt, ...article }: LabelledArticle): Signature {
  return signatureOf({ ...article, publishedAt: publishedAt === null ? null : new Date(publishedAt) });
}

function readLines<Line>(file: string): Line[] {
  if (!existsSync(file)) return [];
  return gunzipSync(readFileSync(file))
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}
