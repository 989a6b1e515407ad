import type { AttemptOutcome, Receipt } from '../../model/delivery.ts';
import type { HttpClient, HttpResult } from '../../net/http.ts';
import { layoutTelegram, layoutTelegramText } from '../layout/telegram.ts';
import { createApi, idOf, objectOf, recordOf } from './api.ts';
import type { Channel } from './channel.ts';
import {
  askedRestOf,
  describeAnswer,
  judgeAnswer,
  judgeUnacknowledged,
  type Response,
  restFor,
} from './http-answer.ts';

/**
 * What a description of a 400 holds where the chat, the topic or the bot's rights in them are wrong. Telegram has no list; these
 * were collected (github.com/TelegramBotAPI/errors, github.com/vrumger/telegram-errors).
 */
const HELD = [
  'chat not found',
  'user not found',
  'chat_id is empty',
  'group is deactivated',
  'group chat was upgraded to a supergroup chat',
  'message thread not found',
  'have no rights to send a message',
  'not enough rights to send text messages',
  'need administrator rights',
  'CHANNEL_PRIVATE',
  'CHAT_ADMIN_REQUIRED',
  'CHAT_RESTRICTED',
  'CHAT_SEND_PLAIN_FORBIDDEN',
  'CHAT_WRITE_FORBIDDEN',
  'PEER_ID_INVALID',
  'TOPIC_CLOSED',
  'TOPIC_DELETED',
];

/** About the form of a message: plain text follows at once. */
const REFUSED_FORMS = ["can't parse entities", 'entities too long', 'ENTITIES_TOO_LONG', 'ENTITY_BOUNDS_INVALID'];

/** That there is nothing to reply to, from servers that do not know `allow_sending_without_reply` or do not heed it. */
const REFUSED_REPLIES = [
  'message to be replied not found',
  'replied message not found',
  'reply message not found',
  'REPLY_MESSAGE_ID_INVALID',
];

/** Statuses of Telegram's own refusals that the operator has to mend: a token that is none is not found, and a bot can be blocked. */
const HELD_STATUSES = [401, 403, 404];

/** What an attempt says, where, and in which form. */
interface Post {
  chat: string;
  isPlain: boolean;
  isReply: boolean;
}

/**
 * Sends by `sendMessage` of Telegram's Bot API (core.telegram.org/bots/api#sendmessage), as a reply to the first message of its story
 * where there is one; of a follow-up, which rings no bell, that message is changed first, to say how far the story has come. What Telegram refuses for a cause that can be mended at once is sent again in the same attempt, once for each:
 * to the group that the chat has become, in plain text, or as no reply. Where a group went is remembered as long as the process
 * runs; doctor tells the operator. Other descriptions decide as {@link HELD} has it; any other 400 is about the message.
 */
export function createTelegramChannel(http: HttpClient): Channel<'telegram'> {
  /** By the id that is configured. */
  const moved = new Map<string, string>();
  return async ({ token, chat, topic, apiUrl }, { delivery, message, root }, mayStart) => {
    const api = createApi(http);
    const { thread, payload } = delivery;
    const call = (method: string, body: object) => api({ url: `${apiUrl}/bot${token}/${method}`, body, mayStart });
    const send = ({ chat: to, isPlain, isReply }: Post) => {
      const form = isPlain ? layoutTelegramText(message) : layoutTelegram(message);
      const first = isReply ? firstOf(thread, to, topic) : null;
      const body = {
        chat_id: to,
        ...form,
        ...(topic !== null && { message_thread_id: topic }),
        ...(payload.kind === 'followUp' && { disable_notification: true }),
        ...(first !== null && { reply_parameters: { message_id: first, allow_sending_without_reply: true } }),
      };
      return call('sendMessage', body);
    };
    const rootId = firstOf(thread, moved.get(chat) ?? chat, topic);
    if (root && rootId !== null) {
      const change = { chat_id: moved.get(chat) ?? chat, message_id: rootId, ...layoutTelegram(root) };
      const hindrance = whatHinders(await call('editMessageText', change));
      if (hindrance) return hindrance;
    }
    let post: Post = { chat: moved.get(chat) ?? chat, isPlain: false, isReply: true };
    for (;;) {
      const result = await send(post);
      const mended = mend(result, post);
      if (mended === null) return judge(result, post.chat, topic);
      if (mended.chat !== post.chat) moved.set(chat, mended.chat);
      post = mended;
    }
  };
}

