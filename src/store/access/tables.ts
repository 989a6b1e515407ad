import type { Generated } from 'kysely';
import type { FeedSubject } from '../../model/delivery.ts';

/** What links in messages are signed with; one row. */
export interface LinkKeysTable {
  key: Buffer;
}

/** Who may log in. */
export interface CredentialsTable {
  name: string;
  passwordHash: string;
}

/** Feeds that somebody was given the address of. */
export interface OutgoingFeedsTable {
  id: Generated<string>;
  kind: FeedSubject['kind'];
  /** Of the watch or receiver. */
  subjectId: string;
  /** Of its address: each renewal makes another. */
  generation: Generated<number>;
  /** Null: it has no address any more. */
  tokenHash: Buffer | null;
  createdAt: Generated<Date>;
}
