import { type FileHandle, open, rename } from 'node:fs/promises';

const MAX_BYTES = 5 * 2 ** 20;
const TAIL_BYTES = 4_096;
const TAIL_LINES = 12;

/** The file the server writes its log to, from one start on. */
export interface ServerLog {
  /** For the server's output. */
  fd: number;
  /** The last lines written since it was opened, 12 at most. */
  tail(): Promise<string>;
  close(): Promise<void>;
}

/** Opens the log for appending. Above 5 MiB it is put aside as `<path>.1`, in place of the one before. */
export async function openServerLog(path: string): Promise<ServerLog> {
  let file = await open(path, 'a+', 0o600);
  if ((await file.stat()).size > MAX_BYTES) {
    await file.close();
    await rename(path, `${path}.1`);
    file = await open(path, 'a+', 0o600);
  }
  const { size: start } = await file.stat();
  return { fd: file.fd, tail: () => readTail(file, start), close: () => file.close() };
}

async function readTail(file: FileHandle, start: number): Promise<string> {
  const { size } = await file.stat();
  const position = Math.max(start, size - TAIL_BYTES);
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(TAIL_BYTES), position });
  return buffer.toString('utf8', 0, bytesRead).trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
}
