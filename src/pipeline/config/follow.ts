import { setTimeout as sleep } from 'node:timers/promises';
import { createConfigChecker } from '../../config/check/checker.ts';
import { type Config, formatProblem, type Problem } from '../../config/load.ts';
import type { Environment } from '../../config/read/environment.ts';
import { chooseFiles } from '../../config/versions/choose.ts';
import type { Logger } from '../../log.ts';
import type { Database } from '../../store/database.ts';
import { isOutage } from '../../store/outage.ts';
import { type ConfigVersion, findActiveVersion } from '../../store/versions/config-versions.ts';
import type { DiskStanding, ProcessReport } from '../../store/work/process-report.ts';
import { isAlone, isRunElsewhere, reportProcess } from '../../store/work/reports.ts';
import { createLine } from './line.ts';
import { digestOfValues, isSameLook, type Look, lookAt } from './look.ts';
import { publish, takeOver } from './publish.ts';
import { readStoredConfig } from './stored.ts';
import { createTrials } from './trials.ts';

/** ms between two looks at the directory and at what is active. A saved file is believed when two looks are alike. */
const LOOK_MS = 1_000;
/** The same for one who waits for the answer. */
const SOON_MS = 200;
/** Looks that such a one waits for at most, while files keep changing. */
const MAX_LOOKS = 15;
/** Looks between two reports: one may be lost with an outage of the database. */
const REPORT_EVERY = 30;
/** Problems that are told to others. */
const MAX_TOLD = 20;

/** What a process follows. */
export interface FollowOptions {
  db: Database;
  /** Of the configuration; absolute. */
  directory: string;
  env: Environment;
  /** No other process can have the database. */
  isOnly: boolean;
  /** Who activates what is saved: `user@host`. */
  author: string;
  /** What else the process says of itself. */
  about: Pick<ProcessReport, 'role' | 'host' | 'pid' | 'release' | 'startedAt'>;
  log: Logger;
}

/** A configuration that was activated. */
export interface Followed {
  version: number;
  config: Config;
}

/** Keeps a process at the configuration that is active, and activates what is saved in its directory. */
export interface Follower {
  /** What it runs. */
  readonly current: Followed;
  /**
   * Others run the active version, and this process cannot: what it reads would be matched by watches that are not watched
   * any more, so it leaves the reading to them. Where nobody can, what ran before goes on.
   */
  readonly leavesReading: boolean;
  /** Calls `swap` with each configuration that takes the place of {@link current}, after feeds and addresses are brought up to date. */
  follow(swap: (followed: Followed) => void): void;
  /** Looks at once, and tells how the files stand after that. */
  look(): Promise<{ version: number; disk: DiskStanding }>;
  close(): Promise<void>;
}

/**
 * Begins with the configuration that is active, or makes the files in the directory that (see `chooseFiles`).
 * `nothing`: no version is there that can run, and what is in the directory is wrong.
 */
