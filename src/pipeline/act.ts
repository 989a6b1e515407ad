import { LINK_MS, type LinkClaim, sourceOf } from '../alert/links.ts';
import { line } from '../alert/parts.ts';
import type { DigestStory } from '../model/delivery.ts';
import type { Matcher } from '../model/route.ts';
import {
  beginAct,
  findAct,
  findToldMessage,
  keepSilenceOfAct,
  type ToldMessage,
  undoAct,
} from '../store/alerts/link-acts.ts';
import { addSilence, expireSilence } from '../store/alerts/silences.ts';
import type { Database } from '../store/database.ts';
import { storyNow } from '../store/stories/merges.ts';

/** What a link in a message does, for people. */
export interface LinkOffer {
  claim: LinkClaim;
  message: ToldMessage;
  /** What it is about: a story's headline, a source; null: all that is told there. */
  about: string | null;
  /** Whether it is done, and still counts. */
  isDone: boolean;
}

/** UTF-16 code units. */
const MAX = { about: 200, name: 200 };

/** ms that a story or a source is muted, and that nothing at all is told who wants nothing: for good. */
export const MUTED_MS = LINK_MS;
const FOR_GOOD_MS = 100 * 365 * 86_400_000;

/** What a link would do, and whether it has; changes nothing. Null: the message is not there any more. */
export async function lookAtLink(db: Database, claim: LinkClaim): Promise<LinkOffer | null> {
  const message = await findToldMessage(db, claim.deliveryId);
  if (!message) return null;
  // A story that the digest has not is one of no link of ours.
  if (claim.place !== undefined && toldIn(claim, message) === null) return null;
  const act = await findAct(db, claim);
  return { claim, message, about: aboutOf(claim, message), isDone: act !== null };
}

/** Does what the link says; done twice, it is done once. */
export async function doByLink(db: Database, { claim, message, about }: LinkOffer): Promise<void> {
  const { action } = claim;
  await db.transaction().execute(async (trx) => {
    if (!(await beginAct(trx, claim)) || action === 'not_relevant') return;
    const matchers = await matchersOf(trx, claim, message);
    if (matchers === null) return;
    const { receiverId, recipient } = message;
    const silenceId = await addSilence(trx, {
      receiverId,
      recipient: recipient || null,
      matchers,
      reason: REASONS[action](about ?? ''),
      author: `a link in a message to ${recipient || receiverId}`,
      startsInMs: 0,
      endsInMs: action === 'unsubscribe' ? FOR_GOOD_MS : MUTED_MS,
      // Of a story that was enough, and of a list that was left, nobody wants to be told how much more there was.
      tellsEnd: action === 'mute_source',
    });
    await keepSilenceOfAct(trx, claim, silenceId);
  });
}

/** Takes back what a link did; what was kept back meanwhile stands in the ledger. */
export async function undoByLink(db: Database, claim: LinkClaim): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const undone = await undoAct(trx, claim);
    if (undone?.silenceId) await expireSilence(trx, undone.silenceId);
  });
}

const REASONS = {
  mute_story: (about: string) => `the story “${about}” was muted by a link`,
  mute_source: (about: string) => `the source “${about}” was muted by a link`,
  unsubscribe: () => 'unsubscribed by a link',
};

/** The story that a link is about; null: it is about none, or that is not there. */
function toldIn({ place }: LinkClaim, { payload }: ToldMessage): DigestStory | null {
  if (payload.kind === 'digest') return place === undefined ? null : (payload.stories[place] ?? null);
  return payload.kind === 'news' && place === undefined ? payload : null;
}

function aboutOf(claim: LinkClaim, message: ToldMessage): string | null {
  const told = toldIn(claim, message);
  if (claim.action === 'unsubscribe' || told === null) return null;
  const source = claim.action === 'mute_source' ? sourceOf(told.article) : null;
  return line(source ?? told.article.title, MAX.about) ?? 'an article without a headline';
}

/** What is kept back; null: the message has no such thing. */
async function matchersOf(trx: Database, claim: LinkClaim, message: ToldMessage): Promise<Matcher[] | null> {
  if (claim.action === 'unsubscribe') return [];
  const told = toldIn(claim, message);
  if (told === null) return null;
  if (claim.action === 'mute_story')
    return told.story && [{ label: 'story', operator: '=', value: String(await storyNow(trx, told.story.id)) }];
  const source = sourceOf(told.article);
  return source === null ? null : [{ label: 'source', operator: '=', value: source }];
}
