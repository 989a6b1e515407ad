import type { Logger } from '../log.ts';
import type { Address, Notice } from '../model/delivery.ts';
import type { Running } from '../running.ts';
import {
  deliverNotice,
  findTroubles,
  heldEndpoints,
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
    const addresses = workingAmong(running.operators, await heldEndpoints(trx));
    await deliverNotice(trx, noticeOf(untold, new Date()), addresses, RANK);
  });
}

/** Those whose endpoint works; all of them where none does: they are told when it is mended. */
export function workingAmong(addresses: readonly Address[], held: string[]): Address[] {
  const working = addresses.filter(({ endpoint }) => !held.includes(endpoint.key));
  return working.length > 0 ? working : [...addresses];
}

/** All that began and ended, as one message. */
export function noticeOf({ begun, ended }: Untold, createdAt: Date): Notice {
  const lines = [...begun.map(sentenceOf), ...ended.map((notice) => `Over: ${sentenceOf(notice)}`)];
  const more = lines.length - MAX_LINES;
  return {
    kind: 'notice',
    title: titleOf(begun.length, ended.length),
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

function titleOf(begun: number, ended: number): string {
  if (begun === 0)
    return ended === 1 ? 'One thing that needed you is over' : `${ended} things that needed you are over`;
  return begun === 1 ? 'One thing needs you' : `${begun} things need you`;
}
