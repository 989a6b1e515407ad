import type { Watch } from '../model/watch.ts';
import { openThreads } from '../store/alerts/threads.ts';
import type { Database, StoreTransaction } from '../store/database.ts';
import { findUntold, raiseAlerts, readArticle, readMembers, type StoryMember } from '../store/stories/apart.ts';
import { mergeStories, splitStory } from '../store/stories/merges.ts';
import { lockStories } from '../store/stories/neighbours.ts';
import { storyKeys } from '../story/fingerprint.ts';
import type { Audience as ByRoutes } from './route.ts';
import { tellOf } from './tell.ts';

/** What came of a person's word on stories. */
export type ByHand<Done> = { kind: 'refused'; reason: string } | ({ kind: 'done' } & Done);

/** Articles that got a story of their own. */
export interface Split {
  story: number;
  /** Alerts that were raised by that, of both stories. */
  alerts: number;
  /** Ids of watches that the configuration no longer has: nobody is told of what they would say. */
  untold: string[];
}

/** Who may have to be told. */
export interface Audience extends ByRoutes {
  watches: ReadonlyMap<string, Watch>;
  /** Where the pages are to be reached; null or left out: nobody said. */
  pagesUrl?: string | null;
}

/**
 * A person says that some articles of a story tell another one. They get a story of their own, for good: whatever comes later
 * does not bring both together. What is news by that is told: of each of both stories, for watches that it did not alert.
 */
export function splitByHand(
  db: Database,
  { storyId, articleIds }: { storyId: number; articleIds: number[] },
  audience: Audience,
): Promise<ByHand<Split>> {
  return db.transaction().execute(async (trx) => {
    await lockStories(trx);
    const members = await readMembers(trx, storyId);
    if (members.length === 0) return refused(`There is no story ${storyId}, or it has become part of another.`);
    const stranger = articleIds.find((id) => members.every((member) => member.id !== id));
    if (stranger !== undefined) return refused(`Story ${storyId} has no article ${stranger}.`);
    const leaving = members.filter(({ id }) => articleIds.includes(id));
    const staying = members.filter(({ id }) => !articleIds.includes(id));
    if (staying.length === 0) return refused('Nothing would be left: name fewer articles than the story has.');
    const shared = new Set(staying.flatMap(keysOf));
    const story = await splitStory(
      trx,
      storyId,
      leaving.map((member) => ({ id: member.id, storyKeys: keysOf(member).filter((key) => !shared.has(key)) })),
    );
    const [left, split] = [await tellUntold(trx, storyId, audience), await tellUntold(trx, story, audience)];
    return {
      kind: 'done',
      story,
      alerts: left.alerts + split.alerts,
      untold: [...new Set([...left.untold, ...split.untold])],
    };
  });
}

/** A person says that several stories are one. That stays so, and nobody is told anything again. */
export function mergeByHand(db: Database, storyId: number, others: number[]): Promise<ByHand<{ story: number }>> {
  return db.transaction().execute(async (trx) => {
    await lockStories(trx);
    if (new Set([storyId, ...others]).size < 1 + others.length) return refused('A story is named twice.');
    for (const id of [storyId, ...others]) {
      if ((await readMembers(trx, id)).length === 0)
        return refused(`There is no story ${id}, or it has become part of another.`);
    }
    await mergeStories(trx, storyId, others, { byHand: true });
    return { kind: 'done', story: storyId };
  });
}

function refused(reason: string): ByHand<never> {
  return { kind: 'refused', reason };
}

/** Every key that the article may have been given; see `storyKeys`. */
function keysOf({ canonicalUrl, text, items }: StoryMember): string[] {
  return [
    ...storyKeys({ canonicalUrl, text }, { matchedInText: true }),
    ...items.map(({ feedId, guid }) => `item:${feedId} ${guid}`),
  ];
}

async function tellUntold(
  trx: StoreTransaction,
  storyId: number,
  { watches, ...told }: Audience,
): Promise<{ alerts: number; untold: string[] }> {
  const untold = await findUntold(trx, storyId);
  const known = untold.filter(({ watchId }) => watches.has(watchId));
  let alerts = 0;
  for (const [articleId, matches] of Map.groupBy(known, (match) => match.articleId)) {
    const concerned = matches.map(({ watchId, evidence }) => ({ watch: watches.get(watchId)!, evidence }));
    const raising = await tellOf(trx, {
      article: await readArticle(trx, articleId),
      stories: [storyId],
      continues: null,
      watches: concerned.map(({ watch }) => watch),
      ...told,
    });
    const raised = concerned.map((match) => ({ ...match, alert: { development: null } }));
    alerts += await raiseAlerts(trx, { storyId, articleId, matches: raised }, raising);
    await openThreads(trx, [storyId], raising.threads);
  }
  return {
    alerts,
    untold: untold.filter(({ watchId }) => !watches.has(watchId)).map(({ watchId }) => watchId),
  };
}
