import { type Press, WATCHES } from './press.ts';
import { type HttpReceiver, type MailReceiver, SECRET } from './receivers.ts';

/** What a configuration can be made to differ in. */
export interface Access {
  slackUrl: string;
  mailPassword: string;
}

/** What the configuration leads to. */
export interface Parts {
  press: Press;
  slack: HttpReceiver;
  hook: HttpReceiver;
  mail: MailReceiver;
}

/** What is right at first. */
export const accessTo = ({ slack }: Parts): Access => ({ slackUrl: slack.urlAt('/slack'), mailPassword: 'first' });

/** The configuration of every world: four receivers, and operators who hear by the webhook. */
export function configOf({ press, hook, mail }: Parts, { slackUrl, mailPassword }: Access): object {
  const smtp = new URL(mail.proxy.url);
  return {
    network: { allow: ['127.0.0.0/8'], per_host: { at_once: 20, delay: 0 } },
    feeds: press.feeds,
    watches: Object.entries(WATCHES).map(([word, receivers]) => ({ id: word, query: word, receivers })),
    receivers: [
      { id: 'slack', slack: { webhook_url: slackUrl } },
      {
        id: 'mail',
        email: {
          to: ['desk@example.org'],
          from: 'w@example.org',
          smtp_url: `smtp://${mail.user}:${mailPassword}@${smtp.host}`,
        },
      },
      { id: 'hook', webhook: { url: hook.urlAt('/hook'), secret: SECRET } },
      { id: 'inbox', inbox: null },
    ],
    operators: { receivers: ['hook'] },
  };
}
