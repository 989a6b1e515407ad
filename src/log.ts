import { type Logger as PinoLogger, pino } from 'pino';
import pretty from 'pino-pretty';

/** A pino logger. Fields first, then the message: `log.info({ feedId, durationMs }, 'feed polled')`. */
export type Logger = PinoLogger;

/** Paths that could carry a secret, wherever an object is logged whole. */
const SECRETS = [
  ...['password', 'secret', 'webhookUrl', 'smtpUrl', 'databaseUrl', 'redisUrl', 'authorization'],
  // Of receivers.
  ...['token', 'topic', 'serviceKey', 'urls'],
];

/** How much is logged, and for whom. */
export interface LogOptions {
  /** `trace`, `debug`, `info`, `warn`, `error`, `fatal` or `silent`. */
  level: string;
  /** For people on a terminal, instead of JSON lines; stacks of errors from `debug` on. */
  pretty: boolean;
}

/** Logs to standard output: JSON lines, or one readable line an entry. Secrets are replaced by `[redacted]`. */
export function createLogger(options: LogOptions): Logger {
  const terse = options.pretty && !['debug', 'trace'].includes(options.level);
  const settings = {
    level: options.level,
    serializers: { err: describeError },
    formatters: terse ? { log: withReason } : {},
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
  };
  if (!options.pretty) return pino(settings);
  return pino(settings, pretty({ ignore: 'pid,hostname', translateTime: 'HH:MM:ss', singleLine: true }));
}

/** `err` as text under another name: an error would be set apart, over several lines. */
function withReason({ err, ...fields }: Record<string, unknown>): Record<string, unknown> {
  return err === undefined ? fields : { ...fields, reason: reasonsOf(err) };
}

/** An error's message and those of its causes. */
function reasonsOf(error: unknown, depth = 0): string {
  if (!(error instanceof Error)) return String(error);
  const { message, cause } = error;
  return cause !== undefined && depth < MAX_CAUSES ? `${message}: ${reasonsOf(cause, depth + 1)}` : message;
}

/** A chain of causes may run in a circle. */
const MAX_CAUSES = 5;

/** An error without what its library has hung on it: a Redis client's errors carry the command, password and all. */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return String(error);
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? { code: error.code } : {};
  return {
    type: name,
    message,
    ...code,
    stack,
    ...(cause !== undefined && depth < MAX_CAUSES && { cause: describeError(cause, depth + 1) }),
  };
}
