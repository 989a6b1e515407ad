import type { Frequencies } from './frequencies.ts';
import type { Keys } from './keys.ts';
import type { Signature } from './signature.ts';

/** An article that was grouped before. */
export interface Neighbour<Id> {
  id: Id;
  /** Which story it tells now. */
  story: Id;
  /** Weighed; see `weigh`. */
  signature: Signature;
}

/** What is looked for. */
export interface Lookup {
  keys: Keys;
  /** Articles published before are passed over, ms since 1970; null: none are. */
  since: number | null;
}

/** Articles that were grouped before: an index in memory, or a database. */
export interface Neighbourhood<Id> {
  /** How many articles say what; of the keys asked for at least, those that an article is counted by. */
  frequencies(keys: readonly number[]): Promise<Frequencies> | Frequencies;
  /**
   * Articles that share keys: those that share most copy keys, then those that share the most telling feature keys;
   * {@link MAX_NEIGHBOURS} at most.
   */
  find(lookup: Lookup): Promise<Neighbour<Id>[]> | Neighbour<Id>[];
}

/** Articles that an article is compared with at most, by copy keys and by feature keys. */
export const MAX_NEIGHBOURS = { copies: 12, features: 28 };
