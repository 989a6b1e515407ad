import { requiresTls } from '../../../src/alert/channels/smtp-security.ts';

const auth = { user: 'robot', pass: 'hunter2' };

it.each([
  'mail.example.org',
  '10.1.2.3',
  '192.0.2.1',
  '128.0.0.1',
  '2001:db8::1',
  'localhost.example.org',
  'mylocalhost',
  '127.0.0.1.example.org',
  // Whatever a resolver makes of these.
  '127.1',
  '2130706433',
])('a password for %s is sent over TLS only', (host) => {
  expect(requiresTls({ host, auth })).toBe(true);
});

it.each([
  'localhost',
  'LocalHost.',
  'mail.localhost',
  '127.0.0.1',
  '127.3.2.1',
  '::1',
  '[::1]',
  '::ffff:127.0.0.1',
  undefined,
])('a password for %s stays on this machine', (host) => {
  expect(requiresTls({ host, auth })).toBe(false);
});

it('without a password there is nothing to protect, unless the operator says so', () => {
  expect(requiresTls({ host: 'mail.example.org' })).toBe(false);
  expect(requiresTls({ host: 'mail.example.org', requireTLS: true })).toBe(true);
});

it('the operator has the last word', () => {
  expect(requiresTls({ host: 'mail.example.org', auth, requireTLS: false })).toBe(false);
  expect(requiresTls({ host: 'localhost', auth, requireTLS: true })).toBe(true);
});
