import { stat } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { restoreBackup } from '../../../src/store/backup/restore.ts';
import { writeBackup } from '../../../src/store/backup/write.ts';

/** What a backup takes, beside reading the largest tables by COPY and throwing them away. */
export interface BackupCost {
  writeS: number;
  copyS: number;
  fileMb: number;
  /** By how much the process grew at most. */
  writeRssMb: number;
  restoreS: number;
  restoreRssMb: number;
}

const silent = () => {};

export async function measureBackup(source: string, target: string, path: string): Promise<BackupCost> {
  const copyS = (await watched(() => copyAll(source))).seconds;
  const write = await watched(() => writeBackup(source, path, silent));
  const restore = await watched(() => restoreBackup(target, path, silent));
  const { size } = await stat(path);
  return {
    ...{ writeS: write.seconds, copyS, fileMb: size / 1e6, writeRssMb: write.grownMb },
    ...{ restoreS: restore.seconds, restoreRssMb: restore.grownMb },
  };
}

async function copyAll(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  for (const table of ['articles', 'feed_items', 'matches', 'deliveries', 'article_keys'])
    await pipeline(
      client.query(copyTo(`COPY ${table} TO STDOUT`)),
      new Writable({ write: (_chunk, _encoding, done) => done() }),
    );
  await client.end();
}

async function watched(work: () => Promise<unknown>): Promise<{ seconds: number; grownMb: number }> {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 20);
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1_000;
  clearInterval(timer);
  return { seconds, grownMb: (most - before) / 1e6 };
}
