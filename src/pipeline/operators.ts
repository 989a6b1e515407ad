import { shorten } from '../alert/text.ts';
import type { Logger } from '../log.ts';
import type { Address, Notice } from '../model/delivery.ts';
import type { Running } from '../running.ts';
import {
  brokenEndpoints,
  deliverNotice,
  findTroubles,
  settleTroubles,
  takeUntold,
  type Untold,
} from '../store/alerts/troubles.ts';
import type { Database } from '../store/database.ts';
import type { NoticeText } from '../store/feeds/notices.ts';

/** ms a notice stands before it is told: what has one cause begins within seconds. */
const SETTLED_MS = 5_000;
/** Sentences of one message; what is more is counted. */
const MAX_LINES = 20;
/** UTF-16 code units of a title. */
const MAX_TITLE = 120;
/** Notices go before plain alerts and behind critical ones. */
const RANK = 1;

/**
 * Finds what operators have to know, and tells the receivers they have named for it: once when it begins and once when it is
 * over, all that is new in one message, and not by an endpoint that is itself the trouble where there is another.
 */
export async function tellOperators({
  db,
  log,
  running,
}: {
  db: Database;
  log: Logger;
  running: Pick<Running, 'operators'>;
}): Promise<void> {
  const { raised, cleared } = await settleTroubles(db, await findTroubles(db));
  for (const notice of raised) log.warn(notice, 'notice to operators');
  for (const notice of cleared) log.info(notice, 'notice cleared');
  if (running.operators.length === 0) return;
  await db.transaction().execute(async (trx) => {
    const untold = await takeUntold(trx, SETTLED_MS);
    if (untold.begun.length + untold.ended.length === 0) return;
    const addresses = workingAmong(running.operators, (await brokenEndpoints(trx)).all);
    await deliverNotice(trx, noticeOf(untold, new Date()), addresses, RANK);
  });
}

/** Those whose endpoint works; all of them where none does: they are told when it is mended. */
export function workingAmong(addresses: readonly Address[], broken: string[]): Address[] {
  const working = addresses.filter(({ endpoint }) => !broken.includes(endpoint.key));
  return working.length > 0 ? working : [...addresses];
}

/** All that began and ended, as one message. */
export function noticeOf({ begun, ended }: Untold, createdAt: Date): Notice {
  const lines = [...begun.map(lineOf), ...ended.map((notice) => `Over: ${sentenceOf(notice)}`)];
  const more = lines.length - MAX_LINES;
  return {
    kind: 'notice',
    title: titleOf(begun, ended),
    lines: more > 0 ? [...lines.slice(0, MAX_LINES), `And ${more} more.`] : lines,
    createdAt,
  };
}

/** What is told of a feed does not name it: it stands beside the feed elsewhere. */
function sentenceOf({ about, subject, kind, reason }: NoticeText): string {
  return about === 'feed'
    ? `The feed ${subject} (${kind}): ${reason}`
    : `${reason.slice(0, 1).toUpperCase()}${reason.slice(1)}`;
}

function lineOf(notice: NoticeText): string {
  const { waiting } = notice;
  return waiting === null ? sentenceOf(notice) : `${sentenceOf(notice)}; messages that wait: ${waiting}`;
}

/** What it is, where it is one thing: a subject is all that is seen of a mail on a phone. */
function titleOf(begun: NoticeText[], ended: NoticeText[]): string {
  const [only, ...others] = begun.length > 0 ? begun : ended;
  if (others.length > 0 || !only)
    return begun.length > 0 ? `${begun.length} things need you` : `${ended.length} things that needed you are over`;
  return begun.length > 0 ? `Needs you: ${headOf(only)}` : `Over: ${headOf(only)}`;
}

/** What a sentence begins with, as far as the reason that it gives. */
function headOf(notice: NoticeText): string {
  return shorten(sentenceOf(notice).split(/[:;] /, 1)[0]!, MAX_TITLE);
}
