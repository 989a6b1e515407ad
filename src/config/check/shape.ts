import { z } from 'zod';
import { closest } from '../../match/query/suggest.ts';
import { didYouMean, type Problem, quoted } from '../problem.ts';
import { isMapping } from '../read/entries.ts';
import type { Path } from '../read/node-path.ts';
import type { SourceFile } from '../read/sources.ts';
import { ConfigFile } from './schema.ts';

/** A file whose keys and values are as they should be, or everything that is not. */
export type CheckedShape = { kind: 'valid'; content: ConfigFile } | { kind: 'invalid'; problems: Problem[] };

/** Checks one file by itself; what it says about other files is for `references.ts`. */
export function checkShape(source: SourceFile): CheckedShape {
  const parsed = ConfigFile.safeParse(source.data ?? {});
  if (parsed.success) return { kind: 'valid', content: parsed.data };
  return { kind: 'invalid', problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, source)) };
}

function problemsOf(issue: z.core.$ZodIssue, source: SourceFile): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(issue.path);
    return issue.keys.map((key) => ({
      ...source.placeOfKey([...issue.path, key]),
      reason: `Unknown key ${quoted(key)}.${didYouMean(closest(key, known)) || ` Known here: ${known.join(', ') || 'none'}.`}`,
    }));
  }
  const reason = issue.code === 'invalid_type' ? explainType(issue, source.data) : issue.message;
  return [{ ...source.placeOf(issue.path), reason }];
}

const TYPES: Partial<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  object: 'keys and values',
  record: 'keys and values',
  string: 'text',
};

function explainType({ expected, path }: z.core.$ZodIssueInvalidType, data: unknown): string {
  const given = valueAt(data, path);
  if (given === undefined) return `The key ${quoted(String(path.at(-1)))} is missing.`;
  const advice = expected === 'string' ? adviseQuotes(given) : '';
  return `Expected ${TYPES[expected] ?? expected}, found ${describe(given)}.${advice}`;
}

/** What YAML reads as something else than the text it was meant to be. */
function adviseQuotes(given: unknown): string {
  if (typeof given === 'number' || typeof given === 'boolean') return ' Put it in quotation marks.';
  return isMapping(given) ? ' Text that begins with { stands in quotation marks.' : '';
}

function describe(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return { object: 'keys and values', string: 'text', boolean: 'true or false' }[typeof value as string] ?? 'a number';
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], data);
}

/** The keys that the mapping at `path` may have. */
function keysAt(path: Path): string[] {
  let schema = unwrap(ConfigFile);
  for (const key of path) {
    if (schema instanceof z.ZodObject) schema = unwrap(schema.shape[key as string]);
    else if (schema instanceof z.ZodArray) schema = unwrap(schema.element);
  }
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/** The schema behind `optional`, `nullable` and `transform`. */
function unwrap(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return unwrap(schema.unwrap());
  if (schema instanceof z.ZodPipe) return unwrap(schema.in);
  return schema;
}
