import { addressesOf } from '../../alert/addresses.ts';
import { verifyMailServer } from '../../alert/channels/verify-mail.ts';
import { verifyMatrix } from '../../alert/channels/verify-matrix.ts';
import type { ChannelConfig, Receiver } from '../../model/delivery.ts';
import { createHttpClient } from '../../net/client.ts';
import type { HttpClient } from '../../net/http.ts';
import { userAgentOf } from '../../net/user-agent.ts';
import { type Check, type Finding, failed, ok, skipped, warning } from '../check.ts';
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
    case 'teams':
      return tryHost(channel.webhookUrl, { label, subject, key: 'webhook_url' }, http);
    case 'matrix':
      return tryMatrix(channel, label, subject, http);
    case 'apprise':
      return tryApprise(channel.url, label, subject, http);
    case 'telegram':
      return askTelegram(channel, asked);
    case 'webhook':
      return tryHost(channel.url, { label, subject, key: 'url' }, http);
  }
}

async function tryMatrix(
  channel: Extract<ChannelConfig, { kind: 'matrix' }>,
  label: string,
  subject: string,
  http: HttpClient,
): Promise<Finding> {
  const state = await verifyMatrix(channel, http);
  switch (state.kind) {
    case 'ok':
      return ok(`${label} knows ${state.user}; no message was sent`, subject);
    case 'refused':
      return failed(state.reason, 'Correct homeserver_url, or make another token', subject);
    case 'not joined':
      return failed(`${state.user} is not in ${channel.room}`, 'Invite the user, and have it join the room', subject);
    case 'encrypted':
      return warning(
        `${channel.room} is encrypted, and what Wirewatch says there is not`,
        'Take a room without encryption; it cannot be turned off again',
        subject,
      );
  }
}

/** By its own status (`/status`, 417 where something is amiss), which tells nobody anything. */
async function tryApprise(url: string, label: string, subject: string, http: HttpClient): Promise<Finding> {
  const result = await http.request({
    url: `${url}/status`,
    deadlineMs: ENDPOINT_MS,
    maxBytes: MAX_BYTES,
    bodyWithinMs: 1,
    maxRedirects: 0,
  });
  if (result.kind !== 'response') return failed(result.reason, unreachableAdvice(result, 'url'), subject);
  if (result.status === 200) return ok(`${label} is well; nobody was told`, subject);
  return result.status === 417
    ? warning(`${label} says that something is amiss with it`, 'Look at its page /status', subject)
    : failed(`${label} answered ${result.status} for its status`, 'See whether url is right', subject);
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
