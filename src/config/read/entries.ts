import { formatPlace, type Place, type Problem } from '../problem.ts';
import type { Path } from './node-path.ts';
import type { SourceFile } from './sources.ts';

/** One feed, watch or receiver as written, whether its keys are right or not. */
export interface Entry {
  source: SourceFile;
  path: Path;
  value: Record<string, unknown>;
}

/** A name, and where it is given. */
export interface Named {
  name: string;
  place: Place;
}

/** What the files list under `key`, as far as it is keys and values. */
export function entriesOf(files: SourceFile[], key: 'feeds' | 'watches' | 'receivers' | 'time_intervals' | 'inhibit_rules'): Entry[] {
  return files.flatMap((source) => {
    const list = isMapping(source.data) ? source.data[key] : null;
    return (Array.isArray(list) ? list : []).flatMap((value, index) =>
      isMapping(value) ? [{ source, path: [key, index], value }] : [],
    );
  });
}

/** What the files say under `key`, where it is keys and values. */
export function sectionsIn(files: SourceFile[], key: 'operators' | 'canary' | 'route'): Entry[] {
  return files.flatMap((source) => {
    const value = isMapping(source.data) ? source.data[key] : null;
    return isMapping(value) ? [{ source, path: [key], value }] : [];
  });
}

/** The `key` of each entry that has one, if it is text. */
export function namesIn(entries: Entry[], key: string): Named[] {
  return entries.flatMap(({ source, path, value }) => {
    const name = value[key];
    return typeof name === 'string' ? [{ name, place: source.placeOf([...path, key]) }] : [];
  });
}

/** A problem for each name that stood before. `say` gets the name and is followed by the first place. */
export function findRepeated(all: Named[], say: (name: string) => string): Problem[] {
  const first = new Map<string, Place>();
  return all.flatMap(({ name, place }) => {
    const before = first.get(name);
    if (before) return [{ ...place, reason: `${say(name)} ${formatPlace(before)}.` }];
    first.set(name, place);
    return [];
  });
}

/** True for what YAML calls a mapping: neither a list nor null. */
export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
