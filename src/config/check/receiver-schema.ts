import { z } from 'zod';
import { mailAddressOf } from '../../net/mail-address.ts';
import { timeZone } from './calendar.ts';
import { httpUrl, id, line, variable } from './fields.ts';
import { understood } from './understood.ts';
import {
  readAppriseKey,
  readAppriseTag,
  readDiscordThread,
  readMailAddress,
  readMatrixRoom,
  readNtfyTopic,
  readPublicUrl,
  readSlackChannel,
  readSmtpUrl,
  readTelegramChat,
  readTelegramToken,
  readToken,
  readWebhookSecret,
} from './values.ts';

/** Keys that say how a receiver is reached; each receiver has exactly one. */
const CHANNEL_KEYS = [
  ...(['slack', 'email', 'discord', 'ntfy', 'telegram'] as const),
  ...(['webhook', 'teams', 'matrix', 'apprise', 'inbox'] as const),
] as const;

const NO_RECIPIENT = 'Expected a mail address, or a list of them.';
const recipients = z
  .union([z.string(), z.array(z.string()).nonempty(NO_RECIPIENT)], { error: NO_RECIPIENT })
  .transform((given, context) => {
    const seen = new Set<string>();
    return [given].flat().map((mailbox, index) => {
      const refuse = (message: string) => {
        context.addIssue({ code: 'custom', message, path: Array.isArray(given) ? [index] : [] });
        return z.NEVER;
      };
      const reading = readMailAddress(mailbox);
      if (reading.kind === 'refused') return refuse(reading.reason);
      const address = mailAddressOf(mailbox);
      if (seen.has(address)) return refuse(`${address} is named twice: every message would come twice.`);
      seen.add(address);
      return reading.value;
    });
  });

const Email = z.strictObject({
  to: recipients.meta({
    description: 'A mail address, or a list of them. Each gets a mail of its own.',
    examples: ['desk@example.org', ['desk@example.org', 'Night desk <night@example.org>']],
  }),
  from: z
    .string()
    .transform(understood(readMailAddress))
    .meta({ description: 'Mail address of the sender.', examples: ['Wirewatch <wirewatch@example.org>'] }),
  smtp_url: z
    .string()
    .transform(understood(readSmtpUrl))
    .meta({
      description:
        'Mail server: `smtp://` (STARTTLS where the server offers it) or `smtps://` (TLS from the start), with user and password if need be. A password with `/ # ? @ : %` in it must be percent-encoded. Options of nodemailer may follow, such as `?requireTLS=true`.',
      examples: [`smtp://wirewatch:${variable('SMTP_PASSWORD')}@mail.example.org:587`],
    }),
});

const Discord = z.strictObject({
  webhook_url: httpUrl.meta({
    description: 'A webhook of a Discord channel: its settings, Integrations, Webhooks, Copy Webhook URL.',
    examples: [variable('DISCORD_WEBHOOK_URL')],
  }),
  thread: z
    .string()
    .transform(understood(readDiscordThread))
    .optional()
    .meta({
      description:
        'Id of a thread in that channel, in quotes; in a forum there has to be one. Developer mode shows it as Copy Thread ID. Left out, messages go to the channel itself.',
      examples: ['1154789320412345678'],
    }),
});

const Ntfy = z.strictObject({
  url: z
    .string()
    .transform(understood(readPublicUrl))
    .meta({ description: 'The ntfy server.', examples: ['https://ntfy.sh'] }),
  topic: z
    .string()
    .transform(understood(readNtfyTopic))
    .meta({
      description:
        'What is subscribed to on the phone. Where the server asks for no token, who knows it reads along: choose one that nobody guesses.',
      examples: [variable('NTFY_TOPIC')],
    }),
  token: z
    .string()
    .transform(understood(readToken))
    .optional()
    .meta({
      description: 'Access token of an account that may publish to the topic. Left out, anybody may.',
      examples: [variable('NTFY_TOKEN')],
    }),
});

