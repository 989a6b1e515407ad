import type { AttemptOutcome, ChannelConfig, Delivery, Receipt } from '../../model/delivery.ts';
import type { HttpClient, HttpResult } from '../../net/http.ts';
import { layoutSlack, layoutSlackText, type SlackMessage } from '../layout/slack.ts';
import { type ApiCall, createApi, idOf, objectOf, recordOf } from './api.ts';
import type { Channel } from './channel.ts';
import {
  askedRestOf,
  describeAnswer,
  judgeAnswer,
  judgeUnacknowledged,
  type Response,
  restFor,
} from './http-answer.ts';
import { REFUSED_BLOCKS } from './slack.ts';

/** By what our own messages are found again (docs.slack.dev/messaging/message-metadata). */
const EVENT_TYPE = 'wirewatch_delivery';

/** Messages of a page (15 for apps that are sold outside of the Marketplace), and pages that are looked through. */
const PAGE = 100;
const MAX_PAGES = 3;
/** ms that Slack's clock may be behind ours. */
const CLOCK_SLACK_MS = 60_000;

/** Slack's words (docs.slack.dev/reference/methods/chat.postMessage, section Errors), by what they mean to a delivery. */
const WORDS = {
  throttled: ['ratelimited', 'rate_limited', 'message_limit_exceeded'],
  /** The token, its scopes, or the channel. */
  held: [
    'access_denied',
    'account_inactive',
    'channel_not_found',
    'ekm_access_denied',
    'enterprise_is_restricted',
    'invalid_auth',
    'is_archived',
    'is_inactive',
    'missing_scope',
    'no_permission',
    'not_allowed_token_type',
    'not_authed',
    'not_in_channel',
    'org_login_required',
    'restricted_action',
    'restricted_action_non_threadable_channel',
    'restricted_action_read_only_channel',
    'restricted_action_thread_only_channel',
    'team_access_not_granted',
    'token_expired',
    'token_revoked',
    'two_factor_setup_required',
  ],
  /** “It's possible some aspect of the operation succeeded before the error was raised.” */
  unknown: ['fatal_error', 'internal_error'],
  /** It is this message that is refused. */
  dead: [
    ...REFUSED_BLOCKS,
    'invalid_arguments',
    'invalid_metadata_format',
    'invalid_metadata_schema',
    'metadata_too_large',
    'msg_too_long',
    'no_text',
  ],
};

/** Words about the form of a message: plain text follows at once. */
const REFUSED_FORMS = [...REFUSED_BLOCKS, 'msg_too_long'];

/** Words that say that the thread is not there any more, or closed: the message follows beside it at once. */
const REFUSED_THREADS = [
  'cannot_reply_to_message',
  'message_not_found',
  'restricted_action_thread_locked',
  'thread_not_found',
];

/**
 * Posts by `chat.postMessage` of Slack's Web API, into the thread of its story where there is one; of a follow-up, the message that the
 * thread begins with is changed first, to say how far the story has come. Slack answers 200 to
 * what it refuses, too: its word decides, see {@link WORDS}; an unknown one is tried again. A message that may have been
 * posted before is looked for first, by the metadata that all of ours have; where that is not allowed, it is posted again and
 * says what it may be.
 */
export function createSlackBotChannel(http: HttpClient): Channel<'slackBot'> {
  return async (config, { delivery, message, root }, mayStart) => {
    const { token, channel, apiUrl } = config;
    const api = createApi(http);
    const call = (method: string, more: Omit<ApiCall, 'url'>) =>
      api({ ...more, url: `${apiUrl}/${method}`, headers: { authorization: `Bearer ${token}` } });
    const threadTs = delivery.thread?.channel === channel ? delivery.thread?.ts : undefined;

    if (delivery.possibleDuplicate) {
      const found = await findOwn(call, config, delivery, threadTs);
      if (found) return found;
    }
    if (root && threadTs !== undefined) {
      const hindrance = whatHinders(
        await call('chat.update', { body: { channel, ts: threadTs, ...layoutSlack(root) } }),
      );
      if (hindrance) return hindrance;
    }
    const post = (form: SlackMessage, thread: string | undefined) => {
      const metadata = { event_type: EVENT_TYPE, event_payload: { delivery_id: delivery.id } };
      const body = { channel, ...form, metadata, ...(thread !== undefined && { thread_ts: thread }) };
      return call('chat.postMessage', { body, mayStart });
    };
    let result = await post(layoutSlack(message), threadTs);
    let at = threadTs;
    if (REFUSED_THREADS.includes(wordOf(result) ?? '')) {
      at = undefined;
      result = await post(layoutSlack(message), at);
    }
    if (REFUSED_FORMS.includes(wordOf(result) ?? '')) result = await post(layoutSlackText(message), at);
    return judge(result);
  };
}

