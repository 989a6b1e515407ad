import type { AttemptOutcome } from '../../model/delivery.ts';
import type { HttpClient, HttpResult } from '../../net/http.ts';
import { layoutSlack, layoutSlackText, type SlackMessage } from '../layout/slack.ts';
import { ATTEMPT_MS, type Channel } from './channel.ts';
import { ANSWER_BOUNDS, describeAnswer, judgeAnswer, judgeUnacknowledged } from './http-answer.ts';

/** Words by which Slack says that it is the blocks it will not have. */
export const REFUSED_BLOCKS = ['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long'];

/**
 * Words by which Slack says that a webhook has no place to post to any more, or never had: the webhook, its channel or its
 * workspace is gone or closed to it (the errors listed at docs.slack.dev/messaging/sending-messages-using-incoming-webhooks).
 */
const FINAL_WORDS = [
  'action_prohibited',
  'channel_is_archived',
  'channel_not_found',
  'invalid_token',
  'no_active_hooks',
  'no_service',
  'no_service_id',
  'no_team',
  'posting_to_general_channel_denied',
  'team_disabled',
  'user_not_found',
];

/**
 * Posts to a Slack incoming webhook, or one that speaks its language. Blocks that Slack refuses are followed by plain text
 * at once. It has the message when it says `ok` (docs.slack.dev/messaging/sending-messages-using-incoming-webhooks); a 2xx
 * with anything else is read by {@link judgeUnacknowledged}. {@link FINAL_WORDS} are final at any status, for the rest the status
 * decides as in {@link judgeAnswer}: what else than Slack answers under its name knows nothing of the webhook.
 */
export function createSlackChannel(http: HttpClient): Channel<'slack'> {
  return async ({ webhookUrl }, { message }, mayStart) => {
    const deadline = performance.now() + ATTEMPT_MS;
    const post = (body: SlackMessage) =>
      http.request({
        url: webhookUrl,
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(body),
        deadlineMs: Math.max(1, deadline - performance.now()),
        mayStart,
        ...ANSWER_BOUNDS,
      });
    let result = await post(layoutSlack(message));
    if (REFUSED_BLOCKS.includes(wordOf(result) ?? '')) result = await post(layoutSlackText(message));
    return judgeSlack(result);
  };
}

function judgeSlack(result: HttpResult): AttemptOutcome {
  const word = wordOf(result);
  if (result.kind === 'response' && word !== null && FINAL_WORDS.includes(word))
    return { kind: 'dead', reason: describeAnswer(result, word), ofEndpoint: true };
  const outcome = judgeAnswer(result, word);
  const isUnsaid = result.kind === 'response' && result.body.toString().trim() !== 'ok';
  return outcome.kind === 'sent' && isUnsaid ? judgeUnacknowledged(result, "Slack's “ok”") : outcome;
}

/** `no_service` and its like; null for any other body, which may hold anything. */
function wordOf(result: HttpResult): string | null {
  if (result.kind !== 'response') return null;
  const body = result.body.subarray(0, 100).toString().trim();
  return /^[a-z]+(_[a-z]+)*$/.test(body) ? body : null;
}
