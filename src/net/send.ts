import type { Agent, Dispatcher } from 'undici';
import { ACCEPTED_ENCODINGS } from './body.ts';
import type { HttpRequest } from './http.ts';

/**
 * Sends one request to `url` and waits for the head of the answer, whose body the caller must read or discard. Rejects
 * with the signal's reason at the deadline, with what broke the connection otherwise.
 *
 * @param onStart Called right before the first byte is written; until then nothing has been sent. What it throws is what the
 *   request ends with, and nothing is written.
 */
export function send(
  agent: Agent,
  request: HttpRequest,
  url: URL,
  userAgent: string,
  deadline: AbortSignal,
  onStart: () => void,
): Promise<Dispatcher.ResponseData> {
  const answer = agent.compose(reportStart(onStart)).request({
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method: request.method ?? 'GET',
    headers: { ...request.headers, 'user-agent': userAgent, 'accept-encoding': ACCEPTED_ENCODINGS },
    body: request.body ?? null,
    signal: deadline,
  });
  // A request that still waits for its connection does not listen to the signal, so the deadline must be raced.
  return Promise.race([answer, rejectionBy(deadline)]);
}

function reportStart(onStart: () => void): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart: (...args) => {
        handler.onRequestStart?.(...args);
        try {
          onStart();
        } catch (error) {
          const [controller] = args;
          controller.abort(error as Error);
        }
      },
      onRequestUpgrade: (...args) => handler.onRequestUpgrade?.(...args),
      onResponseStart: (...args) => handler.onResponseStart?.(...args),
      onResponseData: (...args) => handler.onResponseData?.(...args),
      onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
      onResponseError: (...args) => handler.onResponseError?.(...args),
    });
}

function rejectionBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
