import type { NewFeed } from '../../config/edit/edit.ts';
import type { Config } from '../../config/load.ts';
import type { Lookout } from '../../feed/discovery/look.ts';
import { counted } from '../../language/counted.ts';
import type { Aliases } from '../../model/watch.ts';
import { withNetworkOf } from '../feed/network.ts';
import { printable } from '../shared/terminal-text.ts';
import type { Asker } from './asker.ts';
import { askFeeds, askReceivers, askWatch } from './conversation.ts';
import { feedsOfList, feedsOfSite, watchIdOf, withoutRepeated } from './find-feeds.ts';
import { type InitFlags, type Receivers, receiversOf } from './from-flags.ts';
import { type Held, type Matched, preview, whatFeedsHold } from './preview.ts';
import { openStaging, type Staging, standingIn, takenReason } from './staging.ts';
import { type Tried, tryReceivers } from './try-receivers.ts';

/** Outlines of lists that were skipped and are told one by one. */
const MAX_SKIPPED = 20;

/** What a first run is made of. */
export interface FirstRun {
  /** Absolute. */
  directory: string;
  flags: InitFlags;
  /** Null: nobody is asked, and the flags say all that is needed. */
  asker: Asker | null;
  env: NodeJS.ProcessEnv;
}

/** `refused`: nothing was written. Reasons are lines for people. */
export type Outcome =
  | {
      kind: 'written';
      directory: string;
      files: string[];
      feeds: number;
      /** What was left out of lists and sites, in lines for people. */
      notes: string[];
      /** Items that the feeds hold now, and which of them the watch finds. */
      items: number;
      matched: Matched[];
      /** The same in lines for people; none where they were shown before. */
      preview: string[];
      /** Ids; none: the built-in inbox. */
      receivers: string[];
      tests: Tried[];
    }
  | Refused;

type Refused = { kind: 'refused'; reasons: string[] };

/** Makes a first configuration. @throws LeftError when the person who is asked leaves: nothing was written. */
export async function firstRun({ directory, flags, asker, env }: FirstRun): Promise<Outcome> {
  const taken = await standingIn(directory);
  if (taken.length > 0) return refused(takenReason(directory, taken));
  const given = receiversOf(flags, env);
  if (given && 'reasons' in given) return refused(...given.reasons);
  const staging = await openStaging(flags.allow, env);
  try {
    return await withNetworkOf(await staging.open(), (network) =>
      stages({ directory, flags, asker, given }, staging, network),
    );
  } finally {
    await staging.remove();
  }
}

interface Stages extends Omit<FirstRun, 'env'> {
  given: Receivers | null;
}

async function stages(
  { directory, flags, asker, given }: Stages,
  staging: Staging,
  network: Lookout,
): Promise<Outcome> {
  const found = await findFeeds(flags, asker, network);
  if (found.kind === 'refused') return found;
  const wrong = await staging.addFeeds(found.feeds);
  if (wrong.length > 0) return refused(...wrong);
  const { aliases } = await configOf(staging);
  const held = await whatFeedsHold(found.feeds, network);
  const watch = await chooseWatch(flags.watch, asker, aliases, held);
  if (watch.kind === 'refused') return watch;
  await staging.setWatch({ id: watchIdOf(watch.query), query: watch.query });

  if (given) await staging.setReceivers(given.receivers, given.secrets);
  // Who is asked has tried them by then.
  const told = given ?? (asker && (await askReceivers(asker, staging, flags.test)));
  const config = await configOf(staging);
  const installed = await staging.install(directory);
  if (installed.kind === 'refused') return refused(installed.reason);
  return {
    kind: 'written',
    directory,
    files: installed.files,
    feeds: found.feeds.length,
    items: held.articles.length,
    matched: watch.matched,
    notes: found.notes,
    preview: watch.lines,
    receivers: told?.receivers.map(({ id }) => id) ?? [],
    tests: given && flags.test ? await tryReceivers(config) : [],
  };
}

async function findFeeds(
  { site, opml }: InitFlags,
  asker: Asker | null,
  network: Lookout,
): Promise<{ kind: 'found'; feeds: NewFeed[]; notes: string[] } | Refused> {
  const feeds: NewFeed[] = [];
  const notes: string[] = [];
  const reasons: string[] = [];
  for (const path of opml) {
    const found = await feedsOfList(path);
    if (found.kind === 'none') reasons.push(...found.reasons);
    else {
      feeds.push(...found.feeds);
      notes.push(...found.skipped.slice(0, MAX_SKIPPED));
      if (found.skipped.length > MAX_SKIPPED)
        notes.push(`… and ${found.skipped.length - MAX_SKIPPED} more were skipped`);
    }
  }
  for (const url of site) {
    const found = await feedsOfSite(url, network);
    if (found.kind === 'none') reasons.push(...found.reasons);
    else {
      const [best, ...others] = found.feeds;
      feeds.push({ url: best!.url });
      if (others.length > 0)
        notes.push(
          printable(
            `${best!.url} is the best of ${counted(found.feeds.length, 'feed')}; the others: wirewatch feed discover ${url}`,
          ),
        );
    }
  }
  if (reasons.length > 0 && !asker) return refused(...reasons);
  if (reasons.length > 0) asker!.say(reasons);
  if (asker && feeds.length === 0) feeds.push(...(await askFeeds(asker, network)));
  return { kind: 'found', feeds: withoutRepeated(feeds), notes };
}

type ChosenWatch = { kind: 'chosen'; query: string; matched: Matched[]; lines: string[] };

async function chooseWatch(
  given: string | undefined,
  asker: Asker | null,
  aliases: Aliases,
  held: Held,
): Promise<ChosenWatch | Refused> {
  if (given === undefined) {
    const { query, matched } = await askWatch(asker!, aliases, held);
    return { kind: 'chosen', query, matched, lines: [] };
  }
  const seen = preview(given, aliases, held);
  if (seen.kind === 'wrong') return refused(...seen.lines);
  return { kind: 'chosen', query: given, matched: seen.matched, lines: [...held.unread, ...seen.lines] };
}

/** @throws when what was put together is wrong, which each of its parts was made sure not to be. */
async function configOf(staging: Staging): Promise<Config> {
  const { checked } = await staging.open();
  if (checked.kind === 'invalid') throw new Error(checked.problems.map(({ reason }) => reason).join('\n'));
  return checked.config;
}

function refused(...reasons: string[]): Refused {
  return { kind: 'refused', reasons };
}
