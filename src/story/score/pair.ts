import { resemblance } from '../copies/sketch.ts';
import { AT, NAME } from '../features/feature.ts';
import { type Common, type Commons, commonsOf } from './common.ts';
import type { Weighed, WeighedFeature } from './weighed.ts';

/**
 * Which weights judge a pair: both in one language; both in Latin letters; at least one in Chinese, Japanese or Korean; any
 * other.
 */
export const PAIR_CLASSES = ['sameLanguage', 'latin', 'cjk', 'other'] as const;

/** One of {@link PAIR_CLASSES}. */
export type PairClass = (typeof PAIR_CLASSES)[number];

/** What is measured of a pair, in the order of the weights. */
export const MEASURES = [
  'nameCosine',
  'nameShareLess',
  'nameShareMore',
  'nameEvidence',
  'wordCosine',
  'wordEvidence',
  'numberShareLess',
  'numberShareMore',
  'numberEvidence',
  'termCosine',
  'termShareLess',
  'termEvidence',
  'titleCosine',
  'titleFoundLess',
  'titleFoundMore',
  'leadCosine',
  'leadFoundLess',
  'titleNumbersAgree',
  'titleNumbersDiffer',
  'headNamesDiffer',
  'headNumbersDiffer',
  'groupCosine',
  'placeCosine',
  'placeShareLess',
  'placeEvidence',
  'headPlacesDiffer',
  'signCosine',
  'signEvidence',
  'jaccard',
  'evidence',
  'headNamesMissingMore',
  'headNumbersMissingMore',
  'headEvidence',
] as const;

/** A pair as far as scoring asks. */
export interface Pair {
  class: PairClass;
  measures: number[];
  commons: Commons;
}

/** Nats of evidence that are imagined on both sides to differ, so that a short text proves nothing by one word. */
const DOUBT = 12;

/** Measures a pair. */
export function measurePair(a: Weighed, b: Weighed): Pair {
  const pairClass = classOf(a, b);
  const commons = commonsOf(a, b, pairClass === 'cjk');
  const { names, words, numbers, terms, groups, places, signs } = commons;
  const head = (feature: WeighedFeature) => (feature.at & (AT.title | AT.lead)) !== 0;
  const title = (feature: WeighedFeature) => (feature.at & AT.title) !== 0;
  const isName = (feature: WeighedFeature) => feature.name === NAME.yes;
  const [soundsA, soundsB] = pairClass === 'cjk' ? [a.coarse, b.coarse] : [a.fine, b.fine];
  const nameShares = shares(names, soundsA, soundsB, (feature) => feature.name !== NAME.no);
  const numberShares = shares(numbers, a.numbers, b.numbers, () => true);
  const placeShares = shares(places, a.places, b.places, () => true);
  const termShares = terms.length > 0 ? shares(terms, a.terms, b.terms, () => true) : ([0, 0, 0] as const);
  const all = [...names, ...words, ...numbers, ...terms, ...groups];
  const titleShares = sharesOf(all, [a, b], title);
  const leadShares = sharesOf(all, [a, b], head);
  const numbersInTitles = [titled(a.numbers), titled(b.numbers)] as const;
  const titleAgrees = numbers.filter((common) => title(common.a) && title(common.b)).length;
  const evidence = (list: Common[]) =>
    Math.log1p(list.reduce((sum, one) => sum + one.sameness * Math.min(one.a.rare, one.b.rare), 0));
  const namesMissing = missing(names, soundsA, soundsB, (feature) => head(feature) && isName(feature));
  const numbersMissing = missing(numbers, a.numbers, b.numbers, head);
  const measures = [
    nameShares[2],
    Math.min(nameShares[0], nameShares[1]),
    Math.max(nameShares[0], nameShares[1]),
    evidence(names),
    cosine(words, soundsA, soundsB, () => true),
    evidence(words),
    Math.min(numberShares[0], numberShares[1]),
    Math.max(numberShares[0], numberShares[1]),
    evidence(numbers),
    termShares[2],
    Math.min(termShares[0], termShares[1]),
    evidence(terms),
    titleShares.cosine,
    Math.min(...titleShares.found),
    Math.max(...titleShares.found),
    leadShares.cosine,
    Math.min(...leadShares.found),
    titleAgrees > 0 ? 1 : 0,
    numbersInTitles[0] > titleAgrees && numbersInTitles[1] > titleAgrees ? 1 : 0,
    Math.min(...namesMissing),
    Math.min(...numbersMissing),
    cosine(groups, a.groups, b.groups, () => true),
    placeShares[2],
    Math.min(placeShares[0], placeShares[1]),
    evidence(places),
    Math.min(...missing(places, a.places, b.places, head)),
    cosine(signs, a.signs, b.signs, () => true),
    evidence(signs),
    resemblance(a.signature.sketch, b.signature.sketch).jaccard,
    evidence([...names, ...numbers, ...groups]),
    Math.max(...namesMissing),
    Math.max(...numbersMissing),
    evidence([...names, ...numbers, ...groups].filter((one) => head(one.a) && head(one.b))),
  ];
  return { class: pairClass, measures, commons };
}

