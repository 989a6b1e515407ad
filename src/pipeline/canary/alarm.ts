import { randomUUID } from 'node:crypto';
import type { CanaryConfig } from '../../config/load.ts';
import type { Logger } from '../../log.ts';
import type { Address, Notice } from '../../model/delivery.ts';
import type { Running } from '../../running.ts';
import { latestCanaryRun, progressOfRun, type RunOfCanary } from '../../store/canary/runs.ts';
import type { Database } from '../../store/database.ts';
import { markNoticeTold, raiseNotice } from '../../store/feeds/notices.ts';
import { stageOf } from './stage.ts';

/** What the alarm watches, and with what it tells. */
export interface AlarmOptions {
  db: Database;
  /** What the active configuration decides; null: none is known yet. */
  running(): Promise<Pick<Running, 'config' | 'operators' | 'receivers' | 'channels'> | null>;
  log: Logger;
}

/** Who is told, and by what. */
type Telling = Pick<Running, 'operators' | 'receivers' | 'channels'>;

/** Looks after a canary that does not arrive. */
export interface CanaryAlarm {
  /** Looks once; tells operators if they have to know and do not yet. To be called every few seconds, in every process. */
  look(): Promise<void>;
}

/** A notice by what it is known; see `NoticeText`. */
const OVERDUE = { about: 'wirewatch', subject: 'canary', kind: 'canary', waiting: null };

/**
 * An alarm that does not go by the way that the canary went: past database and queue, straight from this process to each
 * operator's address. Of a canary that is late one process tells; that the database cannot be asked, each process tells.
 */
export function createCanaryAlarm({ db, running: latest, log }: AlarmOptions): CanaryAlarm {
  /** ms of performance.now() since when the database does not answer; null: it does. */
  let silentSince: number | null = null;
  let isOutageTold = false;
  /** The same since when this process knows of a canary that nobody publishes. */
  let idleSince: number | null = null;

  async function tell({ operators, receivers, channels }: Telling, sentence: string): Promise<boolean> {
    log.error({ reason: sentence }, 'the canary did not arrive');
    const notice: Notice = {
      ...{ kind: 'notice', title: 'Needs you: Wirewatch’s canary did not arrive' },
      ...{ lines: [sentence, 'This message comes straight from the process that noticed it.'], createdAt: new Date() },
    };
    const send = async ({ receiverId, recipient }: Address) => {
      const receiver = receivers.get(receiverId);
      // The inbox is in the database, and its pages show the notice anyway.
      if (!receiver || receiver.channel.kind === 'inbox' || receiver.channel.kind === 'canary') return false;
      const outcome = await channels.send(receiver, {
        ...{
          id: randomUUID(),
          receiverId,
          recipient,
          payload: notice,
          attempt: 1,
          thread: null,
          possibleDuplicate: false,
        },
      });
      if (outcome.kind !== 'sent')
        log.error({ receiver: receiverId, outcome }, 'an operator was not told of the canary');
      return outcome.kind === 'sent';
    };
    const told = await Promise.allSettled(operators.map(send));
    return told.some((one) => one.status === 'fulfilled' && one.value);
  }

  async function lookAtRun(running: Telling, canary: CanaryConfig): Promise<void> {
    const reason = await whyLate(await latestCanaryRun(db), canary);
    if (reason === null || !(await raiseNotice(db, { ...OVERDUE, reason }))) return;
    // Whom nobody reached so hears of it by the ordinary way, once that works.
    if (await tell(running, sentence(reason))) await markNoticeTold(db, OVERDUE);
  }

  /** Null: it is not late. One that has arrived tells nothing of now once the next is overdue: whoever publishes them is gone. */
  async function whyLate(run: RunOfCanary | null, { everyMs, withinMs }: CanaryConfig): Promise<string | null> {
    const at = run && `${run.publishedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    if (!run || run.ageMs > everyMs + withinMs) {
      // Wirewatch may have stood still until a moment ago: a worker gets its time to publish.
      idleSince ??= performance.now();
      if (performance.now() - idleSince < withinMs) return null;
      return `no canary has been published${at ? ` since ${at}` : ' yet'}: no worker does so`;
    }
    idleSince = null;
    if (run.arrivedAt !== null || run.ageMs <= withinMs) return null;
    const stage = run.lostAt === null ? stageOf(await progressOfRun(db, run)) : 'it was given up';
    return `the canary of ${at} has not arrived: ${stage}`;
  }

  return {
    async look() {
      const running = await latest();
      const canary = running?.config.canary;
      if (!running || !canary) return;
      try {
        await lookAtRun(running, canary);
        silentSince = null;
        isOutageTold = false;
      } catch (error) {
        silentSince ??= performance.now();
        if (isOutageTold || performance.now() - silentSince < canary.withinMs) return;
        isOutageTold = true;
        const minutes = Math.round((performance.now() - silentSince) / 60_000);
        await tell(
          running,
          `The database has not answered for ${minutes} min, so that no canary can arrive: ${String(error)}`,
        );
      }
    },
  };
}

const sentence = (text: string) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
