import { addressesOf } from '../../src/alert/addresses.ts';
import type { Receiver } from '../../src/model/delivery.ts';

const slack: Receiver = {
  id: 'slack',
  timeZone: 'UTC',
  channel: { kind: 'slack', webhookUrl: 'https://hooks.slack.example/T/B/secret' },
};
const mail = (smtpUrl: string): Receiver => ({
  id: 'mail',
  timeZone: 'UTC',
  channel: { kind: 'email', to: ['a@news.example', 'b@news.example'], from: 'w@news.example', smtpUrl },
});

describe('where a receiver is told', () => {
  it('names the endpoint to operators without a secret', () => {
    const [address] = addressesOf(slack);
    expect(address!.endpoint).toMatchObject({ label: 'Slack at hooks.slack.example', gapMs: 1_000 });
    expect(JSON.stringify(addressesOf(mail('smtp://user:password@mail.example')))).not.toMatch(/user|password|secret/);
    expect(JSON.stringify(address)).not.toContain('secret');
  });

  it.each<[Receiver['channel'], string]>([
    [
      { kind: 'teams', webhookUrl: 'https://prod-01.logic.azure.com/workflows/0?sig=secret' },
      'Microsoft Teams at prod-01.logic.azure.com',
    ],
    [
      { kind: 'matrix', homeserverUrl: 'https://matrix.example', token: 'secret', room: '!r:matrix.example' },
      'Matrix at matrix.example, room !r:matrix.example',
    ],
    [
      { kind: 'apprise', url: 'http://apprise.example:8000', serviceKey: 'secret', urls: ['ntfy://secret'], tag: null },
      'Apprise at apprise.example:8000',
    ],
  ])('names %j so', (channel, label) => {
    const [address] = addressesOf({ id: 'one', timeZone: 'UTC', channel });
    expect(address!.endpoint.label).toBe(label);
    expect(JSON.stringify(address)).not.toContain('secret');
  });

  it('is a webhook of Discord, by threads, at its pace', () => {
    const at = (thread: string | null) =>
      addressesOf({
        ...{ id: 'd', timeZone: 'UTC' },
        channel: { kind: 'discord', webhookUrl: 'https://discord.example/api/webhooks/1/secret', thread },
      })[0]!.endpoint;
    expect(at(null)).toMatchObject({ label: 'Discord at discord.example', gapMs: 2_000 });
    expect(at('1').key).not.toBe(at(null).key);
    expect(JSON.stringify(at('1'))).not.toContain('secret');
  });

  it('is a topic of ntfy, which nobody is told', () => {
    const at = (topic: string, token: string | null = null) =>
      addressesOf({
        ...{ id: 'n', timeZone: 'UTC' },
        channel: { kind: 'ntfy', url: 'https://ntfy.example', topic, token },
      })[0]!.endpoint;
    expect(at('secret')).toMatchObject({ label: 'ntfy at ntfy.example', gapMs: 1_000 });
    expect(new Set([at('secret').key, at('other').key, at('secret', 'token').key]).size).toBe(3);
    expect(JSON.stringify(at('secret'))).not.toContain('secret');
  });

  it('is a chat of Telegram, by topics, at its pace', () => {
    const at = (topic: number | null) =>
      addressesOf({
        ...{ id: 't', timeZone: 'UTC' },
        channel: { kind: 'telegram', token: '1:secret', chat: '-1001', topic, apiUrl: 'https://api.telegram.example' },
      })[0]!;
    const label = 'Telegram at api.telegram.example, chat -1001';
    expect(at(null)).toMatchObject({ endpoint: { label, gapMs: 3_000 }, hasThreads: true });
    expect(at(42)).toMatchObject({ endpoint: { label: `${label}, topic 42` } });
    expect(at(42).endpoint.key).not.toBe(at(null).endpoint.key);
    expect(JSON.stringify(at(42))).not.toContain('secret');
  });

  it('is each of his mail addresses, at the one server', () => {
    const addresses = addressesOf(mail('smtp://mail.example'));
    expect(addresses.map(({ recipient }) => recipient)).toEqual(['a@news.example', 'b@news.example']);
    expect(new Set(addresses.map(({ endpoint }) => endpoint.key)).size).toBe(1);
  });

  it('is told apart without what a short password could be guessed from', () => {
    const key = (smtpUrl: string) => addressesOf(mail(smtpUrl))[0]!.endpoint.key;
    expect(key('smtp://u:one@mail.example')).toBe(key('smtp://u:two@mail.example'));
    expect(key('smtp://u:one@mail.example')).not.toBe(key('smtp://v:one@mail.example'));
  });

  it('is an endpoint of its own for each sender, which may be refused', () => {
    const from = (sender: string) => {
      const receiver = mail('smtp://mail.example');
      if (receiver.channel.kind === 'email') receiver.channel.from = sender;
      return addressesOf(receiver)[0]!.endpoint.key;
    };
    expect(from('w@news.example')).not.toBe(from('x@news.example'));
    expect(from('w@news.example')).toBe(from('Wirewatch <w@news.example>'));
  });

  it('is an endpoint of its own with another secret, which may be the wrong one', () => {
    const key = (secret: string) =>
      addressesOf({
        id: 'hook',
        timeZone: 'UTC',
        channel: { kind: 'webhook', url: 'https://hook.example', secret },
      })[0]!.endpoint.key;
    expect(key('whsec_b25l')).not.toBe(key('whsec_dHdv'));
    expect(key('whsec_b25l')).not.toContain('b25l');
  });

  it('is a mail address whatever name stands beside it', () => {
    const named = mail('smtp://mail.example');
    if (named.channel.kind === 'email') named.channel.to = ['News desk <A@news.example>'];
    expect(addressesOf(named).map(({ recipient }) => recipient)).toEqual(['a@news.example']);
  });

  it('is told once, however often it is listed', () => {
    const twice = mail('smtp://mail.example');
    if (twice.channel.kind === 'email') twice.channel.to.push('a@news.example');
    expect(addressesOf(twice).map(({ recipient }) => recipient)).toEqual(['a@news.example', 'b@news.example']);
  });
});
