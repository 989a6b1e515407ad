import { type Logger as PinoLogger, pino } from 'pino';
import pretty from 'pino-pretty';

/** A pino logger. Fields first, then the message: `log.info({ feedId, durationMs }, 'feed polled')`. */
export type Logger = PinoLogger;

/** Paths that could carry a secret, wherever an object is logged whole. */
const SECRETS = ['password', 'secret', 'webhookUrl', 'smtpUrl', 'databaseUrl', 'redisUrl', 'authorization'];

/** How much is logged, and for whom. */
export interface LogOptions {
  /** `trace`, `debug`, `info`, `warn`, `error`, `fatal` or `silent`. */
  level: string;
  /** For people on a terminal, instead of JSON lines. */
  pretty: boolean;
}

/** Logs to standard output: JSON lines, or one readable line an entry. Secrets are replaced by `[redacted]`. */
export function createLogger(options: LogOptions): Logger {
  const settings = {
    level: options.level,
    serializers: { err: describeError },
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
  };
  if (!options.pretty) return pino(settings);
  return pino(settings, pretty({ ignore: 'pid,hostname', translateTime: 'HH:MM:ss' }));
}

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
    ...(cause !== undefined && depth < 5 && { cause: describeError(cause, depth + 1) }),
  };
}
