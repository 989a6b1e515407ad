import { copyKeys } from './copies/bands.ts';
import { AT, type Feature } from './features/feature.ts';
import { coarseKey } from './features/features.ts';
import { type Frequencies, languageKey, rarity, rarityWithin } from './frequencies.ts';
import type { Signature } from './signature.ts';

/** Under which an article is kept, and looked up by those that come after it. Signed 32-bit numbers. */
export interface Keys {
  /** Shared by copies and cuts; 64 at most. */
  copies: number[];
  /** What is most telling of what it says; 64 at most, the most telling first. */
  features: number[];
}

const KEPT = { sound: 32, number: 10, place: 6, sign: 0, alias: 6, term: 24 };
const MAX_FEATURE_KEYS = 64;
/** An article that says nothing that is said by less than a fifth of the others cannot be found by it. */
const MIN_RARITY = Math.log(5);

/** The keys of an article; see {@link Keys}. Those of common features are left out. */
export function keysOf(signature: Signature, frequencies: Frequencies): Keys {
  return { copies: copyKeys(signature.sketch), features: featureKeys(signature, frequencies) };
}

/** Every key by which frequencies are counted: one for each feature, and one for the language. */
export function countedKeys(signature: Signature): number[] {
  const keys = new Set([languageKey(signature.language)]);
  for (const feature of signature.features) {
    keys.add(feature.key);
    if (feature.kind === 'sound') keys.add(coarseKey(feature.value));
  }
  return [...keys];
}

function featureKeys({ features, language }: Signature, frequencies: Frequencies): number[] {
  const inLanguage = languageKey(language);
  const weighed = features
    .map((feature) => ({
      feature,
      rare:
        feature.kind === 'term' ? rarityWithin(frequencies, feature.key, inLanguage) : rarity(frequencies, feature.key),
    }))
    .filter(({ rare }) => rare >= MIN_RARITY)
    .map(({ feature, rare }) => ({ feature, weight: rare * standing(feature) }))
    .toSorted((a, b) => b.weight - a.weight);
  const left: Record<Feature['kind'], number> = { ...KEPT };
  const keys = weighed
    .filter(({ feature }) => left[feature.kind]-- > 0)
    .map(({ feature }) => (feature.kind === 'sound' ? coarseKey(feature.value) : feature.key));
  return [...new Set(keys)].slice(0, MAX_FEATURE_KEYS);
}

/** What stands in the headline or is said again is what an article is about. */
function standing({ at, count, name }: Feature): number {
  return 1 + (at & AT.title ? 0.5 : 0) + (at & AT.lead ? 0.25 : 0) + 0.4 * Math.log(count) + 0.25 * name;
}