function classOf(a: Weighed, b: Weighed): PairClass {
  const [left, right] = [a.signature, b.signature];
  if (left.language !== null && left.language === right.language) return 'sameLanguage';
  if (left.writing === 'cjk' || right.writing === 'cjk') return 'cjk';
  return left.writing === 'latin' && right.writing === 'latin' ? 'latin' : 'other';
}

type Test = (feature: WeighedFeature) => boolean;

/** Shares of what a and b say that the other says, too, by weight, and the cosine; each with some doubt. */
function shares(
  common: Common[],
  a: Map<unknown, WeighedFeature>,
  b: Map<unknown, WeighedFeature>,
  test: Test,
): [number, number, number] {
  let [inA, inB, both, squareA, squareB] = [0, 0, 0, 0, 0];
  for (const feature of a.values())
    if (test(feature)) {
      inA += feature.weight;
      squareA += feature.weight ** 2;
    }
  for (const feature of b.values())
    if (test(feature)) {
      inB += feature.weight;
      squareB += feature.weight ** 2;
    }
  let [matchedA, matchedB] = [0, 0];
  for (const one of common) {
    matchedA += one.sameness * one.a.weight;
    matchedB += one.sameness * one.b.weight;
    both += one.sameness * one.a.weight * one.b.weight;
  }
  return [
    Math.min(1, matchedA / (inA + DOUBT)),
    Math.min(1, matchedB / (inB + DOUBT)),
    both / Math.sqrt((squareA + DOUBT ** 2) * (squareB + DOUBT ** 2)),
  ];
}

function cosine(
  common: Common[],
  a: Map<unknown, WeighedFeature>,
  b: Map<unknown, WeighedFeature>,
  test: Test,
): number {
  return common.length === 0 ? 0 : shares(common, a, b, test)[2];
}

/** Of what stands in one place of each: how alike the places are, and how much of each is found anywhere in the other. */
function sharesOf(
  common: Common[],
  [a, b]: [Weighed, Weighed],
  test: Test,
): { cosine: number; found: [number, number] } {
  const isSame = a.signature.language === b.signature.language;
  const total = (weighed: Weighed) => {
    let [sum, square] = [0, 0];
    const maps = isSame
      ? [weighed.fine, weighed.numbers, weighed.groups, weighed.terms]
      : [weighed.fine, weighed.numbers, weighed.groups];
    for (const map of maps) {
      for (const feature of map.values()) {
        // Across languages only names and numbers must be found again.
        if (!test(feature) || (!isSame && feature.kind === 'sound' && feature.name === NAME.no)) continue;
        sum += feature.weight;
        square += feature.weight ** 2;
      }
    }
    return [sum, square] as const;
  };
  const [sumA, squareA] = total(a);
  const [sumB, squareB] = total(b);
  let [foundA, foundB, both] = [0, 0, 0];
  for (const one of common) {
    const [inA, inB] = [test(one.a), test(one.b)];
    if (inA) foundA += one.sameness * one.a.weight;
    if (inB) foundB += one.sameness * one.b.weight;
    if (inA && inB) both += one.sameness * one.a.weight * one.b.weight;
  }
  return {
    cosine: both / Math.sqrt((squareA + DOUBT ** 2) * (squareB + DOUBT ** 2)),
    found: [Math.min(1, foundA / (sumA + DOUBT)), Math.min(1, foundB / (sumB + DOUBT))],
  };
}

function titled(numbers: Map<unknown, WeighedFeature>): number {
  let count = 0;
  for (const { at } of numbers.values()) if (at & AT.title) count += 1;
  return count;
}

/** Of what stands at the head of each, the share that is not in the other at all, by how rare it is. */
function missing(
  common: Common[],
  a: Map<unknown, WeighedFeature>,
  b: Map<unknown, WeighedFeature>,
  test: Test,
): [number, number] {
  const matched = new Set(common.flatMap((one) => [one.a, one.b]));
  const share = (map: Map<unknown, WeighedFeature>) => {
    let [lost, all] = [0, DOUBT / 2];
    for (const feature of map.values()) {
      if (!test(feature)) continue;
      all += feature.rare;
      if (!matched.has(feature)) lost += feature.rare;
    }
    return lost / all;
  };
  return [share(a), share(b)];
}
