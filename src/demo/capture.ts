import fastify from 'fastify';
import { type Captured, servePages } from './capture/pages.ts';
import { captureMail } from './capture-mail.ts';
import { captureSlack } from './capture-slack.ts';

/** Slack and a mailbox, captured: what is sent there stays on this machine and can be read. */
export interface Capture extends Captured {
  slackWebhookUrl: string;
  smtpUrl: string;
  /** Where people read the messages. */
  pageUrl: string;
  /**
   * Waits until the condition holds; it is looked at again after each message.
   * @param what Named in the error, in plain words: "two mails".
   * @throws Error when it does not hold within `timeoutMs`.
   */
  waitFor(what: string, condition: () => boolean, timeoutMs: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts the webhook, the SMTP server and the pages on free ports of 127.0.0.1. `port`: of webhook and pages. */
export async function startCapture({ port = 0 }: { port?: number } = {}): Promise<Capture> {
  const arrivals = new EventTarget();
  const announce = () => arrivals.dispatchEvent(new Event('arrival'));

  const server = fastify({ forceCloseConnections: true });
  const slack = captureSlack(server, announce);
  const mailbox = await captureMail(announce);
  const captured: Captured = {
    slackMessages: () => slack.messages,
    slackRefusals: () => slack.refusals,
    mails: () => mailbox.mails,
  };
  try {
    await servePages(server, captured);
    await server.listen({ port, host: '127.0.0.1' });
  } catch (error) {
    await mailbox.close();
    throw error;
  }
  const origin = server.listeningOrigin;

  return {
    ...captured,
    slackWebhookUrl: origin + slack.webhookPath,
    smtpUrl: mailbox.smtpUrl,
    pageUrl: `${origin}/`,
    waitFor: (what, condition, timeoutMs) => waitFor(arrivals, what, condition, timeoutMs),
    async close() {
      await Promise.all([server.close(), mailbox.close()]);
    },
  };
}

function waitFor(arrivals: EventTarget, what: string, condition: () => boolean, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      try {
        if (condition()) end(resolve);
      } catch (error) {
        end(() => reject(error));
      }
    };
    const end = (settle: () => void) => {
      clearTimeout(timer);
      arrivals.removeEventListener('arrival', look);
      settle();
    };
    const timer = setTimeout(
      () => end(() => reject(new Error(`waited ${timeoutMs} ms in vain for ${what}`))),
      timeoutMs,
    );
    arrivals.addEventListener('arrival', look);
    look();
  });
}
