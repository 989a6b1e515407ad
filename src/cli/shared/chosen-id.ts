import type { Database } from '../../store/database.ts';
import { idsBeginningWith } from '../../store/views/ids.ts';
import { printable } from './terminal-text.ts';

/** Characters of an id that are shown in lists, and that it can be named by at least. */
export const SHORT_ID = 8;

/** Ids named when several begin alike. */
const MAX_NAMED = 3;

const NOUN = { deliveries: 'delivery', alerts: 'alert' };

/** An id, or the reason why there is none. */
export type ChosenId = { kind: 'found'; id: string } | { kind: 'refused'; reason: string };

/** The id that a person means by the whole of it, its beginning, or the Message-ID of a mail, which holds it. */
export async function chooseId(db: Database, table: 'deliveries' | 'alerts', given: string): Promise<ChosenId> {
  const digits = given
    .trim()
    .replace(/^<?([^@]*)@.*$/, '$1')
    .replaceAll('-', '')
    .toLowerCase();
  const none = `There is no ${NOUN[table]} ${printable(given)}.`;
  if (!/^[0-9a-f]{1,32}$/.test(digits)) return { kind: 'refused', reason: none };
  if (digits.length < SHORT_ID)
    return { kind: 'refused', reason: `${printable(given)} is too short: an id has ${SHORT_ID} characters at least.` };
  const [id, ...others] = await idsBeginningWith(db, table, digits, MAX_NAMED);
  if (id === undefined) return { kind: 'refused', reason: none };
  if (others.length > 0)
    return { kind: 'refused', reason: `${printable(given)} may be any of ${[id, ...others].join(', ')}.` };
  return { kind: 'found', id };
}
