import { idOf, objectOf, recordOf } from '../../alert/channels/api.ts';
import { describeAnswer } from '../../alert/channels/http-answer.ts';
import type { ChannelConfig } from '../../model/delivery.ts';
import type { HttpClient, HttpResult } from '../../net/http.ts';
import { type Finding, failed, ok, warning } from '../check.ts';

/** ms that an endpoint may take. */
export const ENDPOINT_MS = 10_000;
/** Bytes of an answer that are taken. */
const MAX_BYTES = 64_000;

/** What a finding is about. */
export interface Asked {
  /** The endpoint, for operators. */
  label: string;
  subject: string;
  http: HttpClient;
}

/** Whether the webhook is there: reading it needs its address alone (docs.discord.com/developers/resources/webhook, Get Webhook with Token). */
export async function askDiscord(
  { webhookUrl }: Extract<ChannelConfig, { kind: 'discord' }>,
  { label, subject, http }: Asked,
): Promise<Finding> {
  const url = new URL(webhookUrl);
  url.search = '';
  const result = await get(http, url.href);
  if (idOf(objectOf(result).id) !== null && isOk(result))
    return ok(`${label} has the webhook; no message was sent`, subject);
  return unexpected(result, {
    subject,
    key: 'webhook_url',
    advice: 'Make a new webhook in Discord, or correct webhook_url',
  });
}

/** Whether the server says that it is well (docs.ntfy.sh/config/#health-checks); of the topic it says nothing before a message. */
export async function askNtfy(
  { url }: Extract<ChannelConfig, { kind: 'ntfy' }>,
  { label, subject, http }: Asked,
): Promise<Finding> {
  const result = await get(http, `${url}/v1/health`);
  if (objectOf(result).healthy === true && isOk(result)) return ok(`${label} is well; no message was sent`, subject);
  return unexpected(result, {
    subject,
    key: 'url',
    advice: 'See whether url is that of an ntfy server, and how it is',
  });
}

/**
 * Whether the token is that of a bot, and the bot knows the chat (core.telegram.org/bots/api#getme, #getchat). A group that has become a
 * supergroup is told by its new id.
 */
export async function askTelegram(
  { token, chat, apiUrl }: Extract<ChannelConfig, { kind: 'telegram' }>,
  { label, subject, http }: Asked,
): Promise<Finding> {
  const ask = (method: string) => get(http, `${apiUrl}/bot${token}/${method}`);
  const me = await ask('getMe');
  if (objectOf(me).ok !== true || !isOk(me))
    return unexpected(me, { subject, key: 'api_url', advice: 'Correct token: @BotFather shows it' });
  const found = await ask(`getChat?${new URLSearchParams({ chat_id: chat })}`);
  const answer = objectOf(found);
  const movedTo = idOf(recordOf(answer.parameters).migrate_to_chat_id);
  if (movedTo !== null)
    return warning(
      `${label}: the group has another id since it became a supergroup`,
      `Write chat: ${movedTo}`,
      subject,
    );
  if (answer.ok === true && isOk(found)) return ok(`${label} knows the bot; no message was sent`, subject);
  const advice = 'Add the bot to the chat, or write to it; and see whether chat is right';
  return unexpected(found, { subject, key: 'api_url', advice });
}

function get(http: HttpClient, url: string, headers: Record<string, string> = {}): Promise<HttpResult> {
  return http.request({ url, headers, deadlineMs: ENDPOINT_MS, maxBytes: MAX_BYTES, maxRedirects: 0 });
}

function isOk(result: HttpResult): boolean {
  return result.kind === 'response' && result.status === 200;
}

/** That something else was answered than the service does where all is right, or nothing. */
function unexpected(
  result: HttpResult,
  { subject, key, advice }: { subject: string; key: string; advice: string },
): Finding {
  if (result.kind === 'response') return failed(describeAnswer(result), advice, subject);
  return failed(result.reason, unreachableAdvice(result, key), subject);
}

/** What to do where there was no answer. */
export function unreachableAdvice(result: HttpResult, key: string): string {
  return result.kind === 'refused'
    ? 'Only public addresses are talked to; add the block of this one to network.allow'
    : `See whether ${key} is right, and whether a firewall keeps this machine from it`;
}
