import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import ipaddr from 'ipaddr.js';
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
  /** Addresses and blocks of proxies in front of the pages that may say for whom they ask. */
  trustedProxies: string[];
  logLevel: string;
  capacity: Capacity;
}

/** How much one process does at once. Each default carries 10,000 feeds on two cores. */
export interface Capacity {
  /** Threads that read feeds. One reads some hundred documents a second; a second one goes on while another is made to overrun. */
  feedThreads: number;
  /** Threads that read pages, 90 MB each: what most of the work is. One a core, so that none waits for a processor. */
  pageThreads: number;
  /** Feeds that are polled, items that are read, and deliveries that are sent at once. They mostly wait for the network; what they read stands in memory meanwhile, a page up to 6 MB. Of receivers that hang, each may take four places at first: dozens of them must leave some to the others. */
  polls: number;
  reads: number;
  sends: number;
  /**
   * ms after which what a process was at work on is taken up at the latest, if it still gives signs of life but does not
   * renew the lease as it works. What a dead one had is taken up within seconds.
   */
  leaseMs: number;
}

const optionalUrl = (protocols: RegExp, example: string) =>
  z.url({ protocol: protocols, error: `an address such as ${example}` }).optional();

/** A whole number, from 1 on unless told otherwise. */
function count(most: number, least = 1) {
  const words = `a whole number from ${least} to ${most}`;
  return z.coerce.number(words).int(words).min(least, words).max(most, words);
}

function isBlock(text: string): boolean {
  return ipaddr.isValid(text) || ipaddr.isValidCIDR(text);
}

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const PORT = 'a port is a number from 0 to 65535 (--port)';

const Environment = z.object({
  WIREWATCH_CONFIG: z.string().default('config'),
  WIREWATCH_DATA: z.string().default('data'),
  WIREWATCH_HOST: z.string().default('127.0.0.1'),
  WIREWATCH_PORT: z.coerce.number(PORT).int(PORT).min(0, PORT).max(65_535, PORT).default(8080),
  DATABASE_URL: optionalUrl(/^postgres(ql)?$/, 'postgres://user:password@host:5432/wirewatch'),
  REDIS_URL: optionalUrl(/^rediss?$/, 'redis://host:6379'),
  WIREWATCH_ADMIN_PASSWORD: z.string().min(8, 'eight characters at least').optional(),
  WIREWATCH_TRUSTED_PROXIES: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .refine(
      (blocks) => blocks.every(isBlock),
      'addresses and blocks (CIDR), separated by commas: 10.0.0.7, 172.16.0.0/12',
    )
    .default([]),
  WIREWATCH_FEED_THREADS: count(64).default(2),
  WIREWATCH_PAGE_THREADS: count(64).default(() => Math.max(2, availableParallelism())),
  WIREWATCH_POLLS: count(1_000).default(32),
  WIREWATCH_READS: count(1_000).default(16),
  WIREWATCH_SENDS: count(1_000).default(128),
  WIREWATCH_LEASE_SECONDS: count(600, 10).default(45),
  WIREWATCH_LOG_LEVEL: z.enum(LEVELS, { error: `one of ${LEVELS.join(', ')}` }).default('info'),
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
      trustedProxies: settings.WIREWATCH_TRUSTED_PROXIES,
      logLevel: settings.WIREWATCH_LOG_LEVEL,
      capacity: {
        feedThreads: settings.WIREWATCH_FEED_THREADS,
        pageThreads: settings.WIREWATCH_PAGE_THREADS,
        polls: settings.WIREWATCH_POLLS,
        reads: settings.WIREWATCH_READS,
        sends: settings.WIREWATCH_SENDS,
        leaseMs: settings.WIREWATCH_LEASE_SECONDS * 1_000,
      },
    },
  };
}
