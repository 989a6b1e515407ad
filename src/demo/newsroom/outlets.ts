import type { Outlet } from './outlet.ts';
import { beaconDigest } from './outlets/beacon-digest.ts';
import { chendengDaily } from './outlets/chendeng-daily.ts';
import { dieLaterne } from './outlets/die-laterne.ts';
import { elCandil } from './outlets/el-candil.ts';
import { leFanal } from './outlets/le-fanal.ts';
import { theLamplighter } from './outlets/the-lamplighter.ts';
import { tinderbox } from './outlets/tinderbox.ts';

/** The invented outlets, in the order in which the newsroom shows them. */
export const outlets: readonly Outlet[] = [
  dieLaterne,
  theLamplighter,
  chendengDaily,
  leFanal,
  elCandil,
  beaconDigest,
  tinderbox,
];
