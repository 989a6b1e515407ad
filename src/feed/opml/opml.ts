import { generateOpml } from 'feedsmith';
import { createIsolate } from '../../isolate/isolate.ts';
import type { Feed } from '../../model/feed.ts';
import { type OpmlReading, OWN_ATTRIBUTES } from './opml-document.ts';

export type { OpmlOutline, OpmlReading } from './opml-document.ts';

/** Bytes of a list of feeds; 30,000 feeds take some 8 MB. */
export const MAX_OPML_BYTES = 50_000_000;

/** Reading the longest list takes some 10 s on a slow machine. */
const DEADLINE_MS = 60_000;
const HEAP_MIB = 1_500;

/**
 * Reads a list of feeds in OPML 1.0, 1.1 or 2.0, in a thread that is killed when it overruns its time or memory. Never
 * rejects for what the document is.
 */
export async function readOpml(bytes: Uint8Array): Promise<OpmlReading> {
  if (bytes.length > MAX_OPML_BYTES) {
    return { kind: 'unreadable', reason: `larger than ${MAX_OPML_BYTES / 1_000_000} MB` };
  }
  const isolate = createIsolate<Uint8Array, OpmlReading>({
    worker: new URL('./opml-worker.ts', import.meta.url),
    deadlineMs: DEADLINE_MS,
    heapMiB: HEAP_MIB,
    threads: 1,
  });
  try {
    const result = await isolate.run(bytes);
    if (result.kind === 'done') return result.value;
    // The message of an error may quote the document.
    const reason = result.why === 'error' ? 'the document broke its reader' : `reading it ${result.reason}`;
    return { kind: 'unreadable', reason };
  } finally {
    await isolate.close();
  }
}

/** Of our own attributes. */
const NAMESPACE = 'urn:x-wirewatch:opml';
const EXTRA_ATTRIBUTES = ['xmlns:wirewatch', ...OWN_ATTRIBUTES] as const;

interface Outline {
  text: string;
  outlines?: Outline[];
  [attribute: string]: unknown;
}

/** Feeds in a folder, and folders in it, by their names. */
interface Folder {
  outlines: Outline[];
  folders: Map<string, Folder>;
}

/**
 * The feeds as OPML 2.0, or null without any: its body has one outline at least. The first tag of a feed is the folder it is in, as feed readers have it; further tags are its
 * `category`. A tag that `category` cannot hold (it separates by comma and slash) makes the tags up to it folders within
 * each other. `readOpml` finds the same tags again, in the same order.
 *
 * @param idOf The id a feed has when none is given; others are written down.
 */
export function writeOpml(feeds: Feed[], idOf: (url: string) => string, now: Date): string | null {
  if (feeds.length === 0) return null;
  const root: Folder = { outlines: [], folders: new Map() };
  for (const feed of feeds) {
    const path = feed.tags.slice(0, foldersIn(feed.tags));
    const folder = path.reduce(folderIn, root);
    folder.outlines.push(outlineOf(feed, feed.tags.slice(path.length), idOf));
  }
  return generateOpml(
    { head: { title: 'Feeds of Wirewatch', dateCreated: now }, body: { outlines: outlinesIn(root) } },
    { extraOutlineAttributes: EXTRA_ATTRIBUTES },
  );
}

/** How many of the tags become folders. */
function foldersIn(tags: string[]): number {
  const last = tags.findLastIndex((tag) => /[,/]/.test(tag));
  return Math.min(Math.max(last + 1, 1), tags.length);
}

function folderIn(parent: Folder, name: string): Folder {
  const known = parent.folders.get(name);
  if (known) return known;
  const made: Folder = { outlines: [], folders: new Map() };
  parent.folders.set(name, made);
  return made;
}

function outlinesIn({ outlines, folders }: Folder): Outline[] {
  return [
    ...outlines,
    ...[...folders].map(([name, folder]) => ({ text: name, title: name, outlines: outlinesIn(folder) })),
  ];
}

function outlineOf(feed: Feed, categories: string[], idOf: (url: string) => string): Outline {
  const own = {
    ...(feed.id !== idOf(feed.url) && { 'wirewatch:id': feed.id }),
    ...(feed.everyMs !== null && { 'wirewatch:every': String(feed.everyMs / 1_000) }),
    ...(feed.country !== null && { 'wirewatch:country': feed.country }),
    ...(feed.backfill && { 'wirewatch:backfill': 'true' }),
  };
  return {
    // OPML 2.0: a feed is of the type "rss" whatever its format, and an outline has a text.
    type: 'rss',
    text: feed.name ?? feed.url,
    ...(feed.name !== null && { title: feed.name }),
    xmlUrl: feed.url,
    ...(categories.length > 0 && { category: categories.join(',') }),
    ...(Object.keys(own).length > 0 && { 'xmlns:wirewatch': NAMESPACE, ...own }),
  };
}
