import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pino } from 'pino';
import { type Followed, type Follower, followConfig } from '../../../src/pipeline/config/follow.ts';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import { beatProcess } from '../../../src/store/work/processes.ts';

/** A directory of a configuration that a test edits. */
export interface Folder {
  path: string;
  write(file: string, text: string): Promise<void>;
  remove(): Promise<void>;
}

export async function makeFolder(files: Record<string, string>): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'wirewatch-config-'));
  const write = async (file: string, text: string) => {
    await mkdir(dirname(join(path, file)), { recursive: true });
    await writeFile(join(path, file), text);
  };
  for (const [file, text] of Object.entries(files)) await write(file, text);
  return { path, write, remove: () => rm(path, { recursive: true }) };
}

/** A configuration with these feeds and watches, in one file. */
export function configText({ feeds = ['a'], watches = ['w'] }: { feeds?: string[]; watches?: string[] } = {}): string {
  return [
    'feeds:',
    ...feeds.map((id) => `  - {id: ${id}, url: https://${id}.example/feed}`),
    'watches:',
    ...watches.map((id) => `  - {id: ${id}, query: ${id}}`),
    '',
  ].join('\n');
}

/** A process that follows, with connections of its own. */
export interface TestProcess {
  follower: Follower;
  db: Database;
  /** What it went on to, the first excepted. */
  swaps: Followed[];
  /** What it warned of, by the message. */
  warned(msg: string): Record<string, unknown>[];
  close(): Promise<void>;
}

export async function startFollowing(
  url: string,
  { directory, env = {}, isOnly = false }: { directory: string; env?: Record<string, string>; isOnly?: boolean },
): Promise<TestProcess | { problems: string[] }> {
  const db = openDatabase({ url, maxConnections: 2, onConnectionError: () => {} });
  const about = { role: 'worker' as const, host: 'test', pid: 1, release: '0', startedAt: new Date().toISOString() };
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const followed = await followConfig({ db, directory, env, isOnly, author: 'anna@test', about, log });
  if (followed.kind === 'nothing') {
    await db.destroy();
    return { problems: followed.problems.map(({ reason }) => reason) };
  }
  const { follower } = followed;
  // As the workers of a process do.
  const beating = setInterval(() => void beatProcess(db).catch(() => {}), 200);
  const swaps: Followed[] = [];
  follower.follow((next) => swaps.push(next));
  return {
    ...{ follower, db, swaps },
    warned: (msg) => lines.filter((line) => line.msg === msg),
    async close() {
      clearInterval(beating);
      await follower.close();
      await db.destroy();
    },
  };
}
