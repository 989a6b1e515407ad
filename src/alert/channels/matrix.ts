import type { AttemptOutcome } from '../../model/delivery.ts';
import type { HttpClient, HttpResult } from '../../net/http.ts';
import { layoutMatrix, type MatrixMessage } from '../layout/matrix.ts';
import { shorten } from '../text.ts';
import { createApi, idOf, objectOf } from './api.ts';
import type { Channel } from './channel.ts';
import { judgeUnacknowledged } from './http-answer.ts';
import { authorizationOf, judgeMatrix, matrixCodeOf, matrixUrl } from './matrix-api.ts';

/** What Synapse answers where no thread can begin: a homeserver has no code of its own for it (#validation-of-mthread-relationships). */
const REFUSED_THREADS = ['M_UNKNOWN', 'M_INVALID_PARAM'];

/**
 * Sends to a room by the client-server API of Matrix, into the thread of its story where there is one; of a follow-up, the message that the
 * thread begins with is changed first, to say how far the story has come. The delivery's id is the transaction's: a homeserver takes what comes again under it for the same, and answers with the event that there is
 * (spec.matrix.org/v1.11/client-server-api/#transaction-identifiers).
 */
export function createMatrixChannel(http: HttpClient): Channel<'matrix'> {
  return async (config, { delivery, message, root: story }, mayStart) => {
    const api = createApi(http);
    const { thread, id } = delivery;
    const put = (transaction: string, body: object) =>
      api({
        url: matrixUrl(config, 'rooms', config.room, 'send', 'm.room.message', transaction),
        method: 'PUT',
        headers: authorizationOf(config),
        body,
        mayStart,
      });
    const root = thread?.room === config.room ? thread?.event : undefined;
    const content = layoutMatrix(message);
    if (root === undefined) return judge(await put(id, content), config.room);
    if (story) {
      const hindrance = whatHinders(await put(`${id}-root`, replacing(root, layoutMatrix(story))), config.room);
      if (hindrance) return hindrance;
    }
    const result = await put(id, { ...content, 'm.relates_to': inThread(root) });
    const isRefused = result.kind === 'response' && result.status === 400;
    return isRefused && REFUSED_THREADS.includes(matrixCodeOf(result) ?? '')
      ? judge(await put(`${id}-beside`, content), config.room)
      : judge(result, config.room);
  };
}

/**
 * What is said in the place of an event. For programs that do not know that, a line of it stands outside; both as a whole would be
 * more than an event takes (spec.matrix.org/v1.11/client-server-api/#event-replacements).
 */
function replacing(event: string, content: MatrixMessage) {
  return {
    msgtype: content.msgtype,
    body: `* ${shorten(content.body.split('\n', 1).join(''), MAX_FALLBACK)}`,
    'm.mentions': {},
    'm.new_content': content,
    'm.relates_to': { rel_type: 'm.replace', event_id: event },
  };
}

/** UTF-16 code units. */
const MAX_FALLBACK = 300;

/** Why a thread whose first message could not be changed is not to be written to now, either; null: it is. */
function whatHinders(result: HttpResult, room: string): AttemptOutcome | null {
  const outcome = judge(result, room);
  if (outcome.kind === 'unknown') return { ...outcome, kind: 'retry' };
  return outcome.kind === 'sent' || outcome.kind === 'dead' ? null : outcome;
}

/** With a reply beside it, for programs that know no threads (spec.matrix.org/v1.11/client-server-api/#threading). */
function inThread(root: string) {
  return { rel_type: 'm.thread', event_id: root, is_falling_back: true, 'm.in_reply_to': { event_id: root } };
}

function judge(result: HttpResult, room: string): AttemptOutcome {
  const event = idOf(objectOf(result).event_id);
  if (result.kind === 'response' && result.status === 200 && event !== null)
    return { kind: 'sent', receipt: { room, event } };
  const outcome = judgeMatrix(result);
  return result.kind === 'response' && outcome.kind === 'sent'
    ? judgeUnacknowledged(result, "the homeserver's event_id")
    : outcome;
}
