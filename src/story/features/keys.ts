import { hashText } from '../hash.ts';
import type { FeatureKind } from './feature.ts';
import { coarse } from './skeleton.ts';

/** What stands before a value, so that a name and a number never share a key. */
const SIGNS: Record<FeatureKind, string> = { sound: '~', number: '#', place: '^', sign: '!', alias: '@', term: '' };

/** The keys of a feature: a sound is compared as it is, and as scripts of few sounds tell it; for others both are one. */
export function keysOfFeature(kind: FeatureKind, value: string): { key: number; coarseKey: number } {
  const key = hashText(SIGNS[kind] + value);
  return { key, coarseKey: kind === 'sound' ? hashText(`≈${coarse(value)}`) : key };
}
