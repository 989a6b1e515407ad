import { z } from 'zod';
import type { Path } from '../read/node-path.ts';
import { ConfigFile } from './schema.ts';

/** What the schema wants at `path` of a file; undefined where it knows nothing. */
export function schemaAt(path: Path): z.core.$ZodType | undefined {
  let schema = unwrap(ConfigFile);
  for (const key of path) {
    if (schema instanceof z.ZodObject) schema = unwrap(schema.shape[key as string]);
    else if (schema instanceof z.ZodArray) schema = unwrap(schema.element);
    else if (schema instanceof z.ZodRecord) schema = unwrap(schema.valueType);
    else return undefined;
  }
  return schema;
}

/** The keys that the mapping at `path` may have. */
export function keysAt(path: Path): string[] {
  const schema = schemaAt(path);
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/** The schema behind `optional`, `nullable` and `transform`. */
function unwrap(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return unwrap(schema.unwrap());
  if (schema instanceof z.ZodPipe) return unwrap(schema.in);
  // Of several, the one with keys is the one that something can be told of.
  if (schema instanceof z.ZodUnion) return schema.options.map(unwrap).find((one) => one instanceof z.ZodObject);
  return schema;
}