const Telegram = z.strictObject({
  token: z
    .string()
    .transform(understood(readTelegramToken))
    .meta({
      description: 'Token of a bot, as @BotFather gives it out.',
      examples: [variable('TELEGRAM_BOT_TOKEN')],
    }),
  chat: z
    .union([z.string(), z.int()], { error: 'Expected the id of a chat, or the @name of a channel.' })
    .transform(understood(readTelegramChat))
    .meta({
      description:
        'Id of the chat, negative for groups and channels, or the `@name` of a public channel or group. The bot has to be a member that may write; somebody who wants to be told himself writes to it first.',
      examples: [-1001234567890, '@example_news'],
    }),
  topic: z
    .int()
    .positive()
    .optional()
    .meta({
      description: 'Number of a topic, in a group that has topics. Left out, messages go to the general one.',
      examples: [42],
    }),
  api_url: z
    .string()
    .transform(understood(readPublicUrl))
    .optional()
    .meta({
      description: 'Where the Bot API is, for who runs a server of it.',
      default: 'https://api.telegram.org',
      examples: ['https://api.telegram.org'],
    }),
});

const Webhook = z.strictObject({
  url: httpUrl.meta({
    description: 'Address that alerts are posted to, as JSON.',
    examples: ['https://archive.example.org/alerts'],
  }),
  secret: z
    .string()
    .transform(understood(readWebhookSecret))
    .meta({
      description:
        'Key that the requests are signed with, by the Standard Webhooks specification: `whsec_` and base64 (or base64 alone), of 16 bytes at least; 24 to 64 are recommended. `echo "whsec_$(openssl rand -base64 32)"` makes one.',
      examples: [variable('ARCHIVE_SECRET')],
    }),
});

const Slack = z
  .strictObject({
    webhook_url: httpUrl.optional().meta({
      description: 'An incoming webhook of a Slack channel. This, or `token` and `channel`.',
      examples: [variable('SLACK_WEBHOOK_URL')],
    }),
    token: z
      .string()
      .transform(understood(readToken))
      .optional()
      .meta({
        description:
          'Bot token of a Slack app, with the scope `chat:write`. What is new in a story comes in the thread of its first message. With `channels:history` (`groups:history` for private channels) a message that may have arrived is looked for before it is posted again.',
        examples: [variable('SLACK_BOT_TOKEN')],
      }),
    channel: z
      .string()
      .transform(understood(readSlackChannel))
      .optional()
      .meta({
        description:
          'Id of the channel that the app posts to, and is a member of. It stands at the end of the channel’s details.',
        examples: ['C0123456789'],
      }),
    api_url: z
      .string()
      .transform(understood(readPublicUrl))
      .optional()
      .meta({
        description: 'Where the Web API is, for who has something in between.',
        default: 'https://slack.com/api',
        examples: ['https://slack.com/api'],
      }),
  })
  .refine(
    ({ webhook_url, token, channel, api_url }) =>
      webhook_url === undefined
        ? token !== undefined && channel !== undefined
        : token === undefined && channel === undefined && api_url === undefined,
    'Slack is told by a webhook_url, or by token and channel.',
  );

const Teams = z.strictObject({
  webhook_url: httpUrl.meta({
    description:
      'The address that the Workflows app gives out for “When a Teams webhook request is received”, with its signature (`sig=`), which is a secret. That a message was accepted does not say that Teams shows it.',
    examples: [variable('TEAMS_WEBHOOK_URL')],
  }),
});

const Matrix = z.strictObject({
  homeserver_url: z
    .string()
    .transform(understood(readPublicUrl))
    .meta({
      description: 'Where the client-server API of the homeserver is, without `/_matrix`.',
      examples: ['https://matrix.example.org'],
    }),
  token: z
    .string()
    .transform(understood(readToken))
    .meta({
      description: 'Access token of a user of its own, who has joined the room and may post there.',
      examples: [variable('MATRIX_TOKEN')],
    }),
  room: z
    .string()
    .transform(understood(readMatrixRoom))
    .meta({
      description:
        'Id of the room, which begins with `!`; it stands in its settings, under Advanced. It must not be encrypted.',
      examples: ['!AbCdEfGhIjKlMnOpQr:example.org'],
    }),
});