/**
 * Why nothing is to be sent now where the first message of a story could not be changed, either; null: it is. Telegram refuses what
 * is as it was, is gone or can be changed no more. Whatever became of the change, nothing was sent.
 */
function whatHinders(result: HttpResult): AttemptOutcome | null {
  if (result.kind === 'response' && result.status === 400) return null;
  const outcome = result.kind === 'response' && result.status === 200 ? null : judge(result, '', null);
  return outcome?.kind === 'unknown' ? { ...outcome, kind: 'retry' } : outcome;
}

/** The next try of the same attempt; null: there is none. Each cause is mended once. */
function mend(result: HttpResult, post: Post): Post | null {
  const answer = refusalOf(result);
  if (answer === null) return null;
  const movedTo = idOf(recordOf(answer.parameters).migrate_to_chat_id);
  // A group becomes a supergroup, and that nothing else.
  if (movedTo !== null && movedTo !== post.chat && !post.chat.startsWith('-100')) return { ...post, chat: movedTo };
  if (!post.isPlain && says(answer, REFUSED_FORMS)) return { ...post, isPlain: true };
  if (post.isReply && says(answer, REFUSED_REPLIES)) return { ...post, isReply: false };
  return null;
}

function judge(result: HttpResult, chat: string, topic: number | null): AttemptOutcome {
  if (result.kind !== 'response') return judgeAnswer(result);
  const refusal = refusalOf(result);
  if (refusal !== null) return judgeRefusal(refusal, result);
  const outcome = judgeAnswer(result);
  if (outcome.kind !== 'sent') return outcome;
  const answer = objectOf(result);
  const message = answer.ok === true ? idOf(recordOf(answer.result).message_id) : null;
  if (message === null) return judgeUnacknowledged(result, 'the message that Telegram sends');
  return { kind: 'sent', receipt: { chat, message, ...(topic !== null && { topic: String(topic) }) } };
}

function judgeRefusal(refusal: Record<string, unknown>, answer: Response): AttemptOutcome {
  const reason = describeAnswer(answer, tellable(refusal.description));
  if (answer.status === 429) {
    const seconds = recordOf(refusal.parameters).retry_after;
    const askedMs = typeof seconds === 'number' && seconds >= 0 ? seconds * 1_000 : askedRestOf(answer);
    return { kind: 'throttled', reason, inMs: restFor(askedMs) };
  }
  if (HELD_STATUSES.includes(answer.status) || says(refusal, HELD)) return { kind: 'held', reason };
  const outcome = judgeAnswer(answer, tellable(refusal.description));
  // A success that refuses is none of Telegram's ways, and says that nothing was sent.
  return outcome.kind === 'sent' ? { kind: 'retry', reason } : outcome;
}

/** The id of the first message of the story where it stands in the same chat and topic; null: it does not. */
function firstOf(thread: Receipt | null, chat: string, topic: number | null): number | null {
  if (thread === null || thread.chat !== chat || thread.topic !== (topic === null ? undefined : String(topic)))
    return null;
  const id = Number(thread.message);
  return Number.isSafeInteger(id) && id > 0 ? id : null;
}

/** What Telegram says where it refuses; null where it does not, or where the answer is none of its own. */
function refusalOf(result: HttpResult): Record<string, unknown> | null {
  const answer = objectOf(result);
  return answer.ok === false && typeof answer.description === 'string' ? answer : null;
}

function says({ description }: Record<string, unknown>, words: readonly string[]): boolean {
  const said = typeof description === 'string' ? description.toLowerCase() : '';
  return words.some((word) => said.includes(word.toLowerCase()));
}

/** A description in plain words, without `Bad Request: `; null for any other, which may hold anything, and the token with it. */
function tellable(description: unknown): string | null {
  if (typeof description !== 'string') return null;
  const words = description.replace(/^(?:Bad Request|Forbidden): /, '');
  return /^[A-Za-z_' ,.-]{1,100}$/.test(words) && !/[A-Za-z_-]{30}/.test(words) ? words : null;
}
