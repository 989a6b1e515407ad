import type { AttemptOutcome } from '../../model/delivery.ts';
import type { HttpClient, HttpResult } from '../../net/http.ts';
import { layoutMatrix } from '../layout/matrix.ts';
import { createApi, idOf, objectOf } from './api.ts';
import type { Channel } from './channel.ts';
import { judgeUnacknowledged } from './http-answer.ts';
import { authorizationOf, judgeMatrix, matrixCodeOf, matrixUrl } from './matrix-api.ts';

/** What Synapse answers where no thread can begin: a homeserver has no code of its own for it (#validation-of-mthread-relationships). */
const REFUSED_THREADS = ['M_UNKNOWN', 'M_INVALID_PARAM'];

/**
 * Sends to a room by the client-server API of Matrix, into the thread of its story where there is one. The delivery's id is the
 * transaction's: a homeserver takes what comes again under it for the same, and answers with the event that there is
 * (spec.matrix.org/v1.11/client-server-api/#transaction-identifiers).
 */
export function createMatrixChannel(http: HttpClient): Channel<'matrix'> {
  return async (config, { delivery, message }, mayStart) => {
    const api = createApi(http);
    const content = layoutMatrix(message);
    const { thread, id } = delivery;
    const put = (transaction: string, more: object) =>
      api({
        url: matrixUrl(config, 'rooms', config.room, 'send', 'm.room.message', transaction),
        method: 'PUT',
        headers: authorizationOf(config),
        body: { ...content, ...more },
        mayStart,
      });
    const root = thread?.room === config.room ? thread?.event : undefined;
    if (root === undefined) return judge(await put(id, {}), config.room);
    const result = await put(id, { 'm.relates_to': inThread(root) });
    const isRefused = result.kind === 'response' && result.status === 400;
    return isRefused && REFUSED_THREADS.includes(matrixCodeOf(result) ?? '')
      ? judge(await put(`${id}-beside`, {}), config.room)
      : judge(result, config.room);
  };
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
