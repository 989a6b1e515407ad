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
  /** What it is to the first article of its story: `original`, `copy`, `cut`, `rewrite`, `translation`. */
  kind?: string;
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
  /** The articles of judged pairs, each once, in the order of time. */
  judgedArticles: LabelledArticle[];
  /** True for two stories that one may or may not keep apart. */
  areEither(a: string, b: string): boolean;
}

/** Reads a set from its folder. */
export function readSet(folder: string): LabelledSet {
  const either = existsSync(join(folder, 'either.json'))
    ? (JSON.parse(readFileSync(join(folder, 'either.json'), 'utf8')) as string[][])
    : [];
  const pairs = new Set(either.flatMap((group) => group.flatMap((a) => group.map((b) => `${a} ${b}`))));
  const judged = readLines<JudgedPair>(join(folder, 'judged.jsonl.gz'));
  const judgedArticles = [...new Map(judged.flatMap(({ a, b }) => [a, b]).map((one) => [one.id, one])).values()];
  return {
    articles: readLines<LabelledArticle>(join(folder, 'articles.jsonl.gz')),
    judged,
    judgedArticles: judgedArticles.toSorted((a, b) => (a.publishedAt ?? '').localeCompare(b.publishedAt ?? '')),
    areEither: (a, b) => a !== b && pairs.has(`${a} ${b}`),
  };
}

/** The same for both orders of a pair. */
export function pairId(a: LabelledArticle, b: LabelledArticle): string {
  return [a.id, b.id].toSorted().join(' ');
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
