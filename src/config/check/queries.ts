import { checkAliasesOf } from '../../match/index/compile.ts';
import { resolveAliases } from '../../match/query/aliases.ts';
import { impossibleParts } from '../../match/query/impossible.ts';
import { parseQuery } from '../../match/query/parser.ts';
import type { Dialect } from '../../model/watch.ts';
import type { Problem } from '../problem.ts';
import { type Entry, isMapping } from '../read/entries.ts';
import type { Path } from '../read/node-path.ts';
import type { SourceFile } from '../read/sources.ts';

/** An alias as written, whether it is a list of names or not. */
export interface AliasEntry {
  source: SourceFile;
  path: Path;
  name: string;
  members: unknown;
}

/** Every alias group of the files, in their order, unchecked: what is no mapping has none. */
export function aliasesIn(files: SourceFile[]): AliasEntry[] {
  return files.flatMap((source) => {
    const aliases = isMapping(source.data) ? source.data.aliases : null;
    if (!isMapping(aliases)) return [];
    return Object.entries(aliases).map(([name, members]) => ({ source, path: ['aliases', name], name, members }));
  });
}

/** Faults in aliases and in the queries of watches, each at its place inside the text. */
export function checkQueries(watches: Entry[], aliases: AliasEntry[]): Problem[] {
  const groups = new Map(aliases.map((alias) => [alias.name, alias]));
  const resolved = resolveAliases(
    Object.fromEntries([...groups].map(([name, { members }]) => [name, textsOf(members)])),
  );
  // A faulty alias is told once, where it stands, and not again in each query that names it.
  const named = { ...resolved, groups: new Map([...resolved.known].map((name) => [name, []])) };

  const ofAliases = resolved.errors.flatMap(({ alias, member, message }) => {
    const { source, path, members } = groups.get(alias)!;
    // What is not text at all is a fault of shape.
    const isText = Array.isArray(members) && (member === null || typeof members[member] === 'string');
    if (!isText || !source.isSound) return [];
    const place = member === null ? source.placeOfKey(path) : source.placeOf([...path, member]);
    return [{ ...place, reason: message }];
  });
  const ofWatches = watches.flatMap(({ source, path, value: { query, dialect } }) => {
    if (typeof query !== 'string') return [];
    const parsed = parseQuery(query, dialectOf(dialect));
    const errors = parsed.kind === 'invalid' ? parsed.errors : checkAliasesOf(query, parsed.tree, named);
    return errors.map(({ offset, message }) => ({ ...source.placeIn([...path, 'query'], offset), reason: message }));
  });
  return [...ofAliases, ...ofWatches];
}

/** Parts of the queries of watches that no article can satisfy, each at its place. The configuration is good without them. */
export function warnOfQueries(watches: Entry[]): Problem[] {
  return watches.flatMap(({ source, path, value: { query, dialect } }) => {
    if (typeof query !== 'string') return [];
    const parsed = parseQuery(query, dialectOf(dialect));
    if (parsed.kind !== 'parsed') return [];
    return impossibleParts(query, parsed.tree).map(({ offset, message }) => ({
      ...source.placeIn([...path, 'query'], offset),
      reason: message,
    }));
  });
}

/** What is no dialect is a fault of shape, told elsewhere. */
function dialectOf(value: unknown): Dialect | null {
  return value === 'factiva' || value === 'lexis' ? value : null;
}

function textsOf(members: unknown): string[] {
  return Array.isArray(members) ? members.map((member) => (typeof member === 'string' ? member : '')) : [];
}
