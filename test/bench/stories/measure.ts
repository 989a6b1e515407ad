import { copyKeys } from '../../../src/story/copies/bands.ts';
import { sketchOf } from '../../../src/story/copies/sketch.ts';
import { groupArticle } from '../../../src/story/group.ts';
import { hashNumbers } from '../../../src/story/hash.ts';
import { type Keys, keysOf, weigh } from '../../../src/story/keys.ts';
import { createMemoryNeighbourhood } from '../../../src/story/memory/neighbourhood.ts';
import { MODEL } from '../../../src/story/score/weights.ts';
import { type Signature, signatureOf } from '../../../src/story/signature.ts';
import { restoreSignature, storeSignature } from '../../../src/story/stored.ts';
import { CONTESTANTS } from '../extract/contestants.ts';
import { readPages } from '../extract/pages.ts';
import type { BenchArticle } from '../match/corpus.ts';

/** What grouping costs, ms of CPU an article; counts an article where nothing else is said. */
export interface Grouping {
  stories: number;
  signature: number;
  /** Keys, neighbours, comparisons. */
  grouping: number;
  keys: number;
  neighbours: number;
  /** Bytes of the index, for each story in it. */
  bytes: number;
}

/** What does not hang on the number of stories, ms of CPU each. */
export interface Parts {
  page: number;
  copyPath: number;
  restore: number;
  /** Of a stored signature. */
  storedBytes: number;
}

/** Pages read, and articles signed, before anything is measured. */
const WARM_UP = 40;

/** CPU time of `run` for each of `count`, in ms. Threads of the engine included. */
async function cpuFor(count: number, run: () => void | Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / count;
}

/** Measures the parts, beside reading pages as Wirewatch reads them. */
export async function measureParts(articles: readonly BenchArticle[]): Promise<Parts> {
  const pages = readPages(null);
  const read = await CONTESTANTS.Wirewatch();
  for (const page of pages.slice(0, WARM_UP)) await read(page);
  const page = await cpuFor(pages.length, async () => {
    for (const one of pages) await read(one);
  });
  const copyPath = await cpuFor(articles.length, () => {
    for (const { text } of articles) copyKeys(sketchOf(text));
  });
  const stored = articles.map((article) => JSON.stringify(storeSignature(sign(article))));
  const restore = await cpuFor(articles.length, () => {
    for (const one of stored) restoreSignature(JSON.parse(one));
  });
  const storedBytes = stored.reduce((sum, one) => sum + one.length, 0) / stored.length;
  return { page, copyPath, restore, storedBytes };
}

/**
 * Measures grouping against a window of so many stories of an article each. Their signatures are those of `known`, over and
 * over, with keys of which three in four are like those of no other: so it is with names and numbers.
 */
export async function measureGrouping(
  stories: number,
  known: readonly BenchArticle[],
  articles: readonly BenchArticle[],
): Promise<Grouping> {
  const neighbourhood = createMemoryNeighbourhood<number>();
  const signatures = known.map(sign);
  for (const signature of signatures) neighbourhood.count(signature);
  const weighed = signatures.map((signature) => weigh(signature, neighbourhood.frequencies()));
  const keys = weighed.map(keysOf);
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  for (let id = 0; id < stories; id += 1) {
    const at = id % known.length;
    neighbourhood.add({ id, story: id, signature: weighed[at]! }, another(keys[at]!, Math.floor(id / known.length)));
  }
  globalThis.gc?.();
  const bytes = (process.memoryUsage().heapUsed - before) / stories;
  const own: Signature[] = [];
  const signature = await cpuFor(articles.length, () => {
    own.push(...articles.map(sign));
  });
  let [looked, compared] = [0, 0];
  const grouping = await cpuFor(articles.length, () => {
    for (const one of own) {
      const ready = weigh(one, neighbourhood.frequencies());
      const found = keysOf(ready);
      const neighbours = neighbourhood.find({ keys: found, since: null });
      looked += found.copies.length + found.features.length;
      compared += neighbours.length;
      groupArticle(ready, neighbours, { model: MODEL, sizeOf: () => 1, beganAt: () => null });
    }
  });
  const count = articles.length;
  return { stories, signature, grouping, keys: looked / count, neighbours: compared / count, bytes };
}

function another({ copies, features }: Keys, nth: number): Keys {
  const moved = (key: number, at: number) => (nth === 0 || at % 4 === 0 ? key : hashNumbers(key, nth));
  return { copies: copies.map((key) => hashNumbers(key, nth)), features: features.map(moved) };
}

function sign({ title, text, language }: BenchArticle): Signature {
  return signatureOf({ title, text, language, url: null, publishedAt: null });
}
