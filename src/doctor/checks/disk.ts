import { constants } from 'node:fs';
import { access, mkdtemp, open, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { databaseFacts } from '../../store/doctor/database-facts.ts';
import { type Check, type Finding, failed, ok, skipped, warning } from '../check.ts';
import { reasonOf } from '../database-state.ts';
import { sizeOf } from '../words.ts';

/** Bytes that are free. Postgres stops when it can write no journal, which comes in files of 16 MB. */
const TOO_LITTLE = 200e6;
const LITTLE = 2e9;

/** Whether there is room for what Wirewatch keeps, and whether it can be written. */
export const diskCheck: Check = {
  name: 'disk',
  needs: 'nothing',
  async look({ settings, database }) {
    const state = await database;
    const size = state.kind === 'open' ? (await databaseFacts(state.db)).bytes : null;
    const holds = size === null ? '' : `; the database takes ${sizeOf(size)}`;
    if (settings.databaseUrl !== null)
      return [
        size === null
          ? skipped('what is kept is kept by the database of DATABASE_URL')
          : ok(`the database takes ${sizeOf(size)} on its own machine, whose disk is not seen from here`),
      ];
    return [await lookAt(settings.dataDir, holds)];
  },
};

async function lookAt(dataDir: string, holds: string): Promise<Finding> {
  if (await isFile(dataDir))
    return failed(`${dataDir} is a file, where a directory is to be`, 'Choose another directory with --data');
  const directory = await nearest(dataDir);
  const fault = directory === dataDir ? await writeFault(directory) : await accessFault(directory);
  if (fault !== null)
    return failed(
      `${directory} cannot be written to: ${fault}`,
      'Give the user that runs Wirewatch the right to write there, or choose another directory with --data',
    );
  const { bavail, bsize, ffree, files } = await statfs(directory);
  const free = bavail * bsize;
  const found = `${sizeOf(free)} free for ${dataDir}, which can be written to${holds}`;
  const advice = 'Make room on that disk, or move the data directory to a larger one while Wirewatch is stopped';
  if (files > 0 && ffree === 0) return failed(`the disk of ${dataDir} can take no more files`, advice);
  if (free < TOO_LITTLE) return failed(found, advice);
  return free < LITTLE ? warning(found, advice) : ok(found);
}

function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => !found.isDirectory(),
    () => false,
  );
}

/** The directory itself, or the first above it that is there. */
async function nearest(path: string): Promise<string> {
  const isThere = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return isThere || dirname(path) === path ? path : nearest(dirname(path));
}

/** Why nothing can be written there, or null; a file is written to see. */
async function writeFault(directory: string): Promise<string | null> {
  try {
    const made = await mkdtemp(join(directory, '.doctor-'));
    try {
      const file = await open(join(made, 'written'), 'w');
      await file.writeFile('written by wirewatch doctor\n');
      await file.sync();
      await file.close();
    } finally {
      await rm(made, { recursive: true, force: true });
    }
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}

/** The same for a directory in which nothing is to be left or made. */
function accessFault(directory: string): Promise<string | null> {
  return access(directory, constants.W_OK).then(() => null, reasonOf);
}
