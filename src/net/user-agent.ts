/**
 * What Wirewatch calls itself to servers, the same whatever asks: who it is and, where the operator told, whom to ask
 * about it (RFC 9110 §10.1.5).
 *
 * @param contact An http(s) or mailto: URL, or null.
 */
export function userAgentOf(contact: string | null): string {
  return contact ? `Wirewatch/0.1 (+${contact})` : 'Wirewatch/0.1';
}
