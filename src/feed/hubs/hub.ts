import type { HttpClient, HttpResult } from '../../net/http.ts';
import { keepsSecret, subscriptionForm } from './websub.ts';

/** Limits of one request to a hub. Its answer says little, and in its status. */
const DEADLINE_MS = 15_000;
const MAX_BYTES = 65_536;
/** Hubs that may pass a request on to another (WebSub §5.1). */
const MAX_REDIRECTS = 2;

/** ms that asking a hub takes at most. */
export const ASK_MS = DEADLINE_MS * (1 + MAX_REDIRECTS);

/** How asking a hub ended. Reasons are for operators and name a host at most. */
export type HubAnswer =
  | { kind: 'accepted' }
  | { kind: 'postponed'; inMs: number; reason: string }
  | { kind: 'failed'; reason: string };

/**
 * Asks a hub to begin or renew a subscription, or to end it (WebSub §5.1); it then verifies that at the callback. Never
 * rejects for what the network or the hub does.
 */
export async function askHub(
  http: HttpClient,
  mode: 'subscribe' | 'unsubscribe',
  subscription: { hub: string; topic: string; callback: string; secret: string },
): Promise<HubAnswer> {
  let { hub } = subscription;
  for (let redirects = 0; ; redirects += 1) {
    const result = await http.request({
      url: hub,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: subscriptionForm(mode, { ...subscription, hub }),
      deadlineMs: DEADLINE_MS,
      maxBytes: MAX_BYTES,
    });
    const next = nextHub(result);
    // A hub that was told the secret and one that was not do not stand in for each other: pushes are judged by the first.
    if (!next || redirects === MAX_REDIRECTS || keepsSecret(next) !== keepsSecret(hub)) return classify(result);
    hub = next;
  }
}

function nextHub(result: HttpResult): string | undefined {
  if (result.kind !== 'response' || (result.status !== 307 && result.status !== 308)) return undefined;
  return URL.parse(result.headers.location ?? '', result.url)?.href;
}

function classify(result: HttpResult): HubAnswer {
  if (result.kind === 'postponed') return { kind: 'postponed', inMs: result.inMs, reason: result.reason };
  if (result.kind !== 'response') return { kind: 'failed', reason: result.reason };
  // The section asks for 202; older hubs that verify before they answer say 204.
  if (result.status >= 200 && result.status <= 299) return { kind: 'accepted' };
  return { kind: 'failed', reason: `${new URL(result.url).hostname} answered ${result.status}` };
}
