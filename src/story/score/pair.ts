import { type Resemblance, resemblance } from '../copies/sketch.ts';
import type { Signature } from '../signature.ts';
import { type Common, type Commons, commonsOf, type IndexedProfile } from './common.ts';
import { type Item, isAtHead, isInTitle, type Profile, type Sum } from './profile.ts';

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
  'titleMissingLess',
  'titleMissingMore',
  'leadFoundMore',
  'nothingOfTitle',
] as const;

/** A pair as far as scoring asks. */
export interface Pair {
  class: PairClass;
  /** In the order of {@link MEASURES}. */
  measures: number[];
  commons: Commons;
  /** How much of their texts is the same. */
  resemblance: Resemblance;
  /** Shingles of the first and of the second article. */
  sizes: [number, number];
  /**
   * Of what stands in the headlines, of names and of numbers at the head, the share that is found nowhere in the other
   * article, of the article of which less is missing: near 1 where one text is told of two things. `headline`: of the one
   * of whose headline more is missing. `isFilledIn`: each has in headline and text what the other says nowhere.
   */
  apart: { headlines: number; headline: number; names: number; numbers: number; isFilledIn: boolean };
}

/** Nats of evidence that are imagined on both sides to differ, so that a short text proves nothing by one word. */
const DOUBT = 12;
const LESS_DOUBT = DOUBT / 2;
const LITTLE_DOUBT = DOUBT / 6;

/** Which weights judge two articles. */
export function classOf(a: Signature, b: Signature): PairClass {
  if (a.language !== null && a.language === b.language) return 'sameLanguage';
  if (a.writing === 'cjk' || b.writing === 'cjk') return 'cjk';
  return a.writing === 'latin' && b.writing === 'latin' ? 'latin' : 'other';
}

/** Measures a pair of the given class, whose profiles are in the coarse form if that is `cjk`. */
export function measurePair(a: IndexedProfile, b: Profile, pairClass: PairClass): Pair {
  const isOwn = pairClass === 'sameLanguage';
  const commons = commonsOf(a, b);
  if (!isOwn) commons.terms = [];
  const { names, words, numbers, terms, groups, places, signs } = commons;
  const scope = isOwn ? 'own' : 'any';
  const comparable = [...names, ...words, ...numbers, ...terms, ...groups];
  const firm = [...names, ...numbers, ...groups];
  const nameShares = sharesOf(names, a.names, b.names);
  const numberShares = sharesOf(numbers, a.numbers, b.numbers);
  const placeShares = sharesOf(places, a.places, b.places);
  const termShares = sharesOf(terms, a.terms, b.terms);
  const titles = placed(comparable, a.title[scope], b.title[scope], isInTitle);
  const heads = placed(comparable, a.head[scope], b.head[scope], isAtHead);
  const agreeing = numbers.filter((one) => isInTitle(one.a) && isInTitle(one.b)).length;
  const missingNames = missing(names, a.headNames, b.headNames);
  const missingNumbers = missing(numbers, a.headNumbers, b.headNumbers);
  const missingPlaces = missing(places, a.headPlaces, b.headPlaces);
  const missingTitles = missing(comparable, a.titleItems[scope], b.titleItems[scope], LITTLE_DOUBT);
  const [left, right] = [a.signature.sketch, b.signature.sketch];
  const alike = resemblance(left, right);
  const measures: Record<(typeof MEASURES)[number], number> = {
    nameCosine: nameShares.cosine,
    nameShareLess: Math.min(nameShares.a, nameShares.b),
    nameShareMore: Math.max(nameShares.a, nameShares.b),
    nameEvidence: evidence(names),
    wordCosine: sharesOf(words, a.sounds, b.sounds).cosine,
    wordEvidence: evidence(words),
    numberShareLess: Math.min(numberShares.a, numberShares.b),
    numberShareMore: Math.max(numberShares.a, numberShares.b),
    numberEvidence: evidence(numbers),
    termCosine: termShares.cosine,
    termShareLess: Math.min(termShares.a, termShares.b),
    termEvidence: evidence(terms),
    titleCosine: titles.cosine,
    titleFoundLess: Math.min(titles.a, titles.b),
    titleFoundMore: Math.max(titles.a, titles.b),
    leadCosine: heads.cosine,
    leadFoundLess: Math.min(heads.a, heads.b),
    titleNumbersAgree: agreeing > 0 ? 1 : 0,
    titleNumbersDiffer: a.numbersInTitle > agreeing && b.numbersInTitle > agreeing ? 1 : 0,
    headNamesDiffer: Math.min(...missingNames),
    headNumbersDiffer: Math.min(...missingNumbers),
    groupCosine: sharesOf(groups, a.groups, b.groups).cosine,
    placeCosine: placeShares.cosine,
    placeShareLess: Math.min(placeShares.a, placeShares.b),
    placeEvidence: evidence(places),
    headPlacesDiffer: Math.min(...missingPlaces),
    signCosine: sharesOf(signs, a.signs, b.signs).cosine,
    signEvidence: evidence(signs),
    jaccard: alike.jaccard,
    evidence: evidence(firm),
    headNamesMissingMore: Math.max(...missingNames),
    headNumbersMissingMore: Math.max(...missingNumbers),
    headEvidence: evidence(firm.filter((one) => isAtHead(one.a) && isAtHead(one.b))),
    titleMissingLess: Math.min(...missingTitles),
    titleMissingMore: Math.max(...missingTitles),
    leadFoundMore: Math.max(heads.a, heads.b),
    nothingOfTitle: Math.max(...missingTitles) * evidence(firm),
  };
  const exact = names.filter(({ sameness }) => sameness === 1);
  const apart = {
    headlines: Math.min(...missingTitles),
    headline: Math.max(...missingTitles),
    names: Math.min(...missing(exact, a.headNames, b.headNames)),
    numbers: Math.min(...missingNumbers),
    isFilledIn: isFilledIn(comparable, a.titleItems[scope], b.titleItems[scope]),
  };
  return {
    class: pairClass,
    measures: MEASURES.map((name) => measures[name]),
    commons,
    resemblance: alike,
    sizes: [left.size, right.size],
    apart,
  };
}

