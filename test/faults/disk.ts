import { spawnSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A file system that can be filled. */
export interface Disk {
  fill(): Promise<void>;
  free(): Promise<void>;
}

/** Mounts a small file system in memory, on a directory that is made; only root may. */
export async function mountDisk(directory: string, mb: number): Promise<(Disk & { unmount(): void }) | 'refused'> {
  await mkdir(directory);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${mb}m`, 'tmpfs', directory], { stdio: 'ignore' });
  if (mounted.status !== 0) return 'refused';
  const ballast = join(directory, 'ballast');
  return {
    async fill() {
      const piece = Buffer.alloc(1_000_000);
      for (let size = 1; size <= 2 * mb; size += 1) {
        try {
          await writeFile(ballast, piece, { flag: 'a' });
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return;
          throw error;
        }
      }
      throw new Error('the disk does not get full');
    },
    free: () => rm(ballast),
    unmount() {
      spawnSync('umount', ['--lazy', directory], { stdio: 'ignore' });
    },
  };
}
