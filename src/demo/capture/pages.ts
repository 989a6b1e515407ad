import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import helmet from '@fastify/helmet';
import { Eta } from 'eta';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { CapturedMail } from '../capture-mail.ts';
import type { CapturedSlackMessage, SlackRefusal } from '../capture-slack.ts';
import { readMrkdwn, type Span } from './mrkdwn.ts';
import { readRichText } from './rich-text.ts';
import type { SlackText } from './slack-message.ts';

/** What the pages show. */
export interface Captured {
  slackMessages(): readonly CapturedSlackMessage[];
  slackRefusals(): readonly SlackRefusal[];
  mails(): readonly CapturedMail[];
}

const eta = new Eta({ views: fileURLToPath(new URL('views', import.meta.url)), cache: true });
const stylesheet = readFileSync(new URL('views/style.css', import.meta.url), 'utf8');

/** No script at all; frames only for the bodies of mails. */
const pagePolicy = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  frameSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
};

/** A mail's own HTML: it may style itself and open links in a new tab, and nothing else. */
const mailBodyPolicy = {
  sandbox: ['allow-popups', 'allow-popups-to-escape-sandbox'],
  defaultSrc: ["'none'"],
  styleSrc: ["'unsafe-inline'"],
  imgSrc: ['data:'],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'self'"],
};

/** Adds the pages on which people read what was captured: `/` for Slack, `/mail`, `/mail/ID`. */
export async function servePages(server: FastifyInstance, captured: Captured): Promise<void> {
  await server.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: pagePolicy },
    // The pages are served over plain HTTP on loopback.
    strictTransportSecurity: false,
  });
  const show = (reply: FastifyReply, view: string, data: object) =>
    reply.type('text/html; charset=utf-8').send(
      eta.render(view, {
        slackCount: captured.slackMessages().length,
        mailCount: captured.mails().length,
        timeOf,
        ...data,
      }),
    );
  const findMail = (id: string) => captured.mails().find((mail) => String(mail.id) === id);

  server.get('/style.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(stylesheet));
  server.get('/', (_request, reply) =>
    show(reply, 'slack', {
      messages: captured.slackMessages().toReversed(),
      refusals: captured.slackRefusals(),
      spansOf,
      readRichText,
      safeHref,
    }),
  );
  server.get('/mail', (_request, reply) => show(reply, 'mails', { mails: captured.mails().toReversed() }));
  server.get<{ Params: { id: string } }>('/mail/:id', (request, reply) => {
    const mail = findMail(request.params.id);
    return mail ? show(reply, 'mail', { mail }) : reply.callNotFound();
  });
  server.get<{ Params: { id: string } }>(
    '/mail/:id/body',
    {
      helmet: {
        contentSecurityPolicy: { useDefaults: false, directives: mailBodyPolicy },
        xFrameOptions: { action: 'sameorigin' },
      },
    },
    (request, reply) => {
      const html = findMail(request.params.id)?.html;
      if (html === undefined || html === null) return reply.callNotFound();
      return reply.type('text/html; charset=utf-8').send(`<base target="_blank">${html}`);
    },
  );
}

function spansOf(text: SlackText): Span[] {
  return text.type === 'mrkdwn' ? readMrkdwn(text.text) : [{ kind: 'text', text: text.text }];
}

/** The address if a click on it is harmless, else null. */
function safeHref(url: string): string | null {
  return ['http:', 'https:', 'mailto:'].includes(URL.parse(url)?.protocol ?? '') ? url : null;
}

function timeOf(date: Date): string {
  return date.toLocaleTimeString('en-GB');
}
