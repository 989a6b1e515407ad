import { NAME } from '../features/feature.ts';
import { isNear } from '../features/skeleton.ts';
import { MIN_NEAR, type Weighed, type WeighedFeature } from './weighed.ts';

/** Something that both articles say. */
export interface Common {
  a: WeighedFeature;
  b: WeighedFeature;
  /** 1: the same; less: nearly. */
  sameness: number;
}

/** What two articles have in common, by kind. */
export interface Commons {
  names: Common[];
  words: Common[];
  numbers: Common[];
  terms: Common[];
  groups: Common[];
  places: Common[];
  signs: Common[];
}

const NEAR = { short: 0.45, long: 0.65 };

/** @param inCoarse Compare sounds as Chinese, Japanese and Korean tell them apart. */
export function commonsOf(a: Weighed, b: Weighed, inCoarse: boolean): Commons {
  const names: Common[] = [];
  const words: Common[] = [];
  const left = inCoarse ? a.coarse : a.fine;
  const right = inCoarse ? b.coarse : b.fine;
  const matched = new Set<WeighedFeature>();
  const unmatched: WeighedFeature[] = [];
  for (const [skeleton, feature] of left) {
    const other = right.get(skeleton);
    if (other === undefined) {
      if (feature.name !== NAME.no && feature.value.length >= MIN_NEAR && feature.value[0] !== '=')
        unmatched.push(feature);
      continue;
    }
    matched.add(other);
    (areNames(feature, other) ? names : words).push({ a: feature, b: other, sameness: 1 });
  }
  for (const feature of unmatched) {
    const other = nearestIn(b, feature, matched);
    if (other) {
      matched.add(other);
      names.push({ a: feature, b: other, sameness: feature.value.length > MIN_NEAR ? NEAR.long : NEAR.short });
    }
  }
  const isSameLanguage = a.signature.language === b.signature.language;
  return {
    names,
    words,
    numbers: shared(a.numbers, b.numbers),
    terms: isSameLanguage ? shared(a.terms, b.terms) : [],
    groups: shared(a.groups, b.groups),
    places: shared(a.places, b.places),
    signs: shared(a.signs, b.signs),
  };
}

/** Where neither script has capitals, words as good as names. */
function areNames(a: WeighedFeature, b: WeighedFeature): boolean {
  return a.name + b.name >= 2 && a.name > 0 && b.name > 0;
}

function nearestIn(b: Weighed, feature: WeighedFeature, matched: ReadonlySet<WeighedFeature>): WeighedFeature | null {
  const { value } = feature;
  for (let length = value.length - 1; length <= value.length + 1; length += 1) {
    for (const other of b.long.get(length) ?? []) {
      if (areNames(feature, other) && isNear(value, other.value) && !matched.has(other)) return other;
    }
  }
  return null;
}

function shared(left: Map<number, WeighedFeature>, right: Map<number, WeighedFeature>): Common[] {
  const common: Common[] = [];
  const [small, large, turned] = left.size <= right.size ? [left, right, false] : [right, left, true];
  for (const [key, feature] of small) {
    const other = large.get(key);
    if (other) common.push(turned ? { a: other, b: feature, sameness: 1 } : { a: feature, b: other, sameness: 1 });
  }
  return common;
}
