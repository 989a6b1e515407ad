import type { AttemptOutcome } from '../../model/delivery.ts';
import type { HttpClient, HttpResult } from '../../net/http.ts';
import { layoutNtfy } from '../layout/ntfy.ts';
import { createApi, idOf, objectOf } from './api.ts';
import type { Channel } from './channel.ts';
import { describeAnswer, judgeAnswer, judgeUnacknowledged, restFor } from './http-answer.ts';

/** What a code means to a delivery, and what operators are told of it. */
type Meaning = { kind: 'held' | 'tomorrow'; says: string };

/** Those of ntfy's codes that mean something else than their status does, or more (ntfy's server/errors.go). */
const CODES: Readonly<Record<number, Meaning>> = {
  40009: { kind: 'held', says: 'the topic is none' },
  40010: { kind: 'held', says: 'the topic is not allowed' },
  40101: { kind: 'held', says: 'unauthorized' },
  40301: { kind: 'held', says: 'forbidden' },
  42904: { kind: 'held', says: 'the server has no room for another topic' },
  42908: { kind: 'tomorrow', says: 'the messages of the day are used up' },
  50701: { kind: 'held', says: 'a topic of UnifiedPush that nobody subscribes to' },
};

/**
 * ms at most until a server is asked again which has had as many messages as it takes in a day. It counts anew at midnight UTC
 * (ntfy's server/config.go, DefaultVisitorStatsResetTime); somebody may allow more before.
 */
const DAILY_REST_MS = 3 * 3_600_000;
const DAY_MS = 86_400_000;

/**
 * Publishes as JSON to a topic of ntfy (docs.ntfy.sh/publish/#publish-as-json), by POST to the server's root, so that the topic, which
 * may be all the secret there is, stands in no address. ntfy has the message when it shows it with its id. Of a refusal the code decides
 * where {@link CODES} has it, else the status as in {@link judgeAnswer}.
 */
export function createNtfyChannel(http: HttpClient): Channel<'ntfy'> {
  return async ({ url, topic, token }, { message }, mayStart) => {
    const result = await createApi(http)({
      url: `${url}/`,
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
      body: layoutNtfy(message, topic),
      mayStart,
    });
    return judge(result);
  };
}

function judge(result: HttpResult): AttemptOutcome {
  if (result.kind !== 'response') return judgeAnswer(result);
  const { id, event, code: said } = objectOf(result);
  const code = result.status >= 400 && typeof said === 'number' && Number.isSafeInteger(said) ? said : null;
  const meaning = code === null ? undefined : CODES[code];
  if (meaning) {
    const reason = describeAnswer(result, `${code}, ${meaning.says}`);
    if (meaning.kind === 'held') return { kind: 'held', reason };
    return { kind: 'throttled', reason, inMs: restFor(Math.min(DAILY_REST_MS, DAY_MS - (Date.now() % DAY_MS))) };
  }
  const outcome = judgeAnswer(result, code === null ? null : String(code));
  if (outcome.kind !== 'sent') return outcome;
  const own = event === 'message' ? idOf(id) : null;
  return own === null
    ? judgeUnacknowledged(result, 'the message that ntfy publishes')
    : { kind: 'sent', receipt: { id: own } };
}
