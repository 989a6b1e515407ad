import { addressesOf } from '../../alert/addresses.ts';
import { verifyMailServer } from '../../alert/channels/verify-mail.ts';
import type { Receiver } from '../../model/delivery.ts';
import { createHttpClient } from '../../net/client.ts';
import type { HttpClient } from '../../net/http.ts';
import { userAgentOf } from '../../net/user-agent.ts';
import { type Check, type Finding, failed, ok, skipped } from '../check.ts';
import { askDiscord, askNtfy, askTelegram, ENDPOINT_MS, unreachableAdvice } from './ask-service.ts';

/** Bytes of an answer that are taken; nobody looks at them. */
const MAX_BYTES = 64_000;
/** Endpoints that are tried at most. */
const MAX_ENDPOINTS = 50;

/**
 * Whether each receiver's endpoint can be reached, without a message to anybody: where a service can be asked whether all is
 * right, it is; for what else is told over HTTP a connection to the host, in TLS, which is asked for its first page and never at
 * the webhook's own address; for mail the greeting, STARTTLS and the login.
 */
export const channelsCheck: Check = {
  name: 'channels',
  needs: 'nothing',
  async look({ config }) {
    if (config.kind === 'invalid') return [skipped('the configuration is wrong, so nobody knows who is told')];
    const { receivers, network } = config.config;
    const http = createHttpClient({ allow: network.allow, userAgent: userAgentOf(network.contact) });
    try {
      const byEndpoint = Map.groupBy(receivers, (receiver) => addressesOf(receiver)[0]!.endpoint.key);
      const groups = [...byEndpoint.values()].slice(0, MAX_ENDPOINTS);
      return await Promise.all(groups.map((group) => tryEndpoint(group, http)));
    } finally {
      await http.close();
    }
  },
};

/** @param receivers Those that share an endpoint; one at least. */
async function tryEndpoint(receivers: Receiver[], http: HttpClient): Promise<Finding> {
  const [receiver] = receivers as [Receiver];
  const subject = receivers.map(({ id }) => id).join(', ');
  const { label } = addressesOf(receiver)[0]!.endpoint;
  const { channel } = receiver;
  const asked = { label, subject, http };
  switch (channel.kind) {
    case 'inbox':
    case 'canary':
      return ok(`${label} is always there`, subject);
    case 'discord':
      return askDiscord(channel, asked);
    case 'email': {
      const outcome = await verifyMailServer(channel.smtpUrl, ENDPOINT_MS);
      if (outcome.kind === 'ok') return ok(`${label} lets us in; no mail was sent`, subject);
      return failed(
        outcome.reason,
        'Correct smtp_url, or the account at the server; then: wirewatch receiver test ID',
        subject,
      );
    }
    case 'ntfy':
      return askNtfy(channel, asked);
    case 'slack':
      return tryHost(channel.webhookUrl, { label, subject, key: 'webhook_url' }, http);
    case 'slackBot':
      return tryHost(channel.apiUrl, { label, subject, key: 'api_url' }, http);
    case 'telegram':
      return askTelegram(channel, asked);
    case 'webhook':
      return tryHost(channel.url, { label, subject, key: 'url' }, http);
  }
}

async function tryHost(
  url: string,
  { label, subject, key }: { label: string; subject: string; key: string },
  http: HttpClient,
): Promise<Finding> {
  const result = await http.request({
    url: `${new URL(url).origin}/`,
    deadlineMs: ENDPOINT_MS,
    maxBytes: MAX_BYTES,
    bodyWithinMs: 1,
    maxRedirects: 0,
  });
  if (result.kind === 'response') return ok(`${label} can be reached; no message was sent`, subject);
  return failed(result.reason, unreachableAdvice(result, key), subject);
}
