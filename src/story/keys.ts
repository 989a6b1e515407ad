import { copyKeys } from './copies/bands.ts';
import { AT, type Feature } from './features/feature.ts';
import { type Frequencies, languageKey, rarity } from './frequencies.ts';
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

/** The keys of an article whose features are weighed; see {@link Keys}. Those of common features are left out. */
export function keysOf(signature: Signature): Keys {
  return { copies: copyKeys(signature.sketch), features: featureKeys(signature.features) };
}

/** Every key by which frequencies are counted: one or two for each feature, and one for the language. */
export function countedKeys({ language, features }: Signature): number[] {
  return [...new Set([languageKey(language), ...features.flatMap(({ key, coarseKey }) => [key, coarseKey])])];
}

/** A signature with the rarity of its features: to be done once, when the article is grouped, and kept with it. */
export function weigh(signature: Signature, frequencies: Frequencies): Signature {
  const inLanguage = frequencies.of(languageKey(signature.language));
  const features = signature.features.map((feature): Feature => {
    // Words of a language are as rare as they are among its articles.
    const total = feature.kind === 'term' ? inLanguage : frequencies.total;
    const rare = rarity(frequencies, feature.key, total);
    const coarseRare = feature.coarseKey === feature.key ? rare : rarity(frequencies, feature.coarseKey, total);
    // Spelled out: to copy whatever there is takes ten times as long, for each of hundreds of features.
    const { kind, key, coarseKey, value, written, at, count, name } = feature;
    return { kind, key, coarseKey, value, written, at, count, name, rare, coarseRare };
  });
  return { ...signature, features };
}

function featureKeys(features: readonly Feature[]): number[] {
  const weighed = features
    .filter(({ coarseRare }) => coarseRare >= MIN_RARITY)
    .map((feature) => ({ feature, weight: feature.coarseRare * standing(feature) }))
    .toSorted((a, b) => b.weight - a.weight);
  const left: Record<Feature['kind'], number> = { ...KEPT };
  const keys = weighed.filter(({ feature }) => left[feature.kind]-- > 0).map(({ feature }) => feature.coarseKey);
  return [...new Set(keys)].slice(0, MAX_FEATURE_KEYS);
}

/** What stands in the headline or is said again is what an article is about. */
function standing({ at, count, name }: Feature): number {
  return 1 + (at & AT.title ? 0.5 : 0) + (at & AT.lead ? 0.25 : 0) + 0.4 * Math.log(count) + 0.25 * name;
}
