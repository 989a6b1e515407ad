import { fold } from './words.ts';

/** Names for one thing, by alias name: `bka` → [`Bundeskriminalamt`, `{BKA}`, …]; `Aliases` of src/model/watch.ts. */
type Aliases = Record<string, readonly string[]>;

/** Groups of names, ready to be looked for. */
export interface KnownAliases {
  /** The mentions of all groups in a text, with where they begin. */
  in(text: string): { group: string; written: string; start: number }[];
}

/** Signs of the watch language, which are no part of a name. */
const SIGNS = /^[{"=~]+|[}"*]+$/g;
const LETTER = /[\p{L}\p{N}]/u;
const SPACED = /[\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}\p{sc=Arabic}\p{sc=Hebrew}]/u;
const MAX_MENTIONS = 300;

/** Compiles alias groups, so that one concept is recognised in whatever language it is named. */
export function knownAliases(aliases: Aliases): KnownAliases {
  const groups = new Map<string, string>();
  for (const [group, names] of Object.entries(aliases)) {
    for (const name of names) {
      const folded = fold(name.replace(SIGNS, '')).trim();
      if (folded.length > 1 && !folded.includes('*') && !folded.includes('?')) groups.set(folded, group);
    }
  }
  if (groups.size === 0) return { in: () => [] };
  const names = [...groups.keys()].toSorted((a, b) => b.length - a.length);
  const pattern = new RegExp(names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'gu');
  return {
    in(text) {
      const folded = fold(text);
      const found: { group: string; written: string; start: number }[] = [];
      for (const match of folded.matchAll(pattern)) {
        if (found.length >= MAX_MENTIONS) break;
        if (!standsAlone(folded, match.index, match[0])) continue;
        // Folding may shift letters by a few: good enough to tell title and lead from the rest.
        found.push({ group: groups.get(match[0])!, written: match[0], start: match.index });
      }
      return found;
    },
  };
}

/** Inside of a longer word it is another, but for endings of cases. */
function standsAlone(text: string, start: number, name: string): boolean {
  if (!SPACED.test(name)) return true;
  const before = text[start - 1] ?? ' ';
  const behind = text.slice(start + name.length, start + name.length + 4);
  return !LETTER.test(before) && !/^\p{L}{4}/u.test(behind);
}
