import { rankOf } from '../alert/addresses.ts';
import type { Address, Digest, DigestStory, News } from '../model/delivery.ts';
import { readAlerts, type WaitingAlert } from '../store/alerts/groups.ts';
import { takeEnded } from '../store/alerts/silences.ts';
import type { StoreTransaction } from '../store/database.ts';
import { readArticle } from '../store/stories/apart.ts';
import { findUpdates } from '../store/stories/coverage.ts';
import { whatIsTold } from './tell.ts';

/** Stories that a digest names. */
const MAX_STORIES = 40;

/**
 * Puts alerts that were raised before into one message: news of one story, or a digest. To an address, if one is given, it tells of
 * silences that have ended, and of what has become of stories that it was told of before, too. What is told of a story is found out once.
 *
 * @param group Why they come together.
 */
export function tellerOf(trx: StoreTransaction, group: { because: string }, pagesUrl: string | null, now: Date) {
  const known = new Map<string, Promise<DigestStory>>();
  const storyOf = (alerts: readonly WaitingAlert[]) => {
    const key = alerts.map(({ alertId }) => alertId).join();
    const found = known.get(key) ?? tellStory(trx, alerts, pagesUrl);
    known.set(key, found);
    return found;
  };
  return async (alerts: readonly WaitingAlert[], to: Address | null): Promise<News | Digest> => {
    const stories = [...Map.groupBy(alerts, ({ storyId }) => storyId).values()];
    const ids = stories.map(([first]) => first!.storyId);
    const updates = to ? (await findUpdates(trx, [to], ids))[0]!.updates : [];
    if (stories.length === 1 && group.because !== 'schedule')
      return { kind: 'news', ...(await storyOf(stories[0]!)), updates, pagesUrl, createdAt: now };
    const named: DigestStory[] = [];
    for (const story of stories.slice(0, MAX_STORIES)) named.push(await storyOf(story));
    return {
      kind: 'digest',
      because: becauseOf(group),
      since: new Date(Math.min(...alerts.map(({ addedAt }) => addedAt.getTime()))),
      stories: named,
      totals: {
        stories: stories.length,
        alerts: alerts.length,
        bySeverity: [...Map.groupBy(alerts, ({ watch }) => watch.severity)]
          .map(([severity, each]) => ({ severity, alerts: each.length }))
          .sort((a, b) => rankOf(a.severity) - rankOf(b.severity)),
      },
      silenced: to ? await takeEnded(trx, to) : [],
      updates,
      pagesUrl,
      createdAt: now,
    };
  };
}

function becauseOf({ because }: { because: string }): Digest['because'] {
  return because === 'schedule' || because === 'mute' || because === 'flood' ? because : 'group';
}

/** @param waiting Of one story; the article is told that met a watch first. */
async function tellStory(
  trx: StoreTransaction,
  waiting: readonly WaitingAlert[],
  pagesUrl: string | null,
): Promise<DigestStory> {
  const { articleId, storyId } = waiting.toSorted((a, b) => a.addedAt.getTime() - b.addedAt.getTime())[0]!;
  const article = await readArticle(trx, articleId);
  const told = await whatIsTold(trx, { article, stories: [storyId], continues: null, pagesUrl });
  const raised = await readAlerts(
    trx,
    waiting.map(({ alertId }) => alertId),
  );
  // Of stories that became one, a watch may have said the same twice.
  const alerts = new Map(raised.map((alert) => [JSON.stringify([alert.watch.id, alert.development]), alert]));
  return {
    article: told.article,
    alerts: [...alerts.values()],
    coverage: told.coverage,
    story: { ...told.story, id: storyId },
  };
}
