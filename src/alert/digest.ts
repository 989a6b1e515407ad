import type { Segment } from './segments.ts';

/** Many stories in one message, before it takes the shape of a channel; strings as those of an alert's message. */
export interface DigestMessage {
  kind: 'digest';
  /** `14 stories while it was quiet`. */
  title: string;
  /** What the reader should know first, a sentence each: of which time, how many of which severity, what was silenced. */
  intro: string[];
  /** The most severe first. */
  entries: DigestEntry[];
  /** How many are not named, a sentence; null: none. */
  more: string | null;
  /** Where all of them stand; null: nobody said where the pages are. */
  moreLink: string | null;
  /** What has become of stories that the reader was told of before, a sentence each. */
  updates: string[];
  /** What the reader should know of this message, a sentence each. */
  notes: string[];
  /** Whom it is from and what for. */
  footer: string;
  /** Ends the messages to this address; null: there is no such link. */
  unsubscribe: string | null;
}

/** One story of a digest. */
export interface DigestEntry {
  severity: string | null;
  /** Names of the watches that it met. */
  watch: string;
  headline: Segment[];
  link: string | null;
  /** `Der Spiegel · German · 24 Nov 2026, 09:15 UTC`, as far as it is known; empty when nothing is. */
  where: string;
  /** The sentence that matched. */
  passage: Segment[] | null;
  /** `5 articles, 4 sources, 2 languages`; null: only this one. */
  reach: string | null;
  whyLink: string | null;
}
