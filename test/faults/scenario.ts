import type { Backend } from './backend.ts';
import type { World } from './world.ts';

/** One kind of fault. */
export interface Scenario {
  name: string;
  /** Those on which it can come about. */
  backends: readonly Backend[];
  /**
   * Brings the fault about, in a world in which everything has arrived so far, and ends it: Wirewatch runs when it returns.
   * Returns what else was to be seen and was not, a sentence each.
   * @throws when the fault did not come about.
   */
  play(world: World): Promise<string[]>;
  /** 10 when not given, the shortest there is. */
  leaseSeconds?: number;
  /** Postgres has its files on a file system of its own, of so many MB. */
  diskMb?: number;
}
