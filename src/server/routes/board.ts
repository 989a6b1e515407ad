import { createBullBoard } from '@bull-board/api';
import { FastifyAdapter } from '@bull-board/fastify';
import type { FastifyInstance } from 'fastify';
import type { QueueName, QueueWindow } from '../../queue.ts';

const PATH = '/admin/queues';

const DESCRIPTIONS: Record<QueueName, string> = {
  tick: 'Every second: looks for feeds, feed items and deliveries that are due',
  poll: 'Polls a feed',
  read: 'Reads the article behind a feed item, matches it and raises alerts',
  deliver: 'Sends an alert to a receiver',
};

/** The job dashboard. Its page brings inline styles, which the rest of Wirewatch does without. */
export async function boardRoutes(app: FastifyInstance, { queues }: { queues: QueueWindow }): Promise<void> {
  const adapter = new FastifyAdapter().setBasePath(PATH);
  createBullBoard({
    queues: queues.boards(DESCRIPTIONS),
    serverAdapter: adapter,
    options: { uiConfig: { boardTitle: 'Wirewatch', miscLinks: [{ text: 'Overview', url: '/' }] } },
  });
  await app.register(async (board) => {
    board.addHook('onRequest', async (_request, reply) => {
      reply.header(
        'content-security-policy',
        "default-src 'none';script-src 'self';style-src 'self' 'unsafe-inline';img-src 'self' data:;font-src 'self';connect-src 'self';base-uri 'self';form-action 'self';frame-ancestors 'self'",
      );
    });
    await board.register(adapter.registerPlugin(), { prefix: PATH });
  });
}