export async function followConfig(
  options: FollowOptions,
): Promise<{ kind: 'following'; follower: Follower } | { kind: 'nothing'; problems: Problem[] }> {
  const { db, directory, env, isOnly, author, about, log } = options;
  const state: {
    current: Followed | null;
    /** See {@link digestOfValues}. */
    values: string;
    /** See `chooseFiles`. */
    base: number | null;
    seen: Look | null;
    settled: Look | null;
    disk: DiskStanding;
    /** A version that cannot run here. */
    stuckAt: number;
    leavesReading: boolean;
    stuck: string | null;
    problems: Problem[];
  } = {
    ...{ current: null, values: '', base: null, seen: null, settled: null },
    ...{ disk: { kind: 'none' }, stuckAt: 0, leavesReading: false, stuck: null, problems: [] },
  };
  let swap: (followed: Followed) => void = () => {};
  const checker = createConfigChecker();
  const trials = createTrials(db, { directory, env, log });

  const report = () =>
    reportProcess(db, {
      ...about,
      directory,
      version: state.current?.version ?? 0,
      disk: state.disk,
      stuck: state.stuck,
    });

  async function run(followed: Followed, values: string, isTaken: boolean) {
    if (!isTaken && !(await takeOver(db, followed.version, followed.config))) return;
    state.current = followed;
    state.values = values;
    state.stuck = null;
    swap(followed);
    const { feeds, watches, receivers } = followed.config;
    log.info(
      { version: followed.version, feeds: feeds.length, watches: watches.length, receivers: receivers.length },
      'running the configuration',
    );
  }

  /** Runs what is active, if that is another than what runs here. */
  async function catchUp(active: ConfigVersion | undefined) {
    if (!active || active.number === state.current?.version || active.number === state.stuckAt) return;
    const { checked, variables } = await readStoredConfig(db, active.number, { directory, env, check: checker.check });
    if (checked.kind === 'valid') {
      await run({ version: active.number, config: checked.config }, digestOfValues(variables), false);
    } else {
      state.stuckAt = active.number;
      state.problems = checked.problems;
      state.stuck = `version ${active.number} cannot run here: ${formatProblem(checked.problems[0]!)}`;
      log.error(
        { version: active.number, problems: checked.problems.map(formatProblem).slice(0, MAX_TOLD) },
        'the active configuration cannot run here; what ran before goes on',
      );
    }
    if (state.settled) standAt(state.settled.digest, active);
  }

  /** How files stand that were looked at before, now that another version is active. */
  function standAt(digest: string, active: ConfigVersion) {
    if (state.disk.kind === 'invalid' || state.disk.kind === 'none') return;
    if (digest === active.digest || digest === active.diskDigest) state.base = active.number;
    state.disk = digest === active.digest ? { kind: 'active' } : { kind: 'behind', reason: reasonFor(active) };
  }

  function reasonFor({ number, author: by, restores }: ConfigVersion): string {
    const what = restores === null ? '' : `, which restores version ${restores}`;
    return `version ${number} of ${by}${what} runs instead of these files`;
  }

  /** Deals with files that are as somebody wanted them. */
  async function settle(look: Look): Promise<void> {
    const active = await findActiveVersion(db);
    const { digest } = look;
    const { base } = state;
    const isOwn = isOnly || !active || base === active.number || digest === active.digest;
    const chosen = chooseFiles({
      files: digest,
      active: active ?? null,
      base,
      alone: isOwn ? isOnly : await isAlone(db),
    });
    if (look.files.files.length === 0) await missFiles(look);
    else if (chosen === 'same' || chosen === 'kept') {
      state.base = active!.number;
      state.disk = chosen === 'same' ? { kind: 'active' } : { kind: 'behind', reason: reasonFor(active!) };
      await renewValues(look, active!.number);
    } else if (chosen === 'behind') {
      // Whatever they came from, it is not what is active: an edit of them is none of that.
      state.base ??= 0;
      state.disk = { kind: 'behind', reason: reasonFor(active!) };
      log.warn({ directory, reason: reasonFor(active!) }, 'the files in the directory are not activated');
    } else if (!(await activateFiles(look, active))) return;
    if (state.stuckAt === 0) state.stuck = null;
    state.settled = look;
  }

  /** A process may be without files from the start; that they are gone is a mistake. */
  async function missFiles(look: Look) {
    if (!state.settled || state.settled.files.files.length === 0) return;
    const checked = await checker.check(look.files, look.variables);
    if (checked.kind === 'invalid') refuse(checked.problems);
  }

  /** The same files, with other values for what they name. */
  async function renewValues(look: Look, active: number) {
    const isOther = look.values !== state.values && state.current?.version === active;
    if (!isOther || state.disk.kind !== 'active') return;
    const checked = await checker.check(look.files, look.variables);
    if (checked.kind === 'valid') await run({ version: active, config: checked.config }, look.values, false);
    else refuse(checked.problems);
  }

  /** False when somebody else was faster: the files are to be looked at again. */
  async function activateFiles(look: Look, active: ConfigVersion | undefined): Promise<boolean> {
    const checked = await checker.check(look.files, look.variables);
    if (checked.kind === 'invalid') {
      refuse(checked.problems);
      return true;
    }
    const published = await publish(db, {
      files: look.files,
      config: checked.config,
      author,
      source: state.current === null ? 'start' : 'file',
      message: null,
      restores: null,
      diskDigest: null,
      base: active?.number ?? 0,
    });
    if (published.kind === 'outdated') return false;
    state.base = published.version;
    state.disk = { kind: 'active' };
    state.problems = [];
    await run({ version: published.version, config: checked.config }, look.values, published.kind === 'published');
    if (published.kind === 'published') trials.begin(look, published.version, active?.number ?? 0);
    return true;
  }

  /** The files are looked at again at the next look; until it succeeds, others' versions are run all the same. */
  function failToSettle(error: unknown) {
    if (isOutage(error)) throw error;
    const reason = `the files in ${directory} could not be activated: ${String(error)}`;
    if (state.stuck !== reason) log.error({ err: error }, 'the files in the directory could not be activated');
    state.stuck = reason;
  }

  function refuse(problems: Problem[]) {
    const lines = problems.map(formatProblem);
    state.problems = problems;
    state.disk = { kind: 'invalid', problems: lines.slice(0, MAX_TOLD), count: lines.length };
    log.error(
      { problems: lines.slice(0, MAX_TOLD), count: lines.length, version: state.current?.version ?? null },
      'the configuration is wrong and not activated; what ran before goes on',
    );
  }

  let looks = 0;
  const standing = () => JSON.stringify([state.current?.version, state.disk, state.stuck]);

  /** Looks at both, and deals with files once two looks are alike. */
  async function lookOnce(): Promise<boolean> {
    const look = await lookAt(directory, env);
    const isSettling = isSameLook(state.seen, look);
    const isNew = isSettling && !isSameLook(state.settled, look);
    state.seen = look;
    const before = standing();
    if (isNew) {
      // What a variable stands for may be there by now.
      state.stuckAt = 0;
      await settle(look).catch(failToSettle);
    }
    const active = await findActiveVersion(db);
    // What is there was what runs, if only for a moment: an edit of it is one of that.
    if (active?.digest === look.digest) state.base = active.number;
    await catchUp(active);
    state.leavesReading = active?.number === state.stuckAt && (await isRunElsewhere(db, state.stuckAt));
    looks += 1;
    if (standing() !== before || looks % REPORT_EVERY === 0) await report();
    return isSameLook(state.settled, look);
  }

  const line = createLine(lookOnce);
  async function look() {
    for (let count = 0; count < MAX_LOOKS && !(await line.next()); count += 1) await sleep(SOON_MS);
    return { version: state.current?.version ?? 0, disk: state.disk };
  }

  await report();
  await look();
  if (!state.current) {
    await Promise.all([checker.close(), trials.close()]);
    return { kind: 'nothing', problems: state.problems };
  }
  await report();
  const timer = setInterval(() => {
    line.next().catch((error: unknown) => log.warn({ err: error }, 'could not look at the configuration'));
  }, LOOK_MS);
  return {
    kind: 'following',
    follower: {
      get current() {
        return state.current!;
      },
      get leavesReading() {
        return state.leavesReading;
      },
      follow(listener) {
        swap = listener;
      },
      look,
      async close() {
        clearInterval(timer);
        await line.end();
        await Promise.all([checker.close(), trials.close()]);
      },
    },
  };
}
