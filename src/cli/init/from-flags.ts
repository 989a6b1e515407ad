import { readHttpUrl, readMailAddress, readSmtpUrl } from '../../config/check/values.ts';
import type { NewReceiver } from './staging.ts';

/** What the command line says. */
export interface InitFlags {
  site: string[];
  opml: string[];
  watch?: string;
  slackWebhookEnv?: string;
  mailTo: string[];
  mailFrom?: string;
  smtpUrlEnv?: string;
  allow: string[];
  /** False: no test message. */
  test: boolean;
  yes?: true;
  json?: true;
}

/** Who is told, and the values of the variables that it names. */
export interface Receivers {
  receivers: NewReceiver[];
  secrets: Record<string, string>;
}

/** Names of variables, where the operator gives none. */
export const SLACK_VARIABLE = 'SLACK_WEBHOOK_URL';
/** See {@link SLACK_VARIABLE}. */
export const SMTP_VARIABLE = 'SMTP_URL';

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Flags that nobody can be asked for and that are missing. */
export function missingFlags({ site, opml, watch }: InitFlags): string[] {
  return [
    ...(site.length + opml.length === 0 ? ['--site or --opml'] : []),
    ...(watch === undefined ? ['--watch'] : []),
  ];
}

/** The receivers that the flags name, or why they do not do, a sentence each; null: they name none. */
export function receiversOf(flags: InitFlags, env: NodeJS.ProcessEnv): Receivers | { reasons: string[] } | null {
  const all: Receivers = { receivers: [], secrets: {} };
  const reasons: string[] = [];
  const secret = (flag: string, name: string, refuse: (value: string) => string | null) => {
    const why = variableFault(flag, name, env, refuse);
    if (why === null) all.secrets[name] = env[name]!;
    else reasons.push(why);
  };
  const { slackWebhookEnv: slack, mailTo: to, smtpUrlEnv: smtp = SMTP_VARIABLE } = flags;
  if (slack !== undefined) {
    secret('--slack-webhook-env', slack, slackFault);
    all.receivers.push(slackReceiver(slack));
  }
  if (to.length > 0) {
    secret('--smtp-url-env', smtp, smtpFault);
    all.receivers.push(mailReceiver(to, flags.mailFrom, smtp));
  } else if (flags.smtpUrlEnv !== undefined || flags.mailFrom !== undefined) {
    reasons.push('--mail-from and --smtp-url-env go with --mail-to, which is missing.');
  }
  if (reasons.length > 0) return { reasons };
  return all.receivers.length > 0 ? all : null;
}

/** A receiver for the webhook whose address is in a variable. */
export function slackReceiver(variable: string): NewReceiver {
  return { id: 'slack', slack: { webhook_url: `\${${variable}}` } };
}

/** A receiver for mail; the sender is the first of those it goes to unless another is named. */
export function mailReceiver(to: string[], from: string | undefined, variable: string): NewReceiver {
  return { id: 'mail', email: { to, from: from ?? to[0]!, smtp_url: `\${${variable}}` } };
}

/** Why this is no address of a webhook, or null. */
export function slackFault(value: string): string | null {
  const read = readHttpUrl(value);
  return read.kind === 'refused' ? read.reason : null;
}

/** Why this is no address of a mail server, or null. */
export function smtpFault(value: string): string | null {
  const read = readSmtpUrl(value);
  return read.kind === 'refused' ? read.reason : null;
}

/** Why these are no mail addresses, or null. */
export function mailFault(addresses: string[]): string | null {
  for (const address of addresses) {
    const read = readMailAddress(address);
    if (read.kind === 'refused') return read.reason;
  }
  return addresses.length === 0 ? 'Write one mail address at least.' : null;
}

/** The value is never repeated: it is a secret. */
function variableFault(
  flag: string,
  name: string,
  env: NodeJS.ProcessEnv,
  refuse: (value: string) => string | null,
): string | null {
  if (!NAME.test(name) || name.endsWith('_FILE'))
    return `${flag} wants the name of a variable of the environment, such as ${SLACK_VARIABLE}, and never its value.`;
  const value = env[name];
  if (!value) return `The environment variable ${name}, which ${flag} names, is not set.`;
  const why = refuse(value);
  return why === null ? null : `The environment variable ${name}: ${why}`;
}
