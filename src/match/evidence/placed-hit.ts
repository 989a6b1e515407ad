import type { Hit } from '../../model/watch.ts';
import type { TermMention } from '../index/mentions.ts';

/** A hit with its place in the reading. */
export interface PlacedHit {
  mention: TermMention;
  hit: Hit;
}