/** Shares of what each says that the other says, too, by weight, and the cosine. */
interface Shares {
  a: number;
  b: number;
  cosine: number;
}

const NO_SHARES: Shares = { a: 0, b: 0, cosine: 0 };

function sharesOf(common: readonly Common[], a: Sum, b: Sum): Shares {
  if (common.length === 0) return NO_SHARES;
  return placed(common, a, b, () => true);
}

/** The same of what stands in a place of each: how alike the places are, and how much of each is found anywhere in the other. */
function placed(common: readonly Common[], a: Sum, b: Sum, isThere: (item: Item) => boolean): Shares {
  let [foundA, foundB, both] = [0, 0, 0];
  for (const one of common) {
    const [inA, inB] = [isThere(one.a), isThere(one.b)];
    if (inA) foundA += one.sameness * one.a.weight;
    if (inB) foundB += one.sameness * one.b.weight;
    if (inA && inB) both += one.sameness * one.a.weight * one.b.weight;
  }
  return {
    a: Math.min(1, foundA / (a.sum + DOUBT)),
    b: Math.min(1, foundB / (b.sum + DOUBT)),
    cosine: both / Math.sqrt((a.square + DOUBT ** 2) * (b.square + DOUBT ** 2)),
  };
}

/** How much is common, on a scale on which the first matches count most. */
function evidence(common: readonly Common[]): number {
  return Math.log1p(common.reduce((sum, { a, b, sameness }) => sum + sameness * Math.min(a.rare, b.rare), 0));
}

/** Of what stands at the head of each, the share that the other does not have at all, by how rare it is. */
function missing(
  common: readonly Common[],
  a: readonly Item[],
  b: readonly Item[],
  doubt = LESS_DOUBT,
): [number, number] {
  if (a.length === 0 && b.length === 0) return [0, 0];
  const matched = new Set(common.flatMap((one) => [one.a, one.b]));
  const share = (items: readonly Item[]) => {
    let [lost, all] = [0, doubt];
    for (const item of items) {
      all += item.rare;
      if (!matched.has(item)) lost += item.rare;
    }
    return lost / all;
  };
  return [share(a), share(b)];
}

/**
 * Whether each headline names something of which its text speaks as well, and the other article does not: of two texts with
 * phrases in common, one into which another place, name or number was filled.
 */
function isFilledIn(common: readonly Common[], a: readonly Item[], b: readonly Item[]): boolean {
  const matched = new Set(common.flatMap((one) => (one.sameness === 1 ? [one.a, one.b] : [])));
  const isMissing = (item: Item) => item.feature.count > 1 && !matched.has(item);
  return a.some(isMissing) && b.some(isMissing);
}
