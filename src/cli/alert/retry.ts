import type { Command } from 'commander';
import type { Database } from '../../store/database.ts';
import { findDeliveries } from '../../store/views/ledger.ts';
import { addRetryVerbOf, type Refusal } from '../delivery/retry.ts';
import { chooseId } from '../shared/chosen-id.ts';
import { printable } from '../shared/terminal-text.ts';
import { MAX_DELIVERIES } from './show.ts';

/** `wirewatch alert retry`: `wirewatch delivery retry`, by the alerts that the deliveries tell of. */
export function addRetryVerb(alert: Command): void {
  addRetryVerbOf(alert, {
    examples: ['9c1e44d0'],
    meaning:
      'Of an alert that is named, all deliveries are meant that were given up. `wirewatch delivery retry` does the same by\ntheir own ids; with --receiver, --since and --all both are one.',
    choose: chooseDeadOfAlerts,
  });
}

async function chooseDeadOfAlerts(db: Database, given: string[], refused: Refusal[]): Promise<string[]> {
  const chosen = new Set<string>();
  for (const each of given) {
    const answer = await chooseId(db, 'alerts', each);
    if (answer.kind === 'refused') {
      refused.push({ id: each, reason: answer.reason });
      continue;
    }
    const dead = await findDeliveries(db, { alertId: answer.id, state: 'dead', limit: MAX_DELIVERIES });
    if (dead.length === 0)
      refused.push({ id: answer.id, reason: `No delivery of the alert ${printable(each)} was given up.` });
    for (const { id } of dead) chosen.add(id);
  }
  return [...chosen];
}