/**
 * Why a thread whose first message could not be changed is not to be written to now, either; null: it is. Whatever became of
 * the change, nothing was posted.
 */
function whatHinders(result: HttpResult): AttemptOutcome | null {
  const outcome = judge(result);
  if (outcome.kind === 'unknown') return { ...outcome, kind: 'retry' };
  const isRefused = outcome.kind === 'dead' || (outcome.kind === 'retry' && wordOf(result) !== null);
  return outcome.kind === 'sent' || isRefused ? null : outcome;
}

/** What is known of a message that may have been posted; null: it is to be posted. */
async function findOwn(
  call: (method: string, more: Omit<ApiCall, 'url'>) => Promise<HttpResult>,
  { channel }: Extract<ChannelConfig, { kind: 'slackBot' }>,
  { id, payload }: Delivery,
  threadTs: string | undefined,
): Promise<AttemptOutcome | null> {
  const oldest = String((payload.createdAt.getTime() - CLOCK_SLACK_MS) / 1_000);
  let cursor = '';
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = new URLSearchParams({ channel, oldest, limit: String(PAGE), include_all_metadata: 'true' });
    if (cursor !== '') query.set('cursor', cursor);
    if (threadTs !== undefined) query.set('ts', threadTs);
    const method = threadTs === undefined ? 'conversations.history' : 'conversations.replies';
    const result = await call(`${method}?${query}`, { method: 'GET' });
    const answer = objectOf(result);
    if (answer.ok !== true) {
      const outcome = judge(result);
      // It may be that only reading is not allowed.
      if (outcome.kind === 'held' || outcome.kind === 'dead') return null;
      // Nothing was posted, whatever became of the question.
      return outcome.kind === 'unknown' ? { ...outcome, kind: 'retry' } : outcome;
    }
    const messages = Array.isArray(answer.messages) ? answer.messages.map(recordOf) : [];
    const own = messages.find(({ metadata }) => {
      const { event_type: type, event_payload: event } = recordOf(metadata);
      return type === EVENT_TYPE && recordOf(event).delivery_id === id;
    });
    if (own) return sent(receiptOf(channel, own.ts), null);
    cursor = idOf(recordOf(answer.response_metadata).next_cursor) ?? '';
    if (cursor === '') return null;
  }
  return null;
}

function judge(result: HttpResult): AttemptOutcome {
  if (result.kind !== 'response') return judgeAnswer(result);
  const answer = objectOf(result);
  if (answer.ok === true) return sent(receiptOf(answer.channel, answer.ts), describeAnswer(result, 'ok'));
  const word = wordOf(result);
  if (word !== null) return judgeWord(word, result);
  const outcome = judgeAnswer(result);
  return outcome.kind === 'sent' ? judgeUnacknowledged(result, "Slack's “ok”") : outcome;
}

function judgeWord(word: string, answer: Response): AttemptOutcome {
  const reason = describeAnswer(answer, word);
  if (answer.status === 429 || WORDS.throttled.includes(word))
    return { kind: 'throttled', reason, inMs: restFor(askedRestOf(answer)) };
  if (WORDS.held.includes(word)) return { kind: 'held', reason };
  if (WORDS.unknown.includes(word)) return { kind: 'unknown', reason };
  return { kind: WORDS.dead.includes(word) ? 'dead' : 'retry', reason };
}

function sent(receipt: Receipt | null, answer: string | null): AttemptOutcome {
  return { kind: 'sent', ...(receipt && { receipt }), ...(answer !== null && { answer }) };
}

function receiptOf(channel: unknown, ts: unknown): Receipt | null {
  const [at, in_] = [idOf(ts), idOf(channel)];
  return at === null || in_ === null ? null : { channel: in_, ts: at };
}

/** The word of a refusal; null where the answer is none of Slack's. */
function wordOf(result: HttpResult): string | null {
  const { ok, error } = objectOf(result);
  return ok === false && typeof error === 'string' && /^[a-z]+(_[a-z]+)*$/.test(error) ? error : null;
}
