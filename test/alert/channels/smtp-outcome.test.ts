import type { NodemailerError } from 'nodemailer/lib/errors.js';
import { judgeSmtpError } from '../../../src/alert/channels/smtp-outcome.ts';
import type { AttemptOutcome } from '../../../src/model/delivery.ts';

type Facts = Partial<NodemailerError>;

/** An error as nodemailer makes it. */
function errorWith({ responseCode, ...facts }: Facts): NodemailerError {
  // nodemailer takes 503 for passing.
  const permanent = responseCode !== undefined && responseCode >= 500 && responseCode !== 503;
  const reply = responseCode === undefined ? {} : { responseCode, permanent, response: `${responseCode} words` };
  return Object.assign(new Error('words'), reply, facts);
}

const rcpt = { code: 'EENVELOPE', command: 'RCPT TO' };
const data = { code: 'EMESSAGE', command: 'DATA' };
const mail = { code: 'EENVELOPE', command: 'MAIL FROM' };
const auth = { code: 'EAUTH', command: 'AUTH PLAIN' };
const startTls = { code: 'ETLS', command: 'STARTTLS' };
const socket = { code: 'ESOCKET', command: 'CONN' };

it.each<[AttemptOutcome['kind'], string, Facts]>([
  ['held', 'a wrong password', { ...auth, responseCode: 535 }],
  ['held', 'a mechanism that is too weak', { ...auth, responseCode: 534 }],
  ['held', 'a login in clear text', { ...auth, responseCode: 538 }],
  ['held', 'an unknown mechanism', { ...auth, responseCode: 504 }],
  ['held', 'an AUTH that was not offered', { ...auth, responseCode: 503 }],
  ['retry', 'a login that cannot be checked now', { ...auth, responseCode: 454 }],
  ['held', 'no login where one is needed', { ...mail, responseCode: 530 }],
  ['retry', 'no login where one is needed for some recipients', { ...rcpt, responseCode: 530 }],
  ['held', 'credentials that nodemailer misses', { code: 'EAUTH', command: 'API' }],
  ['held', 'no credentials', { code: 'ENOAUTH' }],
  ['held', 'options that contradict each other', { code: 'ECONFIG' }],
  ['held', 'an unknown host', { code: 'EDNS', command: 'CONN', originalCode: 'ENOTFOUND' }],
  ['retry', 'DNS in trouble', { code: 'EDNS', command: 'CONN', originalCode: 'EAI_AGAIN' }],
  ['held', 'a certificate that has expired', { ...socket, originalCode: 'CERT_HAS_EXPIRED' }],
  ['held', 'a certificate for another name', { ...socket, originalCode: 'ERR_TLS_CERT_ALTNAME_INVALID' }],
  ['held', 'no common version of TLS', { ...socket, originalCode: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' }],
  ['held', 'TLS that cannot begin', startTls],
  ['held', 'STARTTLS that was not offered', { ...startTls, responseCode: 503 }],
  ['held', 'STARTTLS that is not known', { ...startTls, responseCode: 502 }],
  ['retry', 'STARTTLS that is not there for now', { ...startTls, responseCode: 454 }],
  ['retry', 'a connection lost in the handshake', { code: 'ETLS', command: 'CONN' }],
  ['retry', 'a server that is about to stop', { code: 'ECONNECTION', command: 'EHLO', responseCode: 421 }],
  ['held', 'a greeting that refuses us', { code: 'EPROTOCOL', command: 'CONN', responseCode: 554 }],
  ['retry', 'greylisting', { ...rcpt, responseCode: 451 }],
  ['dead', 'an unknown recipient', { ...rcpt, responseCode: 550 }],
  ['held', 'a sender that is not ours', { ...mail, responseCode: 553 }],
  ['held', 'a sender that is not known', { ...mail, responseCode: 550 }],
  ['held', 'a sender that is refused with the recipient', { ...rcpt, responseCode: 553, response: '553 5.1.7 no' }],
  [
    'held',
    'the same in words',
    { ...rcpt, responseCode: 553, response: '553 5.7.1 <w@x>: Sender address rejected: not owned' },
  ],
  ['retry', 'a sender named twice', { ...mail, responseCode: 503 }],
  ['dead', 'a mail that is too large', { ...mail, responseCode: 552 }],
  ['dead', 'a mail that looks like spam', { ...data, responseCode: 554 }],
  ['retry', 'a session out of order', { ...data, responseCode: 503 }],
  ['dead', 'an envelope that cannot be written', { code: 'EENVELOPE', command: 'API' }],
  ['retry', 'nobody who listens', { ...socket, originalCode: 'ECONNREFUSED' }],
  ['retry', 'a time that has run out', { code: 'ETIMEDOUT', command: 'CONN' }],
])('%s after %s', (kind, _what, facts) => {
  const outcome = judgeSmtpError(errorWith(facts), { host: 'mail.example:587', wasHandedOver: false });
  expect(outcome).toMatchObject({ kind, reason: expect.stringMatching(/^mail\.example:587\b/) });
});

it('leaves open what became of a mail that was handed over when the connection ends without a refusal', () => {
  const exchange = { host: 'mail.example', wasHandedOver: true };
  expect(judgeSmtpError(errorWith({ ...socket, originalCode: 'ECONNRESET' }), exchange).kind).toBe('unknown');
  // A reply that nobody asked for.
  expect(judgeSmtpError(errorWith({ code: 'EPROTOCOL', command: 'CONN', responseCode: 250 }), exchange).kind).toBe(
    'unknown',
  );
  expect(judgeSmtpError(errorWith({ ...data, responseCode: 554 }), exchange).kind).toBe('dead');
});

it.each([
  ['a full mailbox', 'RCPT TO', 452, true],
  ['a mail it cannot store now', 'DATA', 451, true],
  ['its own end', 'RCPT TO', 421, undefined],
  ['a greeting', 'CONN', 450, undefined],
])('tells of %s whether it is about this mail alone', (_what, command, responseCode, ofMessage) => {
  const outcome = judgeSmtpError(errorWith({ code: 'EENVELOPE', command, responseCode }), {
    host: 'mail.example',
    wasHandedOver: false,
  });
  expect(outcome).toMatchObject({ kind: 'retry' });
  expect((outcome as { ofMessage?: boolean }).ofMessage).toBe(ofMessage);
});
