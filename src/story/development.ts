import { AT, type Feature, NAME } from './features/feature.ts';
import { isNear } from './features/skeleton.ts';
import type { Signature } from './signature.ts';

/** Since the story was told last: what is said so much later is of another day. In ms. */
const NEW_DAY = 18 * 3_600_000;
/** After an alert the next development waits so long: what comes within is still being written up. In ms. */
const REST = 15 * 60_000;
/** Consonants from which on a name may differ by one and be the same. */
const MIN_NEAR = 4;

/** What is known of the story that an article joins. */
export interface ToldStory {
  /** Of articles that tell it, those that are closest to the article. */
  signatures: readonly Signature[];
  /** When it was told last, ms since 1970; null: nobody knows. */
  lastAt: number | null;
  /** ms since it last alerted somebody. */
  alertedMs: number;
}

/**
 * What an article adds to its story: numbers and names at its head that none of the others has anywhere. Two in the headline,
 * or one in headline or lead a day later; null: too little. Names count where another article of the story is in the same
 * language, since a translation calls many things otherwise.
 */
export function developmentOf(signature: Signature, story: ToldStory): string[] | null {
  const { signatures, lastAt, alertedMs } = story;
  if (alertedMs < REST || signatures.length === 0) return null;
  const isNewDay = lastAt !== null && signature.publishedAt !== null && signature.publishedAt - lastAt >= NEW_DAY;
  const place = isNewDay ? AT.title | AT.lead : AT.title;
  const said = signatures.flatMap(({ features }) => features.filter(isTelling));
  const keys = new Set(said.flatMap(({ key, coarseKey }) => [key, coarseKey]));
  const hasSameLanguage = signatures.some(({ language }) => language !== null && language === signature.language);
  const added = signature.features.filter(
    (feature) =>
      (feature.at & place) !== 0 &&
      (feature.kind === 'number' || (hasSameLanguage && feature.name === NAME.yes)) &&
      !keys.has(feature.key) &&
      !keys.has(feature.coarseKey) &&
      !said.some((other) => isNearlySaid(feature, other)),
  );
  const words = [...new Set(added.map(inWords))];
  return words.length >= (isNewDay ? 1 : 2) ? words : null;
}

function isTelling({ kind }: Feature): boolean {
  return kind === 'number' || kind === 'sound';
}

function isNearlySaid({ kind, value }: Feature, other: Feature): boolean {
  return kind === 'sound' && other.kind === 'sound' && value.length >= MIN_NEAR && isNear(value, other.value);
}

/** A number as it counts: "41 million" is 41,000,000. */
function inWords({ kind, written, value }: Feature): string {
  const number = kind === 'number' ? Number(value) : Number.NaN;
  return Number.isNaN(number) ? written || value : number.toLocaleString('en', { useGrouping: 'min2' });
}
