import { hash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { resolveAliases } from '../../match/query/aliases.ts';
import type { OpenConfig } from '../open.ts';
import { isMapping } from '../read/entries.ts';
import { expectationsIn, pathOfExample } from './examples.ts';

/** The names of aliases in a query, and perhaps more: of what is no alias nothing comes. */
const ALIAS = /@([\p{L}\p{N}_-]+)/gu;

/**
 * For each watch that expects something a mark, the same as long as nothing can come out otherwise: its query, the aliases
 * in it, its examples and their files. Empty for a configuration that is wrong.
 */
export function marksOf({ checked, sources, files }: OpenConfig): Map<string, string> {
  if (checked.kind === 'invalid') return new Map();
  const expectations = Map.groupBy(expectationsIn(sources), ({ watch }) => String(watch.value.id));
  if (expectations.size === 0) return new Map();
  const root = resolve(files.directory);
  const contents = new Map(files.files.map(({ path, content }) => [join(root, path), content]));
  const { groups } = resolveAliases(checked.config.aliases);
  const marks = new Map<string, string>();
  for (const { id, query, language, dialect } of checked.config.watches) {
    const expected = expectations.get(id);
    if (!expected) continue;
    const names = [...query.matchAll(ALIAS)].map(([, name]) => groups.get(name!) ?? null);
    const examples = expected.map(({ watch, mustMatch, example }) => {
      const file = isMapping(example) ? example.file : undefined;
      const path = file === undefined ? null : pathOfExample(file, resolve(watch.source.file), root);
      return [mustMatch, example, path && contents.get(path)];
    });
    marks.set(id, hash('sha256', JSON.stringify([query, language, dialect, names, examples])));
  }
  return marks;
}
