import type { Article } from '../../src/model/article.ts';
import { groupArticle } from '../../src/pipeline/group.ts';
import type { Database } from '../../src/store/database.ts';
import type { StoredArticle } from '../../src/store/stories/articles.ts';
import { storyKeys } from '../../src/story/fingerprint.ts';
import { signatureOf } from '../../src/story/signature.ts';
import { addressesFor, EVIDENCE, leasedItem, watch } from '../store/support.ts';

/** How an article is read. */
export interface Telling {
  /** Of the watches it meets. */
  watches?: string[];
  feedId?: string;
  tellsDevelopments?: boolean;
}

/** Groups an article as the pipeline does, as the item `guid` of a feed. */
export async function tell(
  db: Database,
  guid: string,
  read: Article,
  { watches = ['telegram'], feedId = 'a', tellsDevelopments = false }: Telling = {},
): Promise<StoredArticle> {
  const stored = await groupArticle(db, {
    item: await leasedItem(db, feedId, guid),
    article: read,
    storyKeys: [...storyKeys(read, { matchedInText: true }), `item:${feedId} ${guid}`],
    signing: { signature: signatureOf(read), ofWatch: new Set() },
    matches: watches.map((id) => ({ watchId: id, watch: watch(id), evidence: EVIDENCE })),
    readAgain: null,
    reason: null,
    addressesFor,
    tellsDevelopments,
  });
  return stored!;
}
