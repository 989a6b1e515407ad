import { counted } from '../../language/counted.ts';
import { shortTime } from '../../server/time.ts';
import type { LedgerEntry } from '../../store/views/ledger.ts';
import { SHORT_ID } from '../shared/chosen-id.ts';
import { markOf, printable } from '../shared/terminal-text.ts';

/** Characters of the column that the state stands in. */
const STATE_WIDTH = 12;

/** A line with state, id, whom it is for and title, one with the times, and one with the reason where there is one. */
export function describeDelivery(entry: LedgerEntry, now: Date): string {
  const { id, state, title, reason } = entry;
  return [
    `${state.padEnd(STATE_WIDTH)}${id.slice(0, SHORT_ID)}  ${whomOf(entry)}  ${printable(title)}`,
    timesOf(entry, now),
    ...(reason === null ? [] : [`${markOf(false)} ${printable(reason)}`]),
  ].join(`\n${' '.repeat(STATE_WIDTH)}`);
}

/** The receiver, and which of his addresses where he has several. */
export function whomOf({ receiverId, recipient }: Pick<LedgerEntry, 'receiverId' | 'recipient'>): string {
  return printable(recipient === '' ? receiverId : `${receiverId} (${recipient})`);
}

function timesOf({ createdAt, attempts, sentAt, retriedAt, dueAt, watchIds, state }: LedgerEntry, now: Date): string {
  return [
    `made ${shortTime(createdAt, now)}`,
    counted(attempts, 'attempt'),
    ...(retriedAt ? [`sent again by hand ${shortTime(retriedAt, now)}`] : []),
    ...(sentAt ? [`sent ${shortTime(sentAt, now)}`] : []),
    ...(dueAt && state !== 'sending' ? [`next ${shortTime(dueAt, now)}`] : []),
    watchIds.length === 0 ? 'a notice' : watchIds.map(printable).join(', '),
  ].join(', ');
}
