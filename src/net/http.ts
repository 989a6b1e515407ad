/** One request through the guarded client. */
export interface HttpRequest {
  /** Absolute http(s) URL. */
  url: string;
  method?: 'GET' | 'POST' | 'PUT';
  /** Lower-case names. `user-agent`, `accept-encoding`, `host` and `connection` are the client's own. */
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** ms for the whole exchange, redirects and body included, from when it is our turn at the host. */
  deadlineMs: number;
  /** Bytes of body after decompression; more ends the exchange, or the body where it is not needed. */
  maxBytes: number;
  /**
   * For who asks for the status: once the head of the answer is there, it is a response whatever comes of the body. That is
   * read for this many ms at most, and what could not be read of it is missing. Left out, the whole body is needed.
   */
  bodyWithinMs?: number;
  /** Whether a body that breaks off before its end is better than none; else it is a failure. */
  acceptCut?: boolean;
  /** ms to wait for a turn at a host before the exchange is postponed, 3,000 when not given. */
  waitMs?: number;
  /** Redirects followed, 5 when not given. A POST or a PUT follows none. Where none is followed, a redirect is a response. */
  maxRedirects?: number;
  /** Asked right before the first byte is written, however long that had to wait. False: the request is postponed instead. */
  mayStart?: () => boolean;
}

/** One hop that was followed. */
export interface Redirect {
  status: number;
  from: string;
  to: string;
}

/**
 * How an exchange ended. Any HTTP status is a `response`; the caller judges it.
 *
 * `refused`: the address is not one we may talk to, or not a URL we speak; nothing was sent.
 * `postponed`: others are before us at this host, it wants to be left alone for now, or `mayStart` said no; nothing was sent
 * to it.
 * `failed`: no whole response. `mayHaveArrived` is true when the request may have reached the server.
 * Reasons are for operators; they name a host at most, never a path or a query, which may hold a secret.
 */
export type HttpResult =
  | {
      kind: 'response';
      status: number;
      /** Lower-case names; repeated fields joined with `, `. */
      headers: Record<string, string>;
      /** Decompressed. Empty for 304. */
      body: Buffer;
      /** Where the body was not as its headers say, and could be read all the same: one line each, for operators. */
      faults: string[];
      /** The end of the body is missing: only where that is accepted, or the body not needed. */
      isCut: boolean;
      /** The URL that answered. */
      url: string;
      redirects: Redirect[];
    }
  | { kind: 'refused'; reason: string }
  | { kind: 'postponed'; reason: string /** When it is worth asking again. */; inMs: number }
  | {
      kind: 'failed';
      /** `unknown_host`: DNS has no address for the name; `dns`: it could not be asked, or did not know for now. */
      why:
        | 'unknown_host'
        | 'dns'
        | 'connect'
        | 'tls'
        | 'certificate'
        | 'timeout'
        | 'too_large'
        | 'redirects'
        | 'protocol';
      reason: string;
      mayHaveArrived: boolean;
    };

/** The only way out to the network over HTTP: feeds, pages, Slack and webhooks all pass here. */
export interface HttpClient {
  /** Never rejects for what the network does. */
  request(request: HttpRequest): Promise<HttpResult>;
  /** Ends open connections. */
  close(): Promise<void>;
}
