import { problemsOf } from '../support.ts';

const refused = (host: string, block: string) =>
  `${host} is no public address, so it will not be asked: add ${block} to network.allow, if it is meant.`;
const feed = (url: string, allow = '') => `network: {allow: [${allow}]}\nfeeds: [{url: "${url}"}]\n`;

describe('an address that would always be refused', () => {
  it.each([
    ['on this machine', 'http://127.0.0.1:8000/feed', '127.0.0.1', '127.0.0.1/32'],
    ['in other digits', 'http://0x7f.1/', '127.0.0.1', '127.0.0.1/32'],
    ['in a private network', 'https://192.168.1.20/rss', '192.168.1.20', '192.168.1.20/32'],
    ['of cloud metadata', 'http://169.254.169.254/', '169.254.169.254', '169.254.169.254/32'],
    ['of IPv6', 'http://[fd00::1]/', '[fd00::1]', 'fd00::1/128'],
    ['of IPv4 within IPv6', 'http://[::ffff:10.0.0.1]/', '[::ffff:a00:1]', '10.0.0.1/32'],
    ['by the name of this machine', 'http://localhost:3000/', 'localhost', '127.0.0.0/8'],
    ['by a name below it', 'http://feeds.localhost/', 'feeds.localhost', '127.0.0.0/8'],
  ])('is told of %s, with the block that would allow it', async (_where, url, host, block) => {
    expect(await problemsOf(feed(url))).toEqual([`wirewatch.yaml:2:15: ${refused(host, block)}`]);
    expect(await problemsOf(feed(url, `"${block}"`))).toEqual([]);
  });

  it('may be a receiver’s', async () => {
    expect(
      await problemsOf(`receivers:
  - id: a
    slack: {webhook_url: http://10.0.0.1/x}
  - id: b
    webhook: {url: http://10.0.0.2/y, secret: whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3}
  - id: c
    teams: {webhook_url: http://10.0.0.3/z}
  - id: d
    matrix: {homeserver_url: http://10.0.0.4, token: t, room: "!r:example.org"}
  - id: e
    apprise: {url: http://10.0.0.5:8000}
  - id: f
    discord: {webhook_url: http://10.0.0.3/z}
  - id: g
    ntfy: {url: http://10.0.0.5/, topic: news}
  - id: h
    telegram: {token: "1:${'A'.repeat(35)}", chat: 1, api_url: http://10.0.0.4/}
`),
    ).toEqual([
      `wirewatch.yaml:3:26: ${refused('10.0.0.1', '10.0.0.1/32')}`,
      `wirewatch.yaml:5:20: ${refused('10.0.0.2', '10.0.0.2/32')}`,
      `wirewatch.yaml:7:26: ${refused('10.0.0.3', '10.0.0.3/32')}`,
      `wirewatch.yaml:9:30: ${refused('10.0.0.4', '10.0.0.4/32')}`,
      `wirewatch.yaml:11:20: ${refused('10.0.0.5', '10.0.0.5/32')}`,
      `wirewatch.yaml:13:28: ${refused('10.0.0.3', '10.0.0.3/32')}`,
      `wirewatch.yaml:15:17: ${refused('10.0.0.5', '10.0.0.5/32')}`,
      `wirewatch.yaml:17:82: ${refused('10.0.0.4', '10.0.0.4/32')}`,
    ]);
  });

  it('is allowed by any file of the configuration', async () => {
    expect(
      await problemsOf({
        'wirewatch.yaml': 'include: [net.yaml]\nfeeds: [{url: "http://10.1.2.3/"}]\n',
        'net.yaml': 'network: {allow: [10.0.0.0/8]}\n',
      }),
    ).toEqual([]);
  });

  it('is no matter of mail servers and embeddings, of public addresses, or of names that DNS knows', async () => {
    expect(
      await problemsOf(`feeds:
  - url: https://93.184.216.34/feed
  - url: https://intranet.example.org/feed
receivers:
  - id: m
    email: {to: a@example.org, from: a@example.org, smtp_url: "smtp://localhost:25"}
stories: {embeddings: {url: "http://localhost:11434/v1", model: m}}
`),
    ).toEqual([]);
  });
});
