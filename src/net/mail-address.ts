import addressparser from 'nodemailer/lib/addressparser/index.js';

/**
 * The address of a mailbox with or without a name (RFC 5322 §3.4), in lower case: `Desk <Desk@Example.org>` and
 * `desk@example.org` are the same to every mail server in use. Empty when there is none, or more than one.
 */
export function mailAddressOf(text: string): string {
  const mailboxes = addressparser(text, { flatten: true });
  return mailboxes.length === 1 ? mailboxes[0]!.address.toLowerCase() : '';
}
