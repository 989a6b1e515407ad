import { mayTalkTo, parseCidr } from '../../src/net/address.ts';

describe('addresses', () => {
  it.each(['8.8.8.8', '1.1.1.1', '193.99.144.80', '2a00:1450:4001:829::200e', '2606:4700::6810:84e5'])(
    'takes %s for public',
    (address) => expect(mayTalkTo(address, [])).toBe(true),
  );

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.8',
    '192.0.2.1',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    '64:ff9b:1::7f00:1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '3fff::1',
    '4000::1',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    'not an address',
    '',
  ])('does not take "%s" for public', (address) => expect(mayTalkTo(address, [])).toBe(false));

  it('takes what the operator allows, and nothing beside it', () => {
    const allow = [parseCidr('10.0.0.0/8')!, parseCidr('fd00::/8')!];
    expect(mayTalkTo('10.255.0.1', allow)).toBe(true);
    expect(mayTalkTo('::ffff:10.0.0.1', allow)).toBe(true);
    expect(mayTalkTo('fd00::5', allow)).toBe(true);
    expect(mayTalkTo('11.0.0.1', [])).toBe(true);
    expect(mayTalkTo('192.168.0.1', allow)).toBe(false);
    expect(mayTalkTo('fc00::5', allow)).toBe(false);
  });
});

describe('CIDR blocks', () => {
  it('are read, a bare address as a block of one', () => {
    expect(parseCidr(' 192.168.0.0/16 ')?.[1]).toBe(16);
    expect(parseCidr('10.0.0.5')?.[1]).toBe(32);
    expect(parseCidr('fd00::1')?.[1]).toBe(128);
    expect(mayTalkTo('10.0.0.6', [parseCidr('10.0.0.5')!])).toBe(false);
  });

  it.each(['', 'intranet', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '10/8', '10.1/16', '010.0.0.0/8', 'fd00::/129'])(
    'are not "%s"',
    (text) => expect(parseCidr(text)).toBeNull(),
  );
});
