import { AT, type Feature, NAME } from '../features/feature.ts';
import { coarseKey } from '../features/features.ts';
import { coarse } from '../features/skeleton.ts';
import { type Frequencies, languageKey, rarity, rarityWithin } from '../frequencies.ts';
import type { Signature } from '../signature.ts';

/** A feature with how telling it is. */
export interface WeighedFeature extends Feature {
  /** How rare, in nats. */
  rare: number;
  /** `rare`, more for what is said often or in a headline. */
  weight: number;
}

/** A signature whose features are weighed, in the form in which pairs are compared. */
export interface Weighed {
  signature: Signature;
  /** Names and words by skeleton, in the fine and in the coarse form. */
  fine: Map<string, WeighedFeature>;
  coarse: Map<string, WeighedFeature>;
  /** Names of four consonants and more, by their number: those that may differ by one. */
  long: Map<number, WeighedFeature[]>;
  numbers: Map<number, WeighedFeature>;
  terms: Map<number, WeighedFeature>;
  groups: Map<number, WeighedFeature>;
  places: Map<number, WeighedFeature>;
  signs: Map<number, WeighedFeature>;
}

/** Consonants from which two names may differ by one and be the same. */
export const MIN_NEAR = 4;

/**
 * @param without Keys that are no evidence here: what every article of a watch has in common.
 */
export function weigh(signature: Signature, frequencies: Frequencies, without?: ReadonlySet<number>): Weighed {
  const language = languageKey(signature.language);
  const weighed: Weighed = {
    signature,
    fine: new Map(),
    coarse: new Map(),
    long: new Map(),
    numbers: new Map(),
    terms: new Map(),
    groups: new Map(),
    places: new Map(),
    signs: new Map(),
  };
  for (const feature of signature.features) {
    const { kind, key, value } = feature;
    if (without?.has(key)) continue;
    const rare = kind === 'term' ? rarityWithin(frequencies, key, language) : rarity(frequencies, key);
    const found = { ...feature, rare, weight: rare * standing(feature) };
    if (kind === 'sound') addSound(weighed, value, found, frequencies);
    else if (kind === 'number') weighed.numbers.set(key, found);
    else if (kind === 'term') weighed.terms.set(key, found);
    else if (kind === 'place') weighed.places.set(key, found);
    else if (kind === 'sign') weighed.signs.set(key, found);
    else weighed.groups.set(key, found);
  }
  return weighed;
}

function addSound(weighed: Weighed, skeleton: string, feature: WeighedFeature, frequencies: Frequencies): void {
  weighed.fine.set(skeleton, feature);
  const inCoarse = coarse(skeleton);
  const known = weighed.coarse.get(inCoarse);
  const rare = rarity(frequencies, coarseKey(skeleton));
  const seen = { ...feature, rare, weight: (feature.weight * rare) / feature.rare };
  if (known === undefined || known.weight < seen.weight) weighed.coarse.set(inCoarse, seen);
  if (feature.name === NAME.no || skeleton.length < MIN_NEAR || skeleton.startsWith('=')) return;
  const same = weighed.long.get(skeleton.length);
  if (same) same.push(feature);
  else weighed.long.set(skeleton.length, [feature]);
}

function standing({ at, count }: Feature): number {
  return 1 + (at & AT.title ? 0.5 : 0) + (at & AT.lead ? 0.25 : 0) + 0.3 * Math.log(count);
}
