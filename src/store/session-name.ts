import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Bytes of a session's name that Postgres keeps (NAMEDATALEN, less its end). */
const MAX_BYTES = 63;

/** A process of Wirewatch as its sessions name it. */
export interface SessionName {
  /** Of Wirewatch: `0.1.0`. */
  version: string;
  host: string;
  pid: number;
}

/** How this process names its sessions at the database, so that others see which version runs where: `wirewatch 0.1.0 host:17`. */
export function sessionName(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  const [begin, end] = [`wirewatch ${version} `, `:${process.pid}`];
  // A host may have any name, and Postgres cuts at the end, where the process stands.
  const host = hostname().replace(/[^\w.-]/g, '_') || 'unknown';
  return `${begin}${host.slice(0, MAX_BYTES - begin.length - end.length)}${end}`;
}

/** The process that named its session so, or null: it is none of Wirewatch, or of one that does not say. */
export function readSessionName(name: string): SessionName | null {
  const match = /^wirewatch (\S+) (\S+):(\d+)$/.exec(name);
  return match ? { version: match[1]!, host: match[2]!, pid: Number(match[3]) } : null;
}