const Apprise = z
  .strictObject({
    url: z
      .string()
      .transform(understood(readPublicUrl))
      .meta({
        description: 'Where the Apprise API is. It is mostly at a private address, which `network.allow` must permit.',
        examples: ['http://apprise.internal.example.org:8000'],
      }),
    key: z
      .string()
      .transform(understood(readAppriseKey))
      .optional()
      .meta({
        description: 'The key that the services are saved under there.',
        examples: [variable('APPRISE_KEY')],
      }),
    urls: z
      .union([line, z.array(line).nonempty()], {
        error: 'Expected an address as Apprise writes it, or a list of them.',
      })
      .transform((given) => [given].flat())
      .optional()
      .meta({
        description:
          'Addresses of services, as Apprise writes them, where none are saved. Without `key` and `urls` it tells those that it was started with.',
        examples: [[`ntfys://${variable('NTFY_TOKEN')}@ntfy.example.org/news?overflow=split`]],
      }),
    tag: z
      .string()
      .transform(understood(readAppriseTag))
      .optional()
      .meta({
        description:
          'Tells those of the key only that have the tag: `a, b` for either, `a b` for both. Left out, those without a tag.',
        examples: ['desk'],
      }),
  })
  .refine(
    ({ key, urls, tag }) => (key === undefined ? tag === undefined : urls === undefined),
    'Apprise is told a key, with or without a tag, or urls.',
  );

const channels = {
  slack: Slack.describe('A channel of Slack.'),
  email: Email.describe('Mail.'),
  discord: Discord.describe('A channel of Discord.'),
  ntfy: Ntfy.describe('Push messages by ntfy.'),
  telegram: Telegram.describe('A chat of Telegram, told by a bot.'),
  webhook: Webhook.describe('A program that is told by signed requests.'),
  teams: Teams.describe('A channel or a chat of Microsoft Teams, by a webhook of its Workflows app.'),
  matrix: Matrix.describe('A room of Matrix that is not encrypted.'),
  apprise: Apprise.describe('An Apprise API, and through it the services that it knows.'),
  inbox: z
    .strictObject({})
    .nullable()
    .meta({ description: 'The inbox on Wirewatch’s own pages. It has no keys.', examples: [{}] }),
} satisfies Record<(typeof CHANNEL_KEYS)[number], z.ZodType>;

/** An entry of `receivers`. */
export const ReceiverEntry = z
  .strictObject({
    id: id.meta({
      description: 'Unique, up to 64 letters, digits, `.`, `-`, `_`. Watches name the receiver by it.',
      examples: ['newsroom'],
    }),
    ...z.object(channels).partial().shape,
    time_zone: timeZone.optional().meta({
      description: 'Time zone that times in messages are told in: a name of the IANA database.',
      default: 'UTC',
      examples: ['Europe/Berlin'],
    }),
  })
  .refine((entry) => CHANNEL_KEYS.filter((key) => entry[key] !== undefined).length === 1, {
    error: `A receiver has exactly one of ${CHANNEL_KEYS.join(', ')}.`,
    // Said beside other faults, too; but an unknown key may be one of these, misspelt.
    when: ({ value, issues }) =>
      typeof value === 'object' && value !== null && !issues.some(({ code }) => code === 'unrecognized_keys'),
  })
  .meta({ description: 'Who is told, and how.', oneOf: CHANNEL_KEYS.map((key) => ({ required: [key] })) });

/** An accepted entry of `receivers`, with the variables of the environment filled in. */
export type ReceiverEntry = z.output<typeof ReceiverEntry>;
