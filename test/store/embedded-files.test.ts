import { mkdir, mkdtemp, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBinaries, linkLibraries } from '../../src/store/embedded/binaries.ts';
import { openServerLog } from '../../src/store/embedded/log-file.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'wirewatch-embedded-files-'));
});
afterEach(() => rm(directory, { recursive: true }));

describe('the programs of the embedded Postgres', () => {
  it('have their libraries linked, by several processes at once and again', async () => {
    await mkdir(join(directory, 'native', 'lib'), { recursive: true });
    const links = [
      { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' },
      { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so' },
    ];
    await writeFile(join(directory, 'native', 'pg-symlinks.json'), JSON.stringify(links));
    await Promise.all([linkLibraries(directory), linkLibraries(directory), linkLibraries(directory)]);
    await linkLibraries(directory);
    expect(await readlink(join(directory, 'native/lib/libpq.so.5'))).toBe('libpq.so.5.18');
    expect(await readlink(join(directory, 'native/lib/libpq.so'))).toBe('libpq.so.5.18');
  });

  it('are missing on a machine they are not made for, which names the way out', async () => {
    const { arch } = process;
    Object.defineProperty(process, 'arch', { value: 's390x' });
    try {
      await expect(findBinaries()).rejects.toThrow(
        /no embedded Postgres for \w+-s390x .*\. Set DATABASE_URL to use a Postgres server of your own\./,
      );
    } finally {
      Object.defineProperty(process, 'arch', { value: arch });
    }
  });
});

describe("the server's log", () => {
  it('tells the last twelve lines written since it was opened', async () => {
    const path = join(directory, 'postgres.log');
    await writeFile(path, 'an earlier start\n');
    const log = await openServerLog(path);
    expect(await log.tail()).toBe('');
    const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`);
    await writeFile(path, `${lines.join('\n')}\n`, { flag: 'a' });
    expect(await log.tail()).toBe(lines.slice(8).join('\n'));
    await log.close();
  });

  it('is put aside at a start when it has grown above 5 MiB', async () => {
    const path = join(directory, 'postgres.log');
    await writeFile(path, 'x'.repeat(5 * 2 ** 20 + 1));
    await (await openServerLog(path)).close();
    expect(await readFile(path, 'utf8')).toBe('');
    expect((await readFile(`${path}.1`)).length).toBe(5 * 2 ** 20 + 1);
  });
});
