import { Webhook } from 'standardwebhooks';
import type { HttpClient } from '../../net/http.ts';
import { layoutWebhook } from '../layout/webhook.ts';
import { ATTEMPT_MS, type Channel } from './channel.ts';
import { ANSWER_BOUNDS, judgeAnswer } from './http-answer.ts';

/**
 * Posts the alert as JSON, see {@link layoutWebhook}, signed as Standard Webhooks has it (standardwebhooks.com): the
 * header `webhook-id` is the delivery's id at every attempt. Any 2xx is an acknowledgement, whatever its body; for all else
 * see {@link judgeAnswer}.
 */
export function createWebhookChannel(http: HttpClient): Channel<'webhook'> {
  return async ({ url, secret }, { delivery }, mayStart) => {
    const body = JSON.stringify(layoutWebhook(delivery));
    const now = new Date();
    const result = await http.request({
      url,
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'webhook-id': delivery.id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(delivery.id, now, body),
      },
      body,
      deadlineMs: ATTEMPT_MS,
      mayStart,
      ...ANSWER_BOUNDS,
    });
    return judgeAnswer(result);
  };
}
