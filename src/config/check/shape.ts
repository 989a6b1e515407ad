import type { z } from 'zod';
import { closest } from '../../match/query/suggest.ts';
import { didYouMean, type Problem, quoted } from '../problem.ts';
import { isMapping } from '../read/entries.ts';
import type { Path } from '../read/node-path.ts';
import type { SourceFile } from '../read/sources.ts';
import { ConfigFile } from './schema.ts';
import { keysAt } from './schema-at.ts';
import { adviseColon, explainType } from './wrong-type.ts';

/** A file whose keys and values are as they should be, or everything that is not. */
export type CheckedShape = { kind: 'valid'; content: ConfigFile } | { kind: 'invalid'; problems: Problem[] };

type Issue = z.core.$ZodIssue;

/** Checks one file by itself; what it says about other files is for `references.ts`. */
export function checkShape(source: SourceFile): CheckedShape {
  const parsed = ConfigFile.safeParse(source.data ?? {}, { error: explainInOurWords });
  if (parsed.success) return { kind: 'valid', content: parsed.data };
  const issues = parsed.error.issues.flatMap((issue) => meantBy(issue, source.data));
  const misspelt = new Set(issues.flatMap(keysMeantBy));
  // The key that is missing is the one that is unknown: one mistake.
  const causes = issues.filter((issue) => !isMissing(issue, source.data) || !misspelt.has(issue.path.join('\0')));
  return { kind: 'invalid', problems: causes.flatMap((issue) => problemsOf(issue, source)) };
}

/** Where the schema says nothing of its own, Zod would speak as one programmer to another. */
function explainInOurWords({ code }: z.core.$ZodRawIssue): string {
  switch (code) {
    case 'too_small':
      return 'This is too short or too small.';
    case 'too_big':
      return 'This is too long or too large.';
    case 'invalid_value':
      return 'This is none of the values that are known here.';
    default:
      return 'This value does not fit here.';
  }
}

/** Of a value that may be text or keys and values, what is wrong with those that were written. */
function meantBy(issue: Issue, data: unknown): Issue[] {
  if (issue.code !== 'invalid_union' || !isMapping(valueAt(data, issue.path))) return [issue];
  const inner = issue.errors.find(
    (issues) => !issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0),
  );
  return inner ? inner.map((one) => ({ ...one, path: [...issue.path, ...one.path] }) as Issue) : [issue];
}

function problemsOf(issue: Issue, source: SourceFile): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(issue.path);
    return issue.keys.map((key) => ({
      ...source.placeOfKey([...issue.path, key]),
      reason: explainKey(key, known),
    }));
  }
  return [{ ...source.placeOf(issue.path), reason: reasonOf(issue, source.data) }];
}

function reasonOf(issue: Issue, data: unknown): string {
  if (isMissing(issue, data)) return `The key ${quoted(String(issue.path.at(-1)))} is missing.`;
  if (issue.code !== 'invalid_type') return issue.message;
  const given = valueAt(data, issue.path);
  return explainType(issue.expected, issue.path, given);
}

function explainKey(key: string, known: string[]): string {
  const said = `Unknown key ${quoted(key)}.`;
  const colon = adviseColon(key, known);
  if (colon) return `${said} ${colon}`;
  if (key === '<<') return `${said} Keys are not merged here: write them out.`;
  if (/^-\S/.test(key)) return `${said} A space is missing after the dash.`;
  if (/^[^\S ]/.test(key))
    return `${said} A sign that only looks like a space stands before it: YAML wants ordinary spaces.`;
  return `${said}${didYouMean(closest(key, known)) || ` Known here: ${known.join(', ') || 'none'}.`}`;
}

/** Paths, each as one text, of the keys that unknown ones were probably meant to be. */
function keysMeantBy(issue: Issue): string[] {
  if (issue.code !== 'unrecognized_keys') return [];
  const known = keysAt(issue.path);
  return issue.keys.flatMap((key) => {
    const meant = known.find((one) => key.startsWith(`${one}:`)) ?? closest(key, known)[0];
    return meant === undefined ? [] : [[...issue.path, meant].join('\0')];
  });
}

function isMissing(issue: Issue, data: unknown): boolean {
  return (issue.code === 'invalid_type' || issue.code === 'invalid_union') && valueAt(data, issue.path) === undefined;
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], data);
}
