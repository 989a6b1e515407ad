import { rankOf } from '../alert/addresses.ts';
import type { Address } from '../model/delivery.ts';
import { alertsTold, timeOfDatabase } from '../store/alerts/groups.ts';
import { makeDelivery } from '../store/alerts/made.ts';
import { keptBackBy, replace } from '../store/alerts/silences.ts';
import type { Database } from '../store/database.ts';
import { tellerOf } from './gather.ts';

/** What came of a replay. */
export interface Replayed {
  /** Messages that had been kept back. */
  messages: number;
  /** Messages that tell of all of them now, one an address. */
  deliveries: string[];
  /** Ids of receivers that the configuration no longer has, or not at that address: what is theirs stays. */
  unknown: string[];
}

/** Tells each address now, in one message, of all that a silence kept back from it. */
export function replaySilence(
  db: Database,
  silenceId: number,
  { addressesFor, pagesUrl }: { addressesFor: (receiverId: string) => Address[]; pagesUrl: string | null },
): Promise<Replayed> {
  return db.transaction().execute(async (trx) => {
    const kept = await keptBackBy(trx, silenceId);
    const now = await timeOfDatabase(trx);
    const replayed: Replayed = { messages: 0, deliveries: [], unknown: [] };
    const byAddress = Map.groupBy(kept, ({ receiverId, recipient }) => JSON.stringify([receiverId, recipient]));
    for (const messages of byAddress.values()) {
      const { receiverId, recipient } = messages[0]!;
      const address = addressesFor(receiverId).find((one) => one.recipient === recipient);
      if (!address) {
        replayed.unknown.push(receiverId);
        continue;
      }
      const ids = messages.map(({ id }) => id);
      const found = await alertsTold(trx, ids);
      const alerts = found.toSorted(
        (a, b) => rankOf(a.watch.severity) - rankOf(b.watch.severity) || b.addedAt.getTime() - a.addedAt.getTime(),
      );
      if (alerts.length === 0) continue;
      const payload = await tellerOf(trx, { because: 'group' }, pagesUrl, now)(alerts, null);
      await replace(trx, ids, 'replayed');
      const rank = rankOf(alerts[0]!.watch.severity);
      const alertIds = alerts.map(({ alertId }) => alertId);
      replayed.deliveries.push(await makeDelivery(trx, { address, payload, rank, alertIds, suppressed: null }));
      replayed.messages += messages.length;
    }
    return replayed;
  });
}
