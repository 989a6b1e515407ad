import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';
import { ZipFile } from 'yazl';

/** Writes an archive anew, each entry as `change` has it, not compressed. */
export async function rewriteZip(path: string, change: (name: string, content: Buffer) => Buffer): Promise<void> {
  const from = await openPromise(path, { lazyEntries: true, autoClose: false });
  const to = new ZipFile();
  for await (const entry of from.eachEntry()) {
    const content = Buffer.concat(await (await from.openReadStreamPromise(entry)).toArray());
    to.addBuffer(change(entry.fileName, content), entry.fileName, { compress: false });
  }
  from.close();
  to.end();
  await pipeline(to.outputStream, createWriteStream(path));
}
