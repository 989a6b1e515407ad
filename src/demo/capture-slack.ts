import type { FastifyInstance } from 'fastify';
import { judgeSlackPost, type SlackPayload } from './capture/slack-message.ts';

/** A message that Slack would have shown. */
export interface CapturedSlackMessage extends SlackPayload {
  /** 1, 2, 3 in the order of arrival. */
  id: number;
  receivedAt: Date;
}

/** A post that Slack would have refused, with what it answers and why. */
export interface SlackRefusal {
  answer: string;
  reason: string;
  receivedAt: Date;
}

/** What came in through the captured webhook, oldest first. */
export interface SlackCapture {
  /** Path of the one webhook there is. */
  webhookPath: string;
  messages: CapturedSlackMessage[];
  refusals: SlackRefusal[];
}

/**
 * Adds an incoming webhook that answers as Slack's do: `ok`, or 400 with a word that says what is wrong, or 404
 * `no_service` for a webhook that does not exist. Messages stay in memory.
 */
export function captureSlack(server: FastifyInstance, onMessage: () => void): SlackCapture {
  const capture: SlackCapture = { webhookPath: '/services/T0DEMO/B0DEMO/newsdesk', messages: [], refusals: [] };

  server.register(async (scope) => {
    // Broken JSON gets Slack's answer, not Fastify's.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));

    scope.post<{ Body: string }>(capture.webhookPath, (request, reply) => {
      const verdict = judgeSlackPost(request.body ?? '');
      const receivedAt = new Date();
      if (verdict.kind === 'refused') {
        capture.refusals.push({ answer: verdict.answer, reason: verdict.reason, receivedAt });
        return reply.code(400).type('text/plain').send(verdict.answer);
      }
      capture.messages.push({ id: capture.messages.length + 1, receivedAt, ...verdict.payload });
      onMessage();
      return reply.type('text/plain').send('ok');
    });
    scope.post('/services/*', (_request, reply) => reply.code(404).type('text/plain').send('no_service'));
  });
  return capture;
}
