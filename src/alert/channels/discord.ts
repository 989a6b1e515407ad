import type { AttemptOutcome } from '../../model/delivery.ts';
import type { HttpClient, HttpResult } from '../../net/http.ts';
import { type DiscordMessage, layoutDiscord, layoutDiscordText } from '../layout/discord.ts';
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

/** What a code means to a delivery, and what operators are told of it. */
type Meaning = { kind: 'held' | 'dead' | 'gone'; says: string };

/** Discord's codes (docs.discord.com/developers/topics/opcodes-and-status-codes, JSON Error Codes). */
const CODES: Readonly<Record<number, Meaning>> = {
  10003: { kind: 'held', says: 'unknown channel or thread' },
  /** “If a webhook returns a 404 status you should not attempt to use it again” (docs.discord.com/developers/topics/rate-limits). */
  10015: { kind: 'gone', says: 'unknown webhook' },
  40005: { kind: 'dead', says: 'request too large' },
  50006: { kind: 'dead', says: 'empty message' },
  50027: { kind: 'held', says: 'invalid webhook token' },
  50035: { kind: 'dead', says: 'invalid form' },
  50083: { kind: 'held', says: 'the thread is archived' },
  160005: { kind: 'held', says: 'the thread is locked' },
  200000: { kind: 'dead', says: 'blocked by automatic moderation' },
  220001: { kind: 'held', says: 'a forum needs a thread to post to' },
  240000: { kind: 'dead', says: 'blocked by the filter of harmful links' },
};

const INVALID_FORM = 50035;

/**
 * Posts to a webhook of Discord, and waits until it has stored the message (`wait=true`). Of a refusal the code decides, see
 * {@link CODES}; where there is none, the status as in {@link judgeAnswer}: a proxy in between knows nothing of the webhook. An
 * embed that is refused is followed by plain content at once. When Discord says that nothing is left of a webhook's allowance,
 * what follows is postponed until there is: answers of 429 count against everybody at our address
 * (docs.discord.com/developers/topics/rate-limits, Invalid Request Limit).
 */
export function createDiscordChannel(http: HttpClient): Channel<'discord'> {
  const rests = createRests();
  return async ({ webhookUrl, thread }, { message }, mayStart) => {
    const inMs = rests.leftOf(webhookUrl);
    if (inMs > 0) return { kind: 'postponed', inMs };
    const api = createApi(http);
    const post = async (body: DiscordMessage) => {
      const result = await api({ url: executeUrl(webhookUrl, thread), body, mayStart });
      rests.note(webhookUrl, result);
      return result;
    };
    let result = await post(layoutDiscord(message));
    if (isEmbedRefused(result)) result = await post(layoutDiscordText(message));
    return judge(result);
  };
}

function executeUrl(webhookUrl: string, thread: string | null): string {
  const url = new URL(webhookUrl);
  url.searchParams.set('wait', 'true');
  if (thread !== null) url.searchParams.set('thread_id', thread);
  return url.href;
}

function judge(result: HttpResult): AttemptOutcome {
  if (result.kind !== 'response') return judgeAnswer(result);
  const answer = objectOf(result);
  if (result.status === 429)
    return {
      kind: 'throttled',
      reason: describeAnswer(result, codeText(codeOf(result))),
      inMs: restFor(askedOf(result)),
    };
  const code = codeOf(result);
  const meaning = code === null ? undefined : CODES[code];
  if (meaning) {
    const reason = describeAnswer(result, `${code}, ${meaning.says}`);
    return meaning.kind === 'gone' ? { kind: 'dead', reason, ofEndpoint: true } : { kind: meaning.kind, reason };
  }
  const outcome = judgeAnswer(result, codeText(code));
  if (outcome.kind !== 'sent') return outcome;
  const [id, channel] = [idOf(answer.id), idOf(answer.channel_id)];
  if (id === null || channel === null) return judgeUnacknowledged(result, 'the message that Discord stores');
  return { kind: 'sent', receipt: { channel, message: id } };
}

/** The code of a refusal; null where the answer is none of Discord's. */
function codeOf(result: HttpResult): number | null {
  if (result.kind !== 'response' || result.status < 400) return null;
  const { code } = objectOf(result);
  return typeof code === 'number' && Number.isSafeInteger(code) && code > 0 ? code : null;
}

function codeText(code: number | null): string | null {
  return code === null ? null : String(code);
}

/** `{"code": 50035, "errors": {"embeds": …}}`; formerly `{"embeds": ["0"]}`. */
function isEmbedRefused(result: HttpResult): boolean {
  if (result.kind !== 'response' || result.status !== 400) return false;
  const answer = objectOf(result);
  return 'embeds' in (codeOf(result) === INVALID_FORM ? recordOf(answer.errors) : answer);
}

/** ms that a 429 asks for: the body is exact, the header is in whole seconds. */
function askedOf(answer: Response): number | null {
  const { retry_after: seconds } = objectOf(answer);
  return typeof seconds === 'number' && seconds >= 0 ? Math.ceil(seconds * 1_000) : askedRestOf(answer);
}

/** How long which webhook is to be left alone, as its last answer had it. In the memory of this process only. */
function createRests() {
  /** Until when, on the clock of this process; the empty key is for all webhooks. */
  const until = new Map<string, number>();
  const leftAt = (key: string) => {
    const left = (until.get(key) ?? 0) - performance.now();
    if (left <= 0) until.delete(key);
    return Math.max(0, left);
  };
  return {
    leftOf: (webhookUrl: string) => Math.ceil(Math.max(leftAt(''), leftAt(webhookUrl))),
    note(webhookUrl: string, result: HttpResult) {
      if (result.kind !== 'response') return;
      const { 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset-after': resetAfter = '' } = result.headers;
      if (result.status === 429) {
        const isGlobal = objectOf(result).global === true;
        until.set(isGlobal ? '' : webhookUrl, performance.now() + restFor(askedOf(result)));
      } else if (remaining === '0' && /^\d{1,6}(\.\d+)?$/.test(resetAfter)) {
        until.set(webhookUrl, performance.now() + Number(resetAfter) * 1_000);
      }
    },
  };
}
