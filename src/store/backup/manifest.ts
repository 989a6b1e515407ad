import { z } from 'zod';

/** What the archive is called inside of itself; a later form gets another number. */
const FORMAT = 'wirewatch-backup-1';

/** The entry of the archive that says what the others are. */
export const MANIFEST = 'manifest.json';

/** Bytes of a manifest: a table takes some 300. */
export const MAX_MANIFEST_BYTES = 2 ** 20;

/** A name as our migrations give them: it becomes part of statements. */
const NAME = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);
const COUNT = z.number().int().min(0);

const SCHEMA = z.strictObject({
  format: z.literal(FORMAT),
  createdAt: z.iso.datetime(),
  /** Those that had been carried out, in order: the last one says what form the tables have. */
  migrations: z.array(z.string().max(100)).min(1).max(1_000),
  tables: z
    .array(
      z.strictObject({
        name: NAME,
        columns: z.array(NAME).max(1_600),
        rows: COUNT,
        /** Of its entry, not compressed. */
        bytes: COUNT,
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .max(1_000),
  sequences: z
    .array(
      z.strictObject({
        name: NAME,
        lastValue: z.string().regex(/^-?\d{1,19}$/),
        isCalled: z.boolean(),
      }),
    )
    .max(1_000),
});

/** What a backup holds, when it was made, and by what it is known to be whole. */
export type Manifest = z.infer<typeof SCHEMA>;

/** A table in a backup. */
export type ManifestTable = Manifest['tables'][number];

/** What is written into an archive. */
export function composeManifest(content: Omit<Manifest, 'format'>): string {
  return JSON.stringify({ format: FORMAT, ...content } satisfies Manifest, null, 1);
}

/** Null when it is no manifest, or one of a form that this Wirewatch does not know. */
export function parseManifest(text: string): Manifest | null {
  try {
    return SCHEMA.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The entry of the archive with the rows of a table, as COPY writes them. */
export function entryOf(table: string): string {
  return `tables/${table}.copy`;
}
