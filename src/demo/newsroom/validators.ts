import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** What a server tells of a document's version (RFC 9110 §8.8). */
export interface Validators {
  /** Quoted, strong. */
  etag: string;
  /** An HTTP date: whole seconds. */
  lastModified: string;
}

/** The validators of a body that last changed at `changedAt`. */
export function validatorsOf(body: string, changedAt: Date): Validators {
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  return { etag: `"${hash}"`, lastModified: changedAt.toUTCString() };
}

/** True when the client already has this version. If-None-Match, when sent, alone decides (RFC 9110 §13.2.2). */
export function isUnchanged(headers: IncomingHttpHeaders, validators: Validators): boolean {
  const known = headers['if-none-match'];
  if (known !== undefined) {
    return known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === validators.etag);
  }
  const since = headers['if-modified-since'];
  return since !== undefined && Date.parse(since) >= Date.parse(validators.lastModified);
}
