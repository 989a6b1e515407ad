import { hashCodes, hashText } from '../hash.ts';
import type { FeatureKind } from './feature.ts';

/** What stands before a value, so that a name and a number never share a key. */
const SIGNS: Record<FeatureKind, string> = { sound: '~', number: '#', place: '^', sign: '!', alias: '@', term: '' };
const COARSE_SIGN = '≈';

/** Letters that Chinese, Japanese and Korean do not tell apart, each with the one that it counts as: F and P, L and R, M and N. */
const COARSE = new Map([...'FPLRMN'].map((letter, at, all) => [letter.charCodeAt(0), all[at | 1]!.charCodeAt(0)]));
const SPELLED = '='.charCodeAt(0);

/** The keys of a feature: a sound is compared as it is, and as scripts of few sounds tell it; for others both are one. */
export function keysOfFeature(kind: FeatureKind, value: string): { key: number; coarseKey: number } {
  const key = hashText(SIGNS[kind] + value);
  return { key, coarseKey: kind === 'sound' ? coarseKeyOf(value) : key };
}

/** Made of codes, not of text: it is made for every sound of every article that one is compared with. */
function coarseKeyOf(skeleton: string): number {
  // What is spelled in capitals stays so.
  if (skeleton.charCodeAt(0) === SPELLED) return hashText(COARSE_SIGN + skeleton);
  const codes: number[] = [COARSE_SIGN.charCodeAt(0)];
  for (let at = 0; at < skeleton.length; at += 1) {
    const code = skeleton.charCodeAt(at);
    const coarse = COARSE.get(code) ?? code;
    if (coarse !== codes[codes.length - 1]) codes.push(coarse);
  }
  return hashCodes(codes);
}
