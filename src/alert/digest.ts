import type { MessageAction } from './links.ts';
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
  /** What the reader can do about it. */
  actions: MessageAction[];
}

/**
 * The entries with ever fewer links that act, the last time with none: at first all have all of theirs, then each its first one,
 * then ever fewer of the later entries that.
 */
export function* withFewerActions(entries: readonly DigestEntry[]): Generator<DigestEntry[]> {
  const most = Math.max(0, ...entries.map(({ actions }) => actions.length));
  if (most > 1) yield [...entries];
  for (let linked = entries.length; most > 0 && linked > 0; linked -= Math.ceil(entries.length / STEPS))
    yield entries.map((entry, index) => ({ ...entry, actions: index < linked ? entry.actions.slice(0, 1) : [] }));
  yield withoutActions(entries);
}

/** The entries without links that act. */
export function withoutActions(entries: readonly DigestEntry[]): DigestEntry[] {
  return entries.map((entry) => ({ ...entry, actions: [] }));
}

/** In how many steps the entries lose theirs: each is a message that is laid out to see whether it fits. */
const STEPS = 10;
