import type { AttemptOutcome } from '../../model/delivery.ts';
import type { HttpClient, HttpResult } from '../../net/http.ts';
import { layoutApprise } from '../layout/apprise.ts';
import { createApi } from './api.ts';
import type { Channel } from './channel.ts';
import { describeAnswer, isPage, judgeAnswer, judgeUnacknowledged } from './http-answer.ts';

/** Statuses of the Apprise API (`ResponseCode` in its apprise_api/api/views.py) that mean something else than HTTP has it. */
const STATUSES: Partial<Record<number, { kind: 'held' | 'unknown'; because: string }>> = {
  204: { kind: 'held', because: 'nobody stands under this key, or in urls' },
  406: { kind: 'held', because: 'it tells itself, in a circle' },
  424: { kind: 'unknown', because: 'one of the services at least was not told, or none has the tag' },
  // Its own proxy gave up on it, which may have told some by then.
  502: { kind: 'unknown', because: 'it did not answer its proxy' },
  504: { kind: 'unknown', because: 'it did not answer its proxy' },
};

/**
 * Has the Apprise API tell what stands behind it: the services under a key, or those whose addresses it is given. It answers once
 * it has told all of them; that some were told and others not is one status (424), so that who was is not known. For the rest the
 * status decides as in {@link judgeAnswer}.
 */
export function createAppriseChannel(http: HttpClient): Channel<'apprise'> {
  return async ({ url, serviceKey, urls, tag }, { message }, mayStart) => {
    const result = await createApi(http)({
      url: serviceKey === null ? `${url}/notify` : `${url}/notify/${encodeURIComponent(serviceKey)}`,
      headers: { accept: 'application/json' },
      body: {
        ...layoutApprise(message),
        ...(urls.length > 0 && { urls }),
        ...(tag !== null && { tag }),
      },
      mayStart,
    });
    return judge(result);
  };
}

function judge(result: HttpResult): AttemptOutcome {
  if (result.kind !== 'response') return judgeAnswer(result);
  const known = STATUSES[result.status];
  if (known) return { kind: known.kind, reason: describeAnswer(result, known.because) };
  const outcome = judgeAnswer(result);
  return outcome.kind === 'sent' && isPage(result) ? judgeUnacknowledged(result, 'that of Apprise') : outcome;
}
