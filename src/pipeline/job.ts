import type { Extractor } from '../extract/extractor.ts';
import type { FeedParser } from '../feed/readers/parse.ts';
import type { Logger } from '../log.ts';
import type { Running } from '../running.ts';
import type { Database } from '../store/database.ts';

/** What the pipeline works with; wired in workers/index.ts. */
export interface Pipeline {
  db: Database;
  parser: FeedParser;
  extractor: Extractor;
  /** What the active configuration decides; replaced as a whole. A job takes it once and holds it to its end. */
  active: { running: Running };
  /** ms a worker that was killed keeps a row it was at work on. */
  leaseMs: number;
  log: Logger;
  /**
   * Since when no other process can have thought this one dead and taken up what it holds, ms of performance.now(); infinity:
   * now one can.
   */
  heardSince(): number;
  /** Aborted when Wirewatch stops: what the network then says is our doing, and is not written down. */
  stopping: AbortSignal;
}

/** What one job works with. */
export type Job = Pipeline & { running: Running };

/** A job begins, or a step of it that asks for the latest: from now on it holds what the configuration decides. */
export const jobOf = (pipeline: Pipeline): Job => ({ ...pipeline, running: pipeline.active.running });
