import type { HttpClient, HttpResult } from '../../net/http.ts';
import { layoutSlack, layoutSlackText, type SlackMessage } from '../layout/slack.ts';
import { composeMessage } from '../message.ts';
import { ATTEMPT_MS, type Channel } from './channel.ts';
import { judgeAnswer } from './http-answer.ts';

/** Slack answers in a word. */
const MAX_ANSWER_BYTES = 65_536;

/** Words by which Slack says that it is the blocks it will not have. */
const REFUSED_BLOCKS = ['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long'];

/**
 * Posts to a Slack incoming webhook, or one that speaks its language. Blocks that Slack refuses are followed by plain text
 * at once. 408, 409, 425, 429 and 5xx are tried again, all else below 500 is final: 403 `action_prohibited`,
 * 404 `no_service`, 410 `channel_is_archived` and their like do not pass.
 */
export function createSlackChannel(http: HttpClient): Channel<'slack'> {
  return async ({ webhookUrl }, { payload, possibleDuplicate }) => {
    const deadline = performance.now() + ATTEMPT_MS;
    const message = composeMessage(payload, possibleDuplicate);
    const post = (body: SlackMessage) =>
      http.request({
        url: webhookUrl,
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(body),
        deadlineMs: Math.max(1, deadline - performance.now()),
        maxBytes: MAX_ANSWER_BYTES,
      });
    let result = await post(layoutSlack(message));
    if (REFUSED_BLOCKS.includes(wordOf(result) ?? '')) result = await post(layoutSlackText(message));
    return judgeAnswer(result, wordOf(result));
  };
}

/** `no_service` and its like; null for any other body, which may hold anything. */
function wordOf(result: HttpResult): string | null {
  if (result.kind !== 'response' || result.status < 400) return null;
  const body = result.body.subarray(0, 100).toString().trim();
  return /^[a-z]+(_[a-z]+)*$/.test(body) ? body : null;
}
