import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { type InboxMessage, readInboxMessage } from '../../store/alerts/inbox.ts';
import type { Database } from '../../store/database.ts';
import { listInbox, storyOfDelivery } from '../../store/views/inbox.ts';
import { readStory } from '../../store/views/stories.ts';
import { originOf } from '../../story/origin.ts';
import { configTroubles } from '../config-troubles.ts';
import { sendPage } from '../page.ts';

const MESSAGES = 200;

const Parameters = z.object({ id: z.uuid() });

/** `/inbox`: the built-in receiver's messages; `/inbox/<id>`: one; `/inbox/<id>/body`: its HTML, for the sandboxed frame. */
export async function inboxRoutes(app: FastifyInstance, { db }: { db: Database }): Promise<void> {
  const find = async (params: unknown): Promise<InboxMessage | undefined> => {
    const parsed = Parameters.safeParse(params);
    return parsed.success ? readInboxMessage(db, parsed.data.id) : undefined;
  };

  /** The story as it stands now, whatever the message says. */
  const storyOf = async ({ deliveryId }: InboxMessage) => {
    const id = await storyOfDelivery(db, deliveryId);
    const story = id === null ? null : await readStory(db, id);
    return story && { ...story, ...originOf(story.articles) };
  };

  app.get('/inbox', async (_request, reply) =>
    sendPage(reply, 'inbox', { messages: await listInbox(db, MESSAGES), troubles: await configTroubles(db) }),
  );

  app.get('/inbox/:id', async (request, reply) => {
    const message = await find(request.params);
    return message ? sendPage(reply, 'inbox-message', { message, story: await storyOf(message) }) : notFound(reply);
  });

  app.get('/inbox/:id/body', async (request, reply) => {
    const message = await find(request.params);
    if (!message) return notFound(reply);
    return (
      reply
        .type('text/html; charset=utf-8')
        // A mail brings its styles along; nothing in it may run or load.
        .header(
          'content-security-policy',
          "default-src 'none';style-src 'unsafe-inline';frame-ancestors 'self';sandbox allow-popups allow-popups-to-escape-sandbox",
        )
        .send(message.html)
    );
  });
}

function notFound(reply: FastifyReply): FastifyReply {
  return reply.code(404).type('text/plain').send('There is no such message.');
}
