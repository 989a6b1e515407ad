import ipaddr from 'ipaddr.js';

/** What a connection to a mail server is made with, as nodemailer calls it. */
export interface SmtpOptions {
  host?: string | undefined;
  /** User and password. */
  auth?: unknown;
  /** What the operator says: a connection must, or need not, be encrypted before anything else is said. */
  requireTLS?: boolean | undefined;
}

/**
 * Whether an `smtp:` connection that the server does not encrypt (STARTTLS, RFC 3207) must be given up: where there is a
 * password to be read on its way (RFC 8314 has clear text obsolete there), unless the operator says otherwise. On its way to
 * this machine itself nobody reads it.
 */
export function requiresTls({ host = 'localhost', auth, requireTLS }: SmtpOptions): boolean {
  return requireTLS ?? (auth !== undefined && !isLoopback(host));
}

/** Names that always mean this machine (RFC 6761 §6.3), and its addresses in full. What a name leads to is not looked up. */
function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '');
  if (/^(?:.+\.)?localhost\.?$/.test(name)) return true;
  if (!ipaddr.IPv4.isValidFourPartDecimal(name) && !ipaddr.IPv6.isValid(name)) return false;
  return ipaddr.process(name).range() === 'loopback';
}
