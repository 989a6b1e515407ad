import { basename, join, relative, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Feed } from '../../model.ts';
import { feedIdOf } from '../check/feed-id.ts';
import { readHttpUrl } from '../check/values.ts';
import { type Config, loadConfig } from '../load.ts';
import { formatPlace, formatProblem, isInside, quoted } from '../problem.ts';
import { entriesOf, namesIn } from '../read/entries.ts';
import type { Environment } from '../read/environment.ts';
import { readSourceFiles, type SourceFile } from '../read/files.ts';
import { readText } from '../read/read-text.ts';
import { withAppended } from './append.ts';
import { replaceFile } from './replace-file.ts';
import { tryConfig } from './trial.ts';

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

/** Reasons are sentences for people, one line each. When an edit is refused, no file was changed. */
export type FeedEdit =
  | {
      kind: 'added';
      feeds: Feed[];
      /** The file they were written to; absolute. */
      file: string;
      /** True when the main file was made to include it. */
      included: boolean;
    }
  | { kind: 'refused'; reasons: string[] };

/** How an edit is made, whatever it adds. */
export interface EditOptions {
  env: Environment;
  /** The file to write to, seen from the working directory or from the configuration's. */
  file?: string | undefined;
  /** Everything is checked, and nothing written. */
  dryRun?: boolean | undefined;
}

const MAIN_FILE = 'wirewatch.yaml';

/** Where feeds go while no file has any. */
const FEEDS_FILE = 'feeds.yaml';

/**
 * Adds a feed to the configuration in `directory`: to the file given, else to the one that has feeds already, else to
 * `feeds.yaml`, which is then included. Comments and layout stay. The whole configuration is checked as it would be
 * before anything is written.
 */
export async function addFeedToConfig(
  directory: string,
  feed: NewFeed,
  options: EditOptions,
): Promise<{ kind: 'added'; feed: Feed; file: string; included: boolean } | { kind: 'refused'; reasons: string[] }> {
  const edit = await addFeedsToConfig(directory, [feed], options);
  if (edit.kind === 'refused') return edit;
  return { kind: 'added', feed: edit.feeds[0]!, file: edit.file, included: edit.included };
}

/** Adds feeds as {@link addFeedToConfig} does: all of them, or none. */
export async function addFeedsToConfig(directory: string, feeds: NewFeed[], options: EditOptions): Promise<FeedEdit> {
  const root = resolve(directory);
  const before = await loadConfig(root, options.env);
  if (before.kind === 'invalid') return refused(...before.problems.map(formatProblem));
  const { files } = await readSourceFiles(root, options.env);
  const repeated = findRepeated(feeds, knownFeeds(files));
  if (repeated.length > 0) return refused(...repeated);
  const file = targetOf(options.file, root, files);
  if (file.kind === 'refused') return file;

  const changes = new Map<string, string>();
  const text = await readText(file.path);
  if (text.kind === 'garbled' || (text.kind === 'unreadable' && text.reason !== 'no such file')) {
    return refused(`Cannot read ${quoted(file.path)}: ${text.reason}.`);
  }
  changes.set(file.path, withAppended(text.kind === 'text' ? text.text : '', 'feeds', feeds.map(entryOf)));

  const paths = files.map((source) => resolve(source.file));
  let after = await tryConfig(root, paths, changes, options.env);
  const isRead = after.kind === 'invalid' || after.config.feeds.length > before.config.feeds.length;
  if (!isRead) {
    const main = await readText(join(root, MAIN_FILE));
    if (main.kind !== 'text') return refused(`Cannot read ${MAIN_FILE}.`);
    changes.set(join(root, MAIN_FILE), withAppended(main.text, 'include', [relative(root, file.path)]));
    after = await tryConfig(root, paths, changes, options.env);
  }
  if (after.kind === 'invalid') return refused(...after.problems.map(formatProblem));
  const added = addedBetween(before.config, after.config, feeds.length);
  if (!added)
    return refused(`Included, ${quoted(relative(root, file.path))} would bring along more than the new feeds.`);

  if (!options.dryRun) {
    try {
      // The main file last: it must not include what is not there.
      for (const [path, content] of changes) await replaceFile(path, content);
    } catch (error) {
      return refused(`Cannot write to the configuration: ${(error as Error).message}.`);
    }
  }
  return { kind: 'added', feeds: added, file: file.path, included: !isRead };
}

/** Where the feeds of a configuration stand, as `file:line:column`, by URL and by id. */
export interface KnownFeeds {
  urls: Map<string, string>;
  ids: Map<string, string>;
}

/** The feeds that are configured in `directory`, as far as the files can be read. */
export async function findKnownFeeds(directory: string, env: Environment): Promise<KnownFeeds> {
  return knownFeeds((await readSourceFiles(resolve(directory), env)).files);
}

function knownFeeds(files: SourceFile[]): KnownFeeds {
  const entries = entriesOf(files, 'feeds');
  const urls = namesIn(entries, 'url').flatMap(({ name, place }): [string, string][] => {
    const url = readHttpUrl(name);
    return url.kind === 'read' ? [[url.value, formatPlace(place)]] : [];
  });
  const ids = namesIn(entries, 'id').map(({ name, place }): [string, string] => [name, formatPlace(place)]);
  return {
    urls: new Map(urls),
    ids: new Map([...urls.map(([url, at]): [string, string] => [feedIdOf(url), at]), ...ids]),
  };
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

type Target = { kind: 'file'; path: string } | { kind: 'refused'; reasons: string[] };

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
      .map(([key, value]) => [key, Array.isArray(value) ? value.map(literal) : literal(value)]),
  );
}

/** A `${` in an address or a name from elsewhere must not be filled in: it would carry a variable out to a stranger. */
function literal(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('${', '$$${') : value;
}

/** What is in the second configuration and not in the first; null when anything else differs. */
function addedBetween(before: Config, after: Config, count: number): Feed[] | null {
  const known = new Set(before.feeds.map(({ id }) => id));
  const added = after.feeds.filter(({ id }) => !known.has(id));
  const others = after.feeds.filter(({ id }) => known.has(id));
  const isSame = isDeepStrictEqual({ ...after, feeds: others }, before);
  return isSame && added.length === count ? added : null;
}

function refused(...reasons: string[]): { kind: 'refused'; reasons: string[] } {
  return { kind: 'refused', reasons };
}
