import { countedKeys, keysOf, weigh } from '../../src/story/keys.ts';
import { createMemoryNeighbourhood } from '../../src/story/memory/neighbourhood.ts';
import { comparer } from '../../src/story/score/link.ts';
import { reasonsInWords, reasonsOf } from '../../src/story/score/reasons.ts';
import { MODEL } from '../../src/story/score/weights.ts';
import { restoreSignature, storeSignature } from '../../src/story/stored.ts';
import { readFiction, sign } from './support.ts';

const articles = readFiction();
const neighbourhood = createMemoryNeighbourhood<number>();
for (const article of articles) neighbourhood.count(sign(article));
const signatures = articles.map((article) => weigh(sign(article), neighbourhood.frequencies()));
const at = (story: string, nth: number) =>
  signatures[articles.indexOf(articles.filter((one) => one.story === story)[nth]!)]!;

it('is the same after it was stored as JSON, rarities to a sixteenth', () => {
  for (const signature of signatures) {
    const restored = restoreSignature(JSON.parse(JSON.stringify(storeSignature(signature))))!;
    const rounded = signature.features.map((feature) => ({
      ...feature,
      rare: Math.round(16 * feature.rare) / 16,
      coarseRare: Math.round(16 * feature.coarseRare) / 16,
    }));
    const sorted = <Feature extends { key: number }>(features: Feature[]) => features.toSorted((a, b) => a.key - b.key);
    expect({ ...restored, features: sorted(restored.features) }).toEqual({ ...signature, features: sorted(rounded) });
  }
});

it('takes less than two kilobytes for a short article', () => {
  const sizes = signatures.map((signature) => JSON.stringify(storeSignature(signature)).length);
  expect(Math.max(...sizes)).toBeLessThan(2_000);
});

it('is not restored when it is of another version', () => {
  expect(restoreSignature({ ...storeSignature(signatures[0]!), version: 0 })).toBeNull();
});

it('has a bounded number of keys, all of them int4', () => {
  for (const signature of signatures) {
    const { copies, features } = keysOf(signature);
    expect(copies.length).toBeLessThanOrEqual(64);
    expect(features.length).toBeLessThanOrEqual(64);
    for (const key of [...copies, ...features, ...countedKeys(signature)]) expect(key).toBe(key | 0);
  }
});

it('gives reasons that can be read', () => {
  const [german, english] = [at('arrest-mole', 2), at('arrest-mole', 0)];
  const link = comparer(german).link(english, MODEL);
  expect(reasonsInWords(reasonsOf(link, german, english))).toMatch(/Moldan.*; \d of \d numbers; 2 h later$/);
});
