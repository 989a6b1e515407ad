import { CANARY_FEED_URL, CANARY_HOST, type CanaryRun, canaryUrl } from '../model/canary.ts';
import type { HttpClient, HttpRequest, HttpResult } from '../net/http.ts';
import { canaryFeed, canaryPage } from './documents.ts';

/**
 * A client that answers for the host of the canary by itself, and passes on all other requests.
 *
 * @param latestRun The article that the canary's feed shows; null: none yet. What it throws, a request throws.
 */
export function answeringForCanary(http: HttpClient, latestRun: () => Promise<CanaryRun | null>): HttpClient {
  return {
    request: (request) =>
      URL.parse(request.url)?.hostname === CANARY_HOST ? answer(request, latestRun) : http.request(request),
    close: () => http.close(),
  };
}

async function answer({ url }: HttpRequest, latestRun: () => Promise<CanaryRun | null>): Promise<HttpResult> {
  const run = await latestRun();
  const found = (type: string, text: string) => response(url, 200, type, text);
  if (url === CANARY_FEED_URL) return found('application/rss+xml', canaryFeed(run));
  if (run && url === canaryUrl(run.number)) return found('text/html', canaryPage(run));
  return response(url, 404, 'text/plain', '');
}

function response(url: string, status: number, type: string, text: string): HttpResult {
  const headers = { 'content-type': `${type}; charset=utf-8` };
  return {
    ...{ kind: 'response', status, headers, body: Buffer.from(text) },
    ...{ faults: [], isCut: false, url, redirects: [] },
  };
}
