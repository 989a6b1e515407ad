import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { entryOf, MANIFEST, MAX_MANIFEST_BYTES, type Manifest, type ManifestTable, parseManifest } from './manifest.ts';
import { createMeter } from './meter.ts';

/** Entries of an archive: more are not looked at. */
const MAX_ENTRIES = 2_000;

/** A backup that turned out to be damaged or to be none. The message is for people. */
export class DamagedBackup extends Error {}

/** A backup that can be read. */
export interface OpenBackup {
  manifest: Manifest;
  /** The rows of a table, as COPY wrote them. */
  rowsOf(table: ManifestTable): Promise<Readable>;
  close(): void;
}

/**
 * Opens a backup and reads it to its end: it is as it was written, and nothing is missing.
 *
 * @throws DamagedBackup when it is not; and what the file system says when there is no such file.
 */
export async function openBackup(path: string): Promise<OpenBackup> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch((error: Error) => {
    if ('code' in error) throw error;
    throw new DamagedBackup('it is no backup, or its end is missing', { cause: error });
  });
  try {
    const entries = await entriesOf(zip);
    const manifest = await readManifest(zip, entries);
    const rowsOf = async (table: ManifestTable) => {
      const entry = entries.get(entryOf(table.name));
      // Nothing is read that would be longer than was written.
      if (entry?.uncompressedSize !== table.bytes)
        throw new DamagedBackup(`the table ${table.name} is missing, or is not what was written`);
      return zip.openReadStreamPromise(entry);
    };
    for (const table of manifest.tables) await check(await rowsOf(table), table);
    return { manifest, rowsOf, close: () => zip.close() };
  } catch (error) {
    zip.close();
    // What the file system says has a code; what zip and zlib say of an archive is said of a damaged one.
    if (error instanceof DamagedBackup || (error instanceof Error && isOfFileSystem(error))) throw error;
    throw new DamagedBackup('it is damaged', { cause: error });
  }
}

function isOfFileSystem(error: Error): boolean {
  return 'syscall' in error;
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > MAX_ENTRIES) throw new DamagedBackup('it is no backup of Wirewatch');
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  return entries;
}

async function readManifest(zip: ZipFile, entries: Map<string, Entry>): Promise<Manifest> {
  const entry = entries.get(MANIFEST);
  if (!entry || entry.uncompressedSize > MAX_MANIFEST_BYTES)
    throw new DamagedBackup('it is no backup of Wirewatch, or of a later one');
  // The reader ends a stream that brings more than its entry said.
  const bytes = Buffer.concat(await (await zip.openReadStreamPromise(entry)).toArray());
  const manifest = crc32(bytes) === entry.crc32 ? parseManifest(bytes.toString('utf8')) : null;
  if (!manifest)
    throw new DamagedBackup('it is no backup of Wirewatch, or of a later one, or its manifest was altered');
  return manifest;
}

async function check(rows: Readable, table: ManifestTable): Promise<void> {
  const meter = createMeter();
  await pipeline(rows, meter.stream.resume());
  requireWhole(table, meter.measured());
}

/** @throws DamagedBackup when what was read of a table is not what was written. */
export function requireWhole(
  { name, bytes, sha256 }: ManifestTable,
  measured: { bytes: number; sha256: string },
): void {
  if (measured.bytes !== bytes || measured.sha256 !== sha256)
    throw new DamagedBackup(`the table ${name} is not what was written`);
}
