import type { Address } from '../model/delivery.ts';
import type { Labels, Routing } from '../model/route.ts';
import { inhibitedBy, silenceOf, suppressedBy } from '../route/decide.ts';
import { labelsOf } from '../route/labels.ts';
import { holds } from '../route/matchers.ts';
import { latestAlerts } from '../store/alerts/groups.ts';
import { activeSilences } from '../store/alerts/silences.ts';
import type { StoreTransaction } from '../store/database.ts';

/** For how many ms an alert keeps others back, and how many alerts are looked at for that, the latest. */
const INHIBITORS = { withinMs: 48 * 3_600_000, limit: 500 };

/** What alerts of the last days have of each label, where a rule may keep one of these back; else nothing. */
export async function inhibitorsOf(
  trx: StoreTransaction,
  { inhibitions }: Pick<Routing, 'inhibitions'>,
  alerts: readonly { labels: Labels }[],
): Promise<Labels[]> {
  const isTarget = inhibitions.some(({ target }) => alerts.some(({ labels }) => holds(target, labels)));
  return isTarget ? (await latestAlerts(trx, INHIBITORS)).map(labelsOf) : [];
}

/** What keeps back alerts of a receiver by now: silences, and graver alerts. */
export async function suppressionsNow(
  trx: StoreTransaction,
  routing: Routing,
  receiverId: string,
  labelled: readonly { labels: Labels }[],
) {
  const silences = await activeSilences(trx, [receiverId]);
  const others = await inhibitorsOf(trx, routing, labelled);
  // The same at each address; a digest may have thousands of alerts, and a list many addresses.
  const inhibitions = new Map(labelled.map(({ labels }) => [labels, inhibitedBy(routing, labels, others)]));
  return (address: Address, labels: Labels) => {
    const silence = silenceOf(silences, address, labels);
    return silence ? suppressedBy(silence) : (inhibitions.get(labels) ?? null);
  };
}
