import { bytesOf, cosineOf, directionOf, vectorOf } from '../../../src/story/embedding/vector.ts';
import { THRESHOLDS } from '../../../src/story/join.ts';
import type { Commons } from '../../../src/story/score/common.ts';
import { isCandidate, scaleOf, type Usual, usualFor, withEmbedding } from '../../../src/story/score/embedding.ts';
import type { Link } from '../../../src/story/score/link.ts';

const at = (degrees: number) => {
  const radians = (degrees * Math.PI) / 180;
  return Float32Array.from([Math.cos(radians), Math.sin(radians)]);
};
/** What is usual at some 60° from 0°. */
const usual = Array.from({ length: 15 }, (_, index) => at(56 + index / 2));
const NONE: Commons = { names: [], words: [], numbers: [], terms: [], groups: [], places: [], signs: [] };
const SOME: Commons = { ...NONE, words: [{} as Commons['words'][number]] };
const link = (more: Partial<Link>): Link => ({ kind: 'rewrite', score: 2, commons: SOME, isSure: false, ...more });

describe('a scale', () => {
  it('is set by what is usual: what stands out counts for one story, what does not against it, within bounds', () => {
    const scale = scaleOf(at(0), usual)!;
    expect(scale(at(1))).toEqual({ cosine: expect.closeTo(1), nats: 2.5 });
    expect(scale(at(60))).toEqual({ cosine: expect.closeTo(0.5), nats: -2 });
    expect(Math.abs(scale(at(42))!.nats)).toBeLessThan(2);
  });

  it('is the same where some of what should be usual is of the same story', () => {
    const scale = scaleOf(at(0), [...usual, at(1), at(2), at(3)])!;
    expect(scale(at(1))!.nats).toBe(2.5);
  });

  it('does not take likeness in a model that sees none elsewhere for more than it is', () => {
    const blind = Array.from({ length: 12 }, () => at(90));
    expect(scaleOf(at(0), blind)!(at(85))!.nats).toBeLessThan(0);
  });

  it('is not to be had of a few articles, nor of those of another space', () => {
    expect(scaleOf(at(0), usual.slice(0, 11))).toBeNull();
    expect(scaleOf(Float32Array.from([1, 0, 0]), usual)).toBeNull();
    expect(scaleOf(at(0), usual)!(Float32Array.from([1, 0, 0]))).toBeNull();
  });
});

describe('what is usual', () => {
  const stories = Array.from({ length: 30 }, (_, story): Usual<number> => {
    return { story, sharesWatch: story % 2 === 0, vector: at(story) };
  });

  it('is what the same watches bring, without the stories that the article may tell', () => {
    expect(usualFor(stories, new Set([0, 1]))).toEqual(
      stories.filter(({ story }) => story % 2 === 0 && story > 0).map(({ vector }) => vector),
    );
  });

  it('is what all watches bring where these bring little', () => {
    expect(usualFor(stories, new Set([0, 2, 4, 6]))).toHaveLength(26);
  });

  it('has no story that the article may tell by its words', () => {
    expect([link({ score: -2 }), link({ score: -4 }), undefined].map(isCandidate)).toEqual([true, false, false]);
  });
});

describe('a link', () => {
  const alike = { cosine: 0.91, nats: 2.5 };

  it('counts what embeddings say, and tells it', () => {
    expect(withEmbedding(link({}), alike)).toMatchObject({ score: 4.5, embedding: 0.91 });
    expect(withEmbedding(link({}), { cosine: 0.3, nats: -2 })).toMatchObject({ score: 0, embedding: 0.3 });
  });

  it.each(['copy', 'template'] as const)('is the same if it is a %s, or nobody was asked', (kind) => {
    expect(withEmbedding(link({ kind }), alike)).toEqual(link({ kind }));
    expect(withEmbedding(link({}), null)).toEqual(link({}));
  });

  it('is not lifted where nothing else is in common', () => {
    expect(withEmbedding(link({ commons: NONE }), alike).score).toBe(2);
    expect(withEmbedding(link({ commons: { ...NONE, places: SOME.words, signs: SOME.words } }), alike).score).toBe(2);
    expect(withEmbedding(link({ score: -7, commons: SOME }), alike).score).toBeLessThan(THRESHOLDS.best);
  });
});

it('keeps a vector as its bytes, wherever they begin', () => {
  const vector = directionOf([1, 2, 3])!;
  const shifted = Buffer.concat([Buffer.from([0]), bytesOf(vector)]).subarray(1);
  expect(vectorOf(shifted)).toEqual(vector);
  expect(cosineOf(vector, vectorOf(shifted))).toBeCloseTo(1, 6);
});

it('knows no direction of a vector without length, or beyond all numbers', () => {
  expect([[0, 0], Array(8).fill(1e308)].map(directionOf)).toEqual([null, null]);
});
