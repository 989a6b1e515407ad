import { AT, type Feature, NAME } from '../features/feature.ts';
import type { Signature } from '../signature.ts';

/** A feature as it counts in a comparison. */
export interface Item {
  feature: Feature;
  /** The key it is compared by. */
  key: number;
  /** How rare, in nats. */
  rare: number;
  /** `rare`, more for what is said often or stands at the head. */
  weight: number;
}

/** Weights added up, and their squares. */
export interface Sum {
  sum: number;
  square: number;
}

/** What an article says as it is compared with another, and how much of it there is. */
export interface Profile {
  signature: Signature;
  items: Item[];
  names: Sum;
  sounds: Sum;
  numbers: Sum;
  places: Sum;
  signs: Sum;
  groups: Sum;
  terms: Sum;
  /** Of what is compared in every language (names, numbers, alias groups), and of all that is compared within one. */
  title: { any: Sum; own: Sum };
  head: { any: Sum; own: Sum };
  numbersInTitle: number;
  /** Of title and lead: what is surely a name, numbers, places. */
  headNames: Item[];
  headNumbers: Item[];
  headPlaces: Item[];
  /** Of the title, as `title` counts it. */
  titleItems: { any: Item[]; own: Item[] };
}

/**
 * What something counts that every article of a watch has in common. Not nothing: in a short report, or its translation, there
 * may be little else, and who writes of something else has other words of the watch, or one of them by the way.
 */
const OF_WATCH = 0.4;

/**
 * Prepares a signature for comparisons.
 *
 * @param inCoarse Sounds are compared as Chinese, Japanese and Korean tell them apart.
 * @param ofWatch Keys that are hardly any evidence here: of what every article of a watch has in common.
 */
export function profileOf(signature: Signature, inCoarse: boolean, ofWatch?: ReadonlySet<number>): Profile {
  const items: Item[] = [];
  const zero = (): Sum => ({ sum: 0, square: 0 });
  const profile: Profile = {
    signature,
    items,
    names: zero(),
    sounds: zero(),
    numbers: zero(),
    places: zero(),
    signs: zero(),
    groups: zero(),
    terms: zero(),
    title: { any: zero(), own: zero() },
    head: { any: zero(), own: zero() },
    numbersInTitle: 0,
    headNames: [],
    headNumbers: [],
    headPlaces: [],
    titleItems: { any: [], own: [] },
  };
  const seen = inCoarse ? new Set<number>() : null;
  for (const feature of signature.features) {
    const isOfWatch = ofWatch?.has(feature.key) || ofWatch?.has(feature.coarseKey);
    const key = inCoarse ? feature.coarseKey : feature.key;
    // Several names may be one in their coarse form.
    if (seen?.has(key)) continue;
    seen?.add(key);
    const rare = (inCoarse ? feature.coarseRare : feature.rare) * (isOfWatch ? OF_WATCH : 1);
    const weight = rare * standing(feature);
    const item = { feature, key, rare, weight };
    items.push(item);
    addTo(profile, feature, weight);
    if (feature.at === 0) continue;
    if (feature.name === NAME.yes) profile.headNames.push(item);
    else if (feature.kind === 'number') profile.headNumbers.push(item);
    else if (feature.kind === 'place') profile.headPlaces.push(item);
    if (feature.at & AT.title && feature.kind !== 'place' && feature.kind !== 'sign') {
      profile.titleItems.own.push(item);
      if (isForAny(feature)) profile.titleItems.any.push(item);
    }
  }
  return profile;
}

/** True for what stands in the title. */
export function isInTitle({ feature }: Item): boolean {
  return (feature.at & AT.title) !== 0;
}

/** True for what stands in title or lead. */
export function isAtHead({ feature }: Item): boolean {
  return feature.at !== 0;
}

/** Names, numbers and alias groups are compared in all languages. */
function isForAny({ kind, name }: Feature): boolean {
  return kind === 'number' || kind === 'alias' || name !== NAME.no;
}

function addTo(profile: Profile, feature: Feature, weight: number): void {
  const { kind, at, name } = feature;
  const isName = name !== NAME.no;
  switch (kind) {
    case 'sound':
      add(profile.sounds, weight);
      if (isName) add(profile.names, weight);
      break;
    case 'number':
      add(profile.numbers, weight);
      if (at & AT.title) profile.numbersInTitle += 1;
      break;
    case 'place':
      add(profile.places, weight);
      return;
    case 'sign':
      add(profile.signs, weight);
      return;
    case 'alias':
      add(profile.groups, weight);
      break;
    case 'term':
      add(profile.terms, weight);
  }
  if (at === 0) return;
  const isComparable = isForAny(feature);
  add(profile.head.own, weight);
  if (isComparable) add(profile.head.any, weight);
  if (!(at & AT.title)) return;
  add(profile.title.own, weight);
  if (isComparable) add(profile.title.any, weight);
}

function add(to: Sum, weight: number): void {
  to.sum += weight;
  to.square += weight * weight;
}

function standing({ at, count }: Feature): number {
  return 1 + (at & AT.title ? 0.5 : 0) + (at & AT.lead ? 0.25 : 0) + 0.3 * LOGARITHMS[count]!;
}

const LOGARITHMS = Array.from({ length: 16 }, (_, count) => Math.log(Math.max(1, count)));
