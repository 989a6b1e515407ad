import type { LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { Agent, type buildConnector, errors } from 'undici';
import { type Cidr, parseCidr } from './address.ts';
import { ACCEPTED_ENCODINGS, type Body, discardBody, readBody, readWhatComes } from './body.ts';
import { createGuardedConnector } from './connector.ts';
import { DeadlineError, describeFailure, WithdrawnError } from './failure.ts';
import type { HttpClient, HttpRequest, HttpResult, Redirect } from './http.ts';
import { sendLeniently } from './lenient-send.ts';
import { send } from './send.ts';
import { checkTarget } from './target.ts';
import type { HostTurns } from './turns.ts';
import { createVisit, type Visit } from './visit.ts';

const MAX_REDIRECTS = 5;

/** RFC 9110 §15.4. Only a GET is redirected, so the method never changes. */
const REDIRECT_STATUSES = [301, 302, 303, 307, 308];

/** Connections to one origin at once; further requests to it wait. */
const CONNECTIONS_PER_ORIGIN = 4;

/** Bytes. Sites with many cookies and long security policies pass undici's default of 16 KiB. */
const MAX_HEADER_BYTES = 65_536;

/** Whom a client may talk to, as whom, and how fast. */
export interface HttpClientOptions {
  /** CIDR blocks or single addresses that may be talked to besides public ones. */
  allow: string[];
  /** Names us and where we can be reached. */
  userAgent: string;
  /** Connections to one origin at once, 4 when not given; further requests to it wait. */
  connectionsPerOrigin?: number;
  /** Whose turn it is at each host. Left out, only the connections to an origin are limited. */
  turns?: HostTurns;
  /** How host names become addresses; the system's resolver when not given. Its answers are checked. */
  lookup?: LookupFunction;
}

/**
 * The guarded HTTP client: HTTP/1.1, no cookies, no referrer, no credentials in URLs, and only addresses that may be
 * talked to, checked anew at every redirect. Connections are kept for the next request.
 *
 * @throws RangeError when `allow` holds something that is not a CIDR block.
 */
export function createHttpClient({
  allow,
  userAgent,
  turns,
  lookup,
  connectionsPerOrigin = CONNECTIONS_PER_ORIGIN,
}: HttpClientOptions): HttpClient {
  const permitted = allow.map(requireCidr);
  const connect = createGuardedConnector(permitted, lookup);
  const agent = new Agent({
    connect,
    connections: connectionsPerOrigin,
    allowH2: false,
    maxHeaderSize: MAX_HEADER_BYTES,
    // The deadline of the whole exchange rules instead.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const context = { agent, connect, userAgent, allow: permitted };

  return {
    async request(request) {
      const first = checkTarget(request.url, permitted);
      if (!(first instanceof URL)) return first;
      const visit = createVisit(turns, request);
      const deadline = new AbortController();
      let timer: NodeJS.Timeout | undefined;
      try {
        const postponed = await visit.enter(first.hostname);
        if (postponed) return postponed;
        // Waiting for a turn is not the server's fault.
        timer = setTimeout(() => deadline.abort(new DeadlineError()), request.deadlineMs);
        return await exchange(context, request, first, visit, deadline.signal);
      } finally {
        clearTimeout(timer);
        visit.leave();
      }
    },
    close: () => agent.destroy(),
  };
}

/** Whether it may be asked twice, and elsewhere. */
function isGet({ method = 'GET' }: HttpRequest): boolean {
  return method === 'GET';
}

function requireCidr(text: string): Cidr {
  const cidr = parseCidr(text);
  if (!cidr) throw new RangeError(`not a CIDR block: ${text}`);
  return cidr;
}

interface Context {
  agent: Agent;
  connect: buildConnector.connector;
  userAgent: string;
  allow: Cidr[];
}

/** One hop's answer: where to go next, or the end of the exchange. */
type Hop = { kind: 'redirect'; status: number; location: string } | HttpResult;

async function exchange(
  context: Context,
  request: HttpRequest,
  first: URL,
  visit: Visit,
  deadline: AbortSignal,
): Promise<HttpResult> {
  const maxRedirects = isGet(request) ? (request.maxRedirects ?? MAX_REDIRECTS) : 0;
  const redirects: Redirect[] = [];
  let url = first;
  for (;;) {
    const hop = await ask(context, request, url, deadline, maxRedirects > 0);
    if (hop.kind === 'response') {
      await visit.listenTo(hop);
      return { ...hop, redirects };
    }
    if (hop.kind !== 'redirect') return hop;
    if (redirects.length === maxRedirects) {
      const reason = `${url.hostname} redirects more than ${maxRedirects} times`;
      return { kind: 'failed', why: 'redirects', reason, mayHaveArrived: true };
    }
    const next = checkTarget(hop.location, context.allow, url);
    if (!(next instanceof URL)) return next;
    redirects.push({ status: hop.status, from: url.href, to: next.href });
    const postponed = await visit.enter(next.hostname);
    if (postponed) return postponed;
    url = next;
  }
}

/** One request to one URL, its body read as far as it is asked for, unless it is a redirect that is followed. */
async function ask(
  context: Context,
  request: HttpRequest,
  url: URL,
  deadline: AbortSignal,
  follow: boolean,
): Promise<Hop> {
  let sent = false;
  const onStart = () => {
    if (request.mayStart?.() === false) throw new WithdrawnError();
    sent = true;
  };
  try {
    const answer = await answerTo(context, request, url, deadline, onStart);
    const { status, headers } = answer;
    if (follow && REDIRECT_STATUSES.includes(status) && headers.location !== undefined) {
      discardBody(answer.body);
      return { kind: 'redirect', status, location: addressOf(headers.location) };
    }
    const { bytes, faults, isCut } = await bodyOf(answer, request);
    return {
      kind: 'response',
      status,
      headers,
      body: bytes,
      faults: [...answer.faults, ...faults],
      isCut,
      url: url.href,
      redirects: [],
    };
  } catch (error) {
    const { deadlineMs, maxBytes } = request;
    return describeFailure(deadline.aborted ? deadline.reason : error, {
      host: url.hostname,
      deadlineMs,
      maxBytes,
      sent,
    });
  }
}

/** The head of an answer, and its body. */
interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Readable;
  faults: string[];
}

function bodyOf({ headers, body }: Answer, { maxBytes, acceptCut, bodyWithinMs }: HttpRequest): Promise<Body> {
  const bounds = { encoding: headers['content-encoding'], type: headers['content-type'], maxBytes };
  if (bodyWithinMs === undefined) return readBody(body, { ...bounds, acceptCut: acceptCut ?? false });
  return readWhatComes(body, { ...bounds, withinMs: bodyWithinMs });
}

/** A server whose head has lines that are no headers is asked once more, leniently. */
async function answerTo(
  { agent, connect, userAgent }: Context,
  request: HttpRequest,
  url: URL,
  deadline: AbortSignal,
  onStart: () => void,
): Promise<Answer> {
  try {
    const { statusCode, headers, body } = await send(agent, request, url, userAgent, deadline, onStart);
    return { status: statusCode, headers: joinHeaders(headers), body, faults: [] };
  } catch (error) {
    const isMalformed = error instanceof errors.HTTPParserError && /header|\bCR\b|\bLF\b/i.test(error.message);
    if (!isMalformed || !isGet(request)) throw error;
    const sent = { ...request.headers, 'user-agent': userAgent, 'accept-encoding': ACCEPTED_ENCODINGS };
    const lenient = { url, headers: sent, maxHeaderBytes: MAX_HEADER_BYTES, signal: deadline };
    const answer = await sendLeniently(connect, lenient);
    const headers = joinHeaders(answer.headers);
    return {
      status: answer.statusCode ?? 0,
      headers,
      body: answer,
      faults: ['the headers of the answer are malformed'],
    };
  }
}

function joinHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]));
}

/** Header values arrive as one character a byte; addresses that were not percent-encoded are in UTF-8, or keep their bytes. */
function addressOf(header: string): string {
  const text = Buffer.from(header, 'latin1').toString();
  if (!text.includes('\ufffd')) return text;
  return header.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);
}
