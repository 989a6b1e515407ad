import basicAuth from '@fastify/basic-auth';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ADMIN, type AdminPassword } from './password.ts';
import type { SlowDown } from './slow-down.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const OWN_PAGES = new Set(['same-origin', 'none']);

/**
 * Puts every route of this scope behind the admin's login (HTTP Basic, RFC 7617). Who has sent too many wrong passwords is
 * answered with 429 and Retry-After (RFC 6585 §4), whatever he sends next; it is not looked at.
 */
export async function requireLogin(app: FastifyInstance, password: AdminPassword, slowDown: SlowDown): Promise<void> {
  await app.register(basicAuth, {
    authenticate: { realm: 'Wirewatch' },
    validate: async (user, candidate, request, reply) => {
      const admission = await slowDown.admit(ADMIN, request.ip);
      if (admission.kind === 'slowed') {
        reply.header('retry-after', admission.retryAfterS);
        return new TooManyWrong(admission.retryAfterS);
      }
      if (user !== ADMIN || !password.matches(candidate)) return new Error('Wrong name or password');
      await slowDown.right(ADMIN, request.ip);
    },
  });
  app.addHook('onRequest', app.basicAuth);
  app.addHook('onRequest', refuseOtherSites);
}

class TooManyWrong extends Error {
  readonly statusCode = 429;
  constructor(retryAfterS: number) {
    super(`Too many wrong passwords; try again in ${retryAfterS} s`);
  }
}

/**
 * A browser sends the login along with requests that other sites make it send; those may not change anything. It tells
 * where they come from in Sec-Fetch-Site (W3C Fetch Metadata), and over plain HTTP, where that is left out, in Origin
 * (RFC 6454 §7). Clients that are not browsers send neither.
 */
async function refuseOtherSites(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (SAFE_METHODS.has(request.method) || isFromOwnPages(request.headers)) return;
  await reply.code(403).send({ error: 'Requests from other sites are refused' });
}

function isFromOwnPages(headers: FastifyRequest['headers']): boolean {
  const site = headers['sec-fetch-site'];
  if (typeof site === 'string' && !OWN_PAGES.has(site)) return false;
  return headers.origin === undefined || URL.parse(headers.origin)?.host === headers.host;
}
