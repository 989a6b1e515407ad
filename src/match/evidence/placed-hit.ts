import type { Hit } from '../../model.ts';
import type { TermMention } from '../index/mentions.ts';

/** A hit with its place in the reading. */
export interface PlacedHit {
  mention: TermMention;
  hit: Hit;
}
