import { basename, join, relative, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Feed } from '../../model/feed.ts';
import type { Config } from '../check/assemble.ts';
import { readHttpUrl } from '../check/values.ts';
import type { OpenConfig } from '../open.ts';
import { formatProblem, isInside, quoted } from '../problem.ts';
import { type ConfigFiles, MAIN_FILE } from '../read/files.ts';
import { includesIn, takesAlong } from '../read/includes.ts';
import { explainTextless } from '../read/read-text.ts';
import type { SourceFile } from '../read/sources.ts';
import { withAppended } from './append.ts';
import type { FileChange } from './changed-files.ts';
import { asWritten, commitChanges, type RefusedEdit, refused } from './commit.ts';
import { type KnownFeeds, knownFeedsOf } from './known-feeds.ts';
import { literal } from './literal.ts';

/** A feed to add, as a configuration has it. */
export interface NewFeed {
  url: string;
  id?: string | undefined;
  name?: string | undefined;
  country?: string | undefined;
  tags?: string[] | undefined;
  every?: string | number | undefined;
  backfill?: boolean | undefined;
}

/**
 * Reasons are sentences for people, one line each. When an edit is refused, no file was changed; but for a disk that
 * fails between a new file and the one that includes it, which leaves the new one unread.
 */
export type FeedEdit =
  | {
      kind: 'added';
      feeds: Feed[];
      /** The file they were written to; absolute. */
      file: string;
      /** True when the main file was made to include it. */
      included: boolean;
    }
  | RefusedEdit;

/** Where feeds are added, and whether they are. */
export interface EditOptions {
  /** The file to write to, seen from the working directory or from the configuration's. */
  file?: string | undefined;
  /** Everything is checked, and nothing written. */
  dryRun?: boolean | undefined;
}

/** Where feeds go while no file has any. */
const FEEDS_FILE = 'feeds.yaml';

/**
 * Adds feeds to a configuration, all of them or none: to the file given, else to the one that has feeds already, else to
 * `feeds.yaml`, which is then included. Comments and layout stay. The whole configuration is checked as it would be
 * before anything is written.
 */
export async function addFeedsToConfig(open: OpenConfig, feeds: NewFeed[], options: EditOptions): Promise<FeedEdit> {
  const { files, checked: before } = open;
  const root = resolve(files.directory);
  if (before.kind === 'invalid') return refused(...before.problems.map(formatProblem));
  const repeated = findRepeated(feeds, knownFeedsOf(open));
  if (repeated.length > 0) return refused(...repeated);
  const target = targetOf(options.file, root, open.sources);
  if (target.kind === 'refused') return target;

  const file = await asWritten(relative(root, target.path), files);
  if (file.before.kind !== 'text' && file.before.kind !== 'missing')
    return refused(`Cannot read ${quoted(target.path)}: ${explainTextless(file.before)}.`);
  const text = file.before.kind === 'text' ? file.before.text : '';
  const changes: FileChange[] = [{ ...file, text: withAppended(text, 'feeds', feeds.map(entryOf)) }];
  const isIncluded = isPartOf(open.sources, target.path, root);
  // Written last: the main file must not include what is not there.
  if (!isIncluded) changes.push(await including(file.path, files));

  const isMeant = (one: Config, other: Config) =>
    addedBetween(one, other, feeds.length)
      ? null
      : `Included, ${quoted(file.path)} would bring along more than the new feeds.`;
  const commit = await commitChanges(open, changes, isMeant, options.dryRun ?? false);
  if (commit.kind === 'refused') return commit;
  const added = addedBetween(before.config, commit.config, feeds.length)!;
  return { kind: 'added', feeds: added, file: target.path, included: !isIncluded };
}

/** The main file, with one more to include. */
async function including(path: string, files: ConfigFiles): Promise<FileChange> {
  const main = await asWritten(MAIN_FILE, files);
  if (main.before.kind !== 'text') throw new Error('a valid configuration has a main file');
  return { ...main, text: withAppended(main.before.text, 'include', [path]) };
}

/** True when the file is read already, or will be once it is there. */
function isPartOf(sources: SourceFile[], path: string, root: string): boolean {
  return sources.some(({ file, data }) => {
    const includes = includesIn(data, resolve(file), root);
    return resolve(file) === path || includes.some((one) => one.kind === 'pattern' && takesAlong(one, path, root));
  });
}

function findRepeated(feeds: NewFeed[], { urls, ids }: KnownFeeds): string[] {
  return feeds.flatMap(({ url, id }) => {
    const read = readHttpUrl(url);
    const sameUrl = read.kind === 'read' ? urls.get(read.value) : undefined;
    if (sameUrl) return [`This feed is already listed at ${sameUrl}.`];
    const sameId = id === undefined ? undefined : ids.get(id);
    return sameId ? [`The id ${quoted(id!)} is already used at ${sameId}.`] : [];
  });
}

type Target = { kind: 'file'; path: string } | RefusedEdit;

function targetOf(given: string | undefined, root: string, files: SourceFile[]): Target {
  if (given === undefined) {
    const withFeeds = files.filter(({ data }) => Array.isArray((data as Record<string, unknown> | null)?.feeds));
    const usual = withFeeds.find(({ file }) => basename(file) === FEEDS_FILE) ?? withFeeds[0];
    return { kind: 'file', path: usual ? resolve(usual.file) : join(root, FEEDS_FILE) };
  }
  const path = [resolve(given), resolve(root, given)].find((candidate) => isInside(root, candidate));
  if (!path) return refused(`${quoted(given)} lies outside the configuration directory ${quoted(root)}.`);
  return /\.ya?ml$/i.test(path) ? { kind: 'file', path } : refused(`The name of ${quoted(given)} must end in .yaml.`);
}

/** The keys in the order of the files that ship; what is not given is left out. */
function entryOf({ id, name, url, tags, country, every, backfill }: NewFeed): Record<string, unknown> {
  const entry = { id, name, url, tags: tags?.length ? tags : undefined, country, every, backfill };
  return Object.fromEntries(
    Object.entries(entry)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, literal(value)]),
  );
}

/** What is in the second configuration and not in the first; null when anything else differs. */
function addedBetween(before: Config, after: Config, count: number): Feed[] | null {
  const known = new Set(before.feeds.map(({ id }) => id));
  const added = after.feeds.filter(({ id }) => !known.has(id));
  const others = after.feeds.filter(({ id }) => known.has(id));
  const isSame = isDeepStrictEqual({ ...after, feeds: others }, before);
  return isSame && added.length === count ? added : null;
}
