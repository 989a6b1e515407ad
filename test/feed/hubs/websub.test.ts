import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import {
  askAgainAfter,
  callbackOf,
  checkSignature,
  createSecret,
  type Intent,
  keepsSecret,
  rankHubs,
  readCallback,
  refusePush,
  renewAfter,
  subscriptionForm,
} from '../../../src/feed/hubs/websub.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TOPIC = 'https://news.example/feed?a=1&b=ü';

describe('the hubs of a feed', () => {
  it('come in its order, those that keep a secret first', () => {
    const hubs = ['http://plain.example/', 'https://a.example/', 'http://127.0.0.1:8080/', 'https://b.example/'];
    expect(rankHubs(hubs)).toEqual([
      'https://a.example/',
      'http://127.0.0.1:8080/',
      'https://b.example/',
      'http://plain.example/',
    ]);
  });

  it('are each taken once, four at most, and only where HTTP reaches them', () => {
    const many = Array.from({ length: 9 }, (_, index) => `https://hub.example/${index}`);
    const strange = [
      'ftp://hub.example/',
      'javascript:alert(1)',
      'no hub',
      '',
      `https://hub.example/${'x'.repeat(9_999)}`,
    ];
    expect(rankHubs([...strange, many[0]!, ...many])).toEqual(many.slice(0, 4));
    expect(rankHubs(strange)).toEqual([]);
  });

  it.each([
    ['https://hub.example/', true],
    ['http://hub.example/', false],
    ['http://127.8.9.1/', true],
    ['http://[::1]:80/', true],
    ['http://localhost/', true],
    ['http://127.0.0.1.example.org/', false],
    ['http://10.0.0.1/', false],
    ['not a hub', false],
  ])('%s keeps a secret: %s', (hub, expected) => {
    expect(keepsSecret(hub)).toBe(expected);
  });
});

describe('the request to a hub', () => {
  const request = {
    hub: 'https://hub.example/',
    topic: TOPIC,
    callback: 'https://me.example/websub/1',
    secret: 's3cret',
  };
  const fieldsOf = (form: string) => Object.fromEntries(new URLSearchParams(form));

  it('says what the section asks for', () => {
    expect(fieldsOf(subscriptionForm('subscribe', request))).toEqual({
      'hub.mode': 'subscribe',
      'hub.topic': TOPIC,
      'hub.callback': 'https://me.example/websub/1',
      'hub.lease_seconds': '864000',
      'hub.secret': 's3cret',
    });
  });

  it('tells no secret on the open road, nor where none is needed', () => {
    expect(subscriptionForm('subscribe', { ...request, hub: 'http://hub.example/' })).not.toContain('s3cret');
    expect(subscriptionForm('unsubscribe', request)).not.toContain('s3cret');
  });

  it('has a secret of its own each time, shorter than 200 bytes', () => {
    const secrets = Array.from({ length: 100 }, createSecret);
    expect(new Set(secrets).size).toBe(100);
    for (const secret of secrets) expect(secret).toMatch(/^[0-9a-f]{64}$/);
  });

  it('names a callback below the public address', () => {
    expect(callbackOf('https://me.example', 'id')).toBe('https://me.example/websub/id');
    expect(callbackOf('https://me.example/wire/', 'id')).toBe('https://me.example/wire/websub/id');
  });
});

describe('a request at the callback', () => {
  const asked: Intent = { topic: TOPIC, isWanted: true, wasAsked: true };
  const verification = {
    'hub.mode': 'subscribe',
    'hub.topic': TOPIC,
    'hub.challenge': '<b>&%+ü',
    'hub.lease_seconds': '86400',
  };
  const read = (query: Record<string, unknown>, intent: Partial<Intent> = {}) =>
    readCallback({ ...verification, ...query }, { ...asked, ...intent });

  it('verifies what was asked for', () => {
    expect(read({})).toEqual({ kind: 'subscribed', challenge: '<b>&%+ü', leaseMs: DAY });
  });

  it.each([
    ['another topic', { 'hub.topic': 'https://news.example/feed' }],
    ['a topic that stands twice', { 'hub.topic': [TOPIC, TOPIC] }],
    ['no topic', { 'hub.topic': undefined }],
    ['another mode', { 'hub.mode': 'publish' }],
    ['no challenge', { 'hub.challenge': undefined }],
    ['an empty challenge', { 'hub.challenge': '' }],
    ['a challenge without end', { 'hub.challenge': 'x'.repeat(1_025) }],
    ['an end of what is wanted', { 'hub.mode': 'unsubscribe' }],
    ['a denial of another topic', { 'hub.mode': 'denied', 'hub.topic': 'https://news.example/feed' }],
  ])('is refused with %s', (_what, query) => {
    expect(read(query)).toMatchObject({ kind: 'refused' });
  });

  it('is refused when nobody asked, or nobody wants it any more', () => {
    expect(read({}, { wasAsked: false })).toMatchObject({ kind: 'refused' });
    expect(read({}, { isWanted: false })).toMatchObject({ kind: 'refused' });
    expect(readCallback(undefined, asked)).toMatchObject({ kind: 'refused' });
  });

  it('confirms the end of what is not wanted any more', () => {
    expect(read({ 'hub.mode': 'unsubscribe' }, { isWanted: false })).toEqual({
      kind: 'unsubscribed',
      challenge: '<b>&%+ü',
    });
  });

  it.each([
    ['0', HOUR],
    ['59', HOUR],
    ['7200', 2 * HOUR],
    ['99999999999999999999', 30 * DAY],
    ['9'.repeat(400), 30 * DAY],
    ['-5', DAY],
    ['1e9', DAY],
    ['soon', DAY],
    [undefined, DAY],
    [['1', '2'], null],
  ])('grants a lease of %s s, which is believed as %s ms', (seconds, leaseMs) => {
    const result = read({ 'hub.lease_seconds': seconds });
    expect(result).toMatchObject(leaseMs === null ? { kind: 'refused' } : { kind: 'subscribed', leaseMs });
  });

  it('denies, with a reason of one short line or none', () => {
    const denied = { 'hub.mode': 'denied', 'hub.challenge': undefined };
    expect(read(denied)).toEqual({ kind: 'denied', reason: null });
    const reason = `no\r\nsuch\u0000topic ${'x'.repeat(500)}`;
    const result = read({ ...denied, 'hub.reason': reason });
    expect(result).toMatchObject({ kind: 'denied', reason: expect.stringMatching(/^no suchtopic x{100,}$/) });
    expect((result as { reason: string }).reason.length).toBeLessThanOrEqual(200);
  });

  it('never breaks, whatever it says', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.keys(verification), 'hub.reason'), fc.anything()),
        (query) => {
          const { kind } = readCallback(query, asked);
          expect(['subscribed', 'denied', 'refused']).toContain(kind);
        },
      ),
    );
  });
});

