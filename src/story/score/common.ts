import { type FeatureKind, NAME } from '../features/feature.ts';
import { isNear } from '../features/skeleton.ts';
import type { Item, Profile } from './profile.ts';

/** Something that both articles say. */
export interface Common {
  a: Item;
  b: Item;
  /** 1: the same; less: nearly. */
  sameness: number;
}

/** What two articles have in common, by kind; of sounds the names and the other words. */
export interface Commons {
  names: Common[];
  words: Common[];
  numbers: Common[];
  terms: Common[];
  groups: Common[];
  places: Common[];
  signs: Common[];
}

/** A profile with its items at hand, for many comparisons. */
export interface IndexedProfile extends Profile {
  byKey: Map<number, Item>;
  /** Names that may differ by one consonant and be the same, by how many they have. */
  long: Map<number, Item[]>;
}

/** Consonants from which on they may. */
const MIN_NEAR = 4;
const NEAR = { short: 0.45, long: 0.65 };

const LISTS = { number: 'numbers', place: 'places', sign: 'signs', alias: 'groups', term: 'terms' } as const;

/** Makes a profile ready for {@link commonsOf}. */
export function indexed(profile: Profile): IndexedProfile {
  const byKey = new Map<number, Item>();
  const long = new Map<number, Item[]>();
  for (const item of profile.items) {
    byKey.set(item.key, item);
    if (!mayBeNear(item)) continue;
    const { length } = item.feature.value;
    const same = long.get(length);
    if (same) same.push(item);
    else long.set(length, [item]);
  }
  return { ...profile, byKey, long };
}

/** What two articles have in common; both profiles must be of one form, fine or coarse. */
export function commonsOf(a: IndexedProfile, b: Profile): Commons {
  const commons: Commons = { names: [], words: [], numbers: [], terms: [], groups: [], places: [], signs: [] };
  const matched = new Set<Item>();
  const unmatched: Item[] = [];
  for (const item of b.items) {
    const other = a.byKey.get(item.key);
    if (other === undefined) {
      if (mayBeNear(item)) unmatched.push(item);
      continue;
    }
    const common = { a: other, b: item, sameness: 1 };
    if (item.feature.kind !== 'sound') commons[listOf(item.feature.kind)].push(common);
    else {
      matched.add(other);
      (areNames(other, item) ? commons.names : commons.words).push(common);
    }
  }
  for (const item of unmatched) {
    const other = nearestIn(a, item, matched);
    if (other === null) continue;
    matched.add(other);
    commons.names.push({ a: other, b: item, sameness: item.feature.value.length > MIN_NEAR ? NEAR.long : NEAR.short });
  }
  return commons;
}

function listOf(kind: Exclude<FeatureKind, 'sound'>): (typeof LISTS)[typeof kind] {
  return LISTS[kind];
}

function mayBeNear({ feature: { kind, name, value } }: Item): boolean {
  return kind === 'sound' && name !== NAME.no && value.length >= MIN_NEAR && value[0] !== '=';
}

/** Where neither script has capitals, words are as good as names. */
function areNames({ feature: { name: left } }: Item, { feature: { name: right } }: Item): boolean {
  return left !== NAME.no && right !== NAME.no;
}

function nearestIn(a: IndexedProfile, { feature: { value } }: Item, matched: ReadonlySet<Item>): Item | null {
  for (let length = value.length - 1; length <= value.length + 1; length += 1) {
    for (const other of a.long.get(length) ?? []) {
      if (isNear(value, other.feature.value) && !matched.has(other)) return other;
    }
  }
  return null;
}
