import { z } from 'zod';

const DISK = z.discriminatedUnion('kind', [
  /** No configuration is in its directory. */
  z.object({ kind: z.literal('none') }),
  /** What is there runs. */
  z.object({ kind: z.literal('active') }),
  /** Wrong, and not activated. `count`: of the problems, the first of which are told, each a line with file and place. */
  z.object({ kind: z.literal('invalid'), problems: z.array(z.string()), count: z.number() }),
  /** Not what runs, and not for this process to activate; why. */
  z.object({ kind: z.literal('behind'), reason: z.string() }),
]);

/** How the files in the directory of a process stand to what is active. */
export type DiskStanding = z.infer<typeof DISK>;

/** {@link ProcessReport}, as it is stored. */
export const REPORT = z.object({
  role: z.enum(['start', 'worker', 'server']),
  host: z.string(),
  pid: z.number(),
  /** Of Wirewatch. */
  release: z.string(),
  /** ISO 8601. */
  startedAt: z.string(),
  /** Number of the configuration it runs; 0: none yet. */
  version: z.number(),
  /** Its directory of the configuration; absolute. */
  directory: z.string(),
  disk: DISK,
  /** Why it does not run the version that is active; null: it does, or is about to. */
  stuck: z.string().nullable(),
});

/** What a process says of itself. */
export type ProcessReport = z.infer<typeof REPORT>;