describe('when a hub is asked', () => {
  const random = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

  it('again for a renewal: well before the lease ends, and not all at once', () => {
    fc.assert(
      fc.property(random, fc.integer({ min: HOUR, max: 30 * DAY }), (chance, leaseMs) => {
        const after = renewAfter(leaseMs, chance);
        expect(after).toBeGreaterThanOrEqual(0.4 * leaseMs - 1);
        expect(after).toBeLessThanOrEqual(0.6 * leaseMs + 1);
      }),
    );
    expect(renewAfter(DAY, 0)).not.toBe(renewAfter(DAY, 0.9));
  });

  it('again after failures: later each time, a day at most', () => {
    const delays = Array.from({ length: 12 }, (_, index) => askAgainAfter('failed', index + 1, 1, 0.5) / MINUTE);
    expect(delays).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440, 1440]);
    expect(askAgainAfter('failed', 10_000, 1, 0.99)).toBe(DAY);
  });

  it('at once where another hub has not been tried in this round', () => {
    const delays = Array.from({ length: 6 }, (_, index) => askAgainAfter('failed', index + 1, 3, 0.5) / MINUTE);
    expect(delays).toEqual([0, 0, 5, 0, 0, 10]);
  });

  it('after ten minutes at least where it may still verify', () => {
    expect(askAgainAfter('unverified', 1, 2, 0.5)).toBe(10 * MINUTE);
    expect(askAgainAfter('unverified', 1, 1, 0)).toBe(10 * MINUTE);
    expect(askAgainAfter('unverified', 5, 1, 0.5)).toBe(80 * MINUTE);
  });

  it('in a week where all said no', () => {
    expect(askAgainAfter('denied', 1, 1, 0.5)).toBe(7 * DAY);
    expect(askAgainAfter('denied', 1, 2, 0.5)).toBe(0);
  });
});

describe('a signature', () => {
  const body = Buffer.from([0, 255, 10, 13, 65]);
  const sign = (method: string, secret = 'key', data: Uint8Array = body) =>
    createHmac(method, secret).update(data).digest('hex');

  it.each(['sha1', 'sha256', 'sha384', 'sha512'])('counts in %s, in either case', (method) => {
    expect(checkSignature(`${method}=${sign(method)}`, body, 'key')).toEqual({ kind: 'valid' });
    expect(checkSignature(`${method.toUpperCase()}=${sign(method).toUpperCase()}`, body, 'key')).toEqual({
      kind: 'valid',
    });
  });

  it('counts in the example of RFC 2202 (test case 2)', () => {
    const given = 'sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79';
    expect(checkSignature(given, Buffer.from('what do ya want for nothing?'), 'Jefe')).toEqual({ kind: 'valid' });
  });

  it.each([
    ['no signature', undefined],
    ['an empty one', ''],
    ['one of another key', `sha256=${sign('sha256', 'other')}`],
    ['one of another body', `sha256=${sign('sha256', 'key', Buffer.from('other'))}`],
    ['one of another method', `sha256=${sign('sha1')}`],
    ['a method that is not secure', `md5=${sign('md5')}`],
    ['the start of one', `sha256=${sign('sha256').slice(0, 20)}`],
    ['one and more', `sha256=${sign('sha256')}00`],
    ['one in base64', `sha256=${Buffer.from(sign('sha256'), 'hex').toString('base64')}`],
    ['no method', sign('sha256')],
    ['two of them', `sha256=${sign('sha256')}, sha256=${sign('sha256')}`],
  ])('does not count: %s', (_what, header) => {
    expect(checkSignature(header, body, 'key')).toEqual({ kind: 'invalid', reason: expect.stringContaining('a push') });
  });

  it('is asked of those that were told a secret', () => {
    expect(refusePush({ hub: 'https://hub.example/', secret: 'key' }, undefined, body)).toMatch('without a signature');
    expect(refusePush({ hub: 'https://hub.example/', secret: 'key' }, `sha1=${sign('sha1')}`, body)).toBeNull();
    expect(refusePush({ hub: 'http://hub.example/', secret: 'key' }, undefined, body)).toBeNull();
  });
});
