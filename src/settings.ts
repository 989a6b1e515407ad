import { resolve } from 'node:path';
import { z } from 'zod';

/** What the environment and the command line say about where Wirewatch runs; what it watches is in the configuration. */
export interface Settings {
  /** Directory with `wirewatch.yaml`. */
  configDir: string;
  /** Directory for what Wirewatch keeps; the embedded Postgres lives there. */
  dataDir: string;
  host: string;
  /** 0: any free port. */
  port: number;
  /** Null: the embedded Postgres is started. */
  databaseUrl: string | null;
  /** Null: the queues are kept in Postgres. */
  redisUrl: string | null;
  /** Null: one is made at first start. */
  adminPassword: string | null;
  logLevel: string;
}

const optionalUrl = (protocols: RegExp) => z.url({ protocol: protocols }).optional();

const PORT = 'a port is a number from 0 to 65535 (--port)';

const Environment = z.object({
  WIREWATCH_CONFIG: z.string().default('config'),
  WIREWATCH_DATA: z.string().default('data'),
  WIREWATCH_HOST: z.string().default('127.0.0.1'),
  WIREWATCH_PORT: z.coerce.number(PORT).int(PORT).min(0, PORT).max(65_535, PORT).default(8080),
  DATABASE_URL: optionalUrl(/^postgres(ql)?$/),
  REDIS_URL: optionalUrl(/^rediss?$/),
  WIREWATCH_ADMIN_PASSWORD: z.string().min(8).optional(),
  WIREWATCH_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

/** Flags of the command line; each wins over its variable. */
export interface SettingFlags {
  config?: string;
  data?: string;
  host?: string;
  port?: string;
}

/** The settings, or what is wrong with them, a line each. An empty variable counts as not set. */
export function readSettings(
  env: NodeJS.ProcessEnv,
  flags: SettingFlags = {},
): { kind: 'valid'; settings: Settings } | { kind: 'invalid'; problems: string[] } {
  const given = {
    ...Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')),
    ...(flags.config !== undefined && { WIREWATCH_CONFIG: flags.config }),
    ...(flags.data !== undefined && { WIREWATCH_DATA: flags.data }),
    ...(flags.host !== undefined && { WIREWATCH_HOST: flags.host }),
    ...(flags.port !== undefined && { WIREWATCH_PORT: flags.port }),
  };
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    return {
      kind: 'invalid',
      problems: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    };
  }
  const settings = parsed.data;
  return {
    kind: 'valid',
    settings: {
      configDir: resolve(settings.WIREWATCH_CONFIG),
      dataDir: resolve(settings.WIREWATCH_DATA),
      host: settings.WIREWATCH_HOST,
      port: settings.WIREWATCH_PORT,
      databaseUrl: settings.DATABASE_URL ?? null,
      redisUrl: settings.REDIS_URL ?? null,
      adminPassword: settings.WIREWATCH_ADMIN_PASSWORD ?? null,
      logLevel: settings.WIREWATCH_LOG_LEVEL,
    },
  };
}
