import { formatProblem } from '../../src/config/load.ts';
import { problemsOf } from './support.ts';

const feed = (keys: string) => `feeds:\n  - url: https://example.org/1\n    ${keys}\n`;
const watch = (keys: string) => `watches:\n  - id: w\n    ${keys}\n`;
const receiver = (keys: string) => `receivers:\n  - id: r\n    ${keys}\n`;

const ID = 'An id has letters, digits, dots, dashes and underscores, 64 at most, and begins with a letter or digit.';
const INTERVAL = 'Not an interval. Write 30s, 5m, 2h, 1h30m, 1d, or a whole number of seconds.';
const RANGE = 'An interval is one second at least and seven days at most.';
const CREDENTIALS = 'The URL must not hold a user name or password.';
const ADDRESS = 'Not a mail address. Write desk@example.org, or News desk <desk@example.org>; several as a list.';
const PASSWORD = 'If the password holds / # ? @ : or %, percent-encode them.';
const AFTER = `Something follows the end of the value. Text that begins with a quotation mark, { or [ stands in quotation marks as a whole: '"user data" OR leak'.`;
const mail = (smtp: string) => receiver(`email: {to: a@x.org, from: b@x.org, smtp_url: "${smtp}"}`);
const embeddings = (keys: string) => `stories:\n  embeddings: {${keys}}\n`;
const hook = (secret: string) => receiver(`webhook: {url: https://x.org, secret: "${secret}"}`);

/** What is wrong, the file, and what is said of it after the file's name. */
const wrong: [about: string, yaml: string, problem: string][] = [
  ['a key at the top', 'feeds: []\nfeed: []\n', '2:1: Unknown key "feed". Did you mean "feeds"?'],
  [
    'a key like no other',
    'colour: red\n',
    '1:1: Unknown key "colour". Known here: include, network, polling, aliases, feeds, watches, receivers, route, time_intervals, inhibit_rules, operators, stories, retention, canary.',
  ],
  ['a key of a feed', feed('evry: 5m'), '3:5: Unknown key "evry". Did you mean "every"?'],
  [
    'a key of a channel',
    receiver('slack: {webhook_url: https://x.org, chanel: x}'),
    '3:41: Unknown key "chanel". Did you mean "channel"?',
  ],
  ['a key of the inbox', receiver('inbox: {size: 5}'), '3:13: Unknown key "size". Known here: none.'],
  ['a key of the network', 'network:\n  alow: []\n', '2:3: Unknown key "alow". Did you mean "allow"?'],
  ['a merge key', 'network:\n  <<: {}\n', '2:3: Unknown key "<<". Keys are not merged here: write them out.'],
  ['a key of stories', 'stories:\n  embedings: {}\n', '2:3: Unknown key "embedings". Did you mean "embeddings"?'],
  [
    'a key of embeddings',
    embeddings('url: http://x/v1, mode: m, model: m'),
    '2:34: Unknown key "mode". Did you mean "model"?',
  ],
  ['an age that is none', 'retention: {articles: 90}', '1:23: Not an age. Write 90d, for days.'],
  [
    'an age below what is compared',
    'retention: {articles: 9d}',
    '1:23: Articles are kept for 10 days at least, and a hundred years at most.',
  ],
  ['a size that is none', 'retention: {size: 20G}', '1:19: Not a size. Write 500MB, 20GB or 1.5TB.'],
  ['a size without a unit', 'retention: {size: 20}', '1:19: Not a size. Write 500MB, 20GB or 1.5TB.'],
  ['a canary without a time', 'canary: {receiver: inbox}', '1:9: The key "every" is missing.'],
  ['a canary too often', 'canary: {every: 10s}', '1:17: Between one minute and one day: 15m.'],
  [
    'a canary that may be late for longer than the next takes',
    'canary: {every: 5m, within: 6m}',
    '1:29: Longer than `every`: it has to have arrived before the next one is published.',
  ],
  [
    'a canary for nobody',
    'canary: {every: 5m, receiver: inbx}',
    '1:31: There is no receiver "inbx". Did you mean "inbox"?',
  ],
  [
    'a ping that will not be asked for',
    'canary: {every: 5m, ping: http://10.0.0.1/x}',
    '1:27: 10.0.0.1 is no public address, so it will not be asked: add 10.0.0.1/32 to network.allow, if it is meant.',
  ],
  [
    'the id of the canary',
    'watches:\n  - {id: wirewatch-canary, query: x}\n',
    '2:10: wirewatch-canary is Wirewatch’s own; choose another id.',
  ],
  ['a size for nothing', 'retention: {size: 5MB}', '1:19: 100MB at least.'],
  ['embeddings without a model', embeddings('url: http://x/v1'), '2:15: The key "model" is missing.'],
  ['embeddings without a URL', embeddings('model: m'), '2:15: The key "url" is missing.'],
  [
    'a service at no web address',
    embeddings('url: localhost:11434, model: m'),
    '2:21: The URL must begin with http:// or https://.',
  ],
  [
    'a password in the address of a service',
    embeddings('url: http://a:b@localhost/v1, model: m'),
    `2:21: ${CREDENTIALS}`,
  ],
  [
    'a query in the address of a service',
    embeddings('url: "http://localhost/v1?a=b", model: m'),
    '2:21: The address must not hold a query (?…): paths are added to it.',
  ],
  [
    'the path of embeddings in the address of a service',
    embeddings('url: http://localhost/v1/embeddings, model: m'),
    '2:21: Leave /embeddings out: it is added to the address.',
  ],
  [
    'a model over two lines',
    embeddings('url: http://localhost/v1, model: "a\\nb"'),
    '2:49: Expected the name of a model, as the service has it.',
  ],
  [
    'a key with spaces',
    embeddings('url: http://localhost/v1, model: m, key: top secret'),
    '2:57: A key has letters, digits and signs, and no spaces.',
  ],
  [
    'a list at the top',
    '- a\n',
    '1:1: Expected keys and values, found a list. A file has keys such as "feeds:" and "watches:", and lists below them.',
  ],
  [
    'text at the top',
    'hello\n',
    '1:1: Expected keys and values, found text. A file has keys such as "feeds:" and "watches:", and lists below them.',
  ],
  [
    'a mapping for a list',
    'feeds:\n  url: x\n',
    '2:3: Expected a list, found keys and values. Put "- " before the first key of each entry.',
  ],
  [
    'text for a feed',
    'feeds:\n  - https://example.org\n',
    '2:5: Expected keys and values, found text. Write "url: " before it.',
  ],
  [
    'an empty entry',
    'feeds:\n  -\n',
    '2:4: Expected keys and values, found nothing. Write its keys, or delete the dash.',
  ],
  ['a number for text', feed('name: 2024'), '3:11: Expected text, found a number. Put it in quotation marks.'],
  [
    'braces without quotation marks',
    'aliases:\n  bka: [{BKA}]\n',
    '2:9: Expected text, found keys and values. Text that begins with { stands in quotation marks.',
  ],
  ['a name without text', feed('name: ""'), '3:11: Expected some text, on one line.'],
  ['a name with a NUL', feed('name: "a\\0b"'), '3:11: Expected some text, on one line.'],
  [
    'a tag that is no text',
    feed('tags: [a, true]'),
    '3:15: Expected text, found true or false. Put it in quotation marks.',
  ],
  ['text for true or false', feed('backfill: "yes"'), '3:15: Expected true or false, found text. Write true.'],

  ['a feed without URL', 'feeds:\n  - name: A\n', '2:5: The key "url" is missing.'],
  [
    'a URL without scheme',
    'feeds: [{url: example.org}]\n',
    '1:15: Not a URL. Write it whole, as in https://example.org/feed.xml.',
  ],
  [
    'a URL of another scheme',
    'feeds: [{url: "ftp://example.org"}]\n',
    '1:15: The URL must begin with http:// or https://.',
  ],
  ['a URL with credentials', 'feeds: [{url: "https://u:p@example.org"}]\n', `1:15: ${CREDENTIALS}`],
  ['a bad id', feed('id: a:b'), `3:9: ${ID}`],
  ['an id that is too long', feed(`id: ${'a'.repeat(65)}`), `3:9: ${ID}`],
  ['no interval', feed('every: soon'), `3:12: ${INTERVAL}`],
  ['half a second', feed('every: 0.5'), `3:12: ${INTERVAL}`],
  ['units in the wrong order', feed('every: 30m1h'), `3:12: ${INTERVAL}`],
  ['no second at all', feed('every: 0s'), `3:12: ${RANGE}`],
  ['more than a week', feed('every: 169h'), `3:12: ${RANGE}`],
  [
    'bounds that leave nothing between them',
    'polling: {min_interval: 3h, max_interval: 1h}\n',
    '1:25: The shortest interval is longer than the longest.',
  ],
  ['a delay of minutes', 'network: {per_host: {delay: 5m}}\n', '1:29: A minute at most.'],
  ['no request at once', 'network: {per_host: {at_once: 0}}\n', '1:31: One at least.'],
  ['a word for a choice', 'stories: {developments: often}\n', '1:25: Expected true or false, found text.'],
  ['a list for an interval', feed('every: [1]'), '3:12: Expected an interval, such as 30s or 5m.'],

  ['a watch without query', 'watches:\n  - id: w\n', '2:5: The key "query" is missing.'],
  ['an empty query', watch('query: ""'), '3:12: The query is empty.'],
  [
    'a severity with capitals',
    watch('query: x\n    severity: High'),
    '4:15: A severity has lower-case letters, digits, dashes and underscores, 32 at most.',
  ],
  [
    'a language that is none',
    watch('query: x\n    language: Germna'),
    '4:15: Not a language. Write en, de or zh-Hant (BCP 47), or its name. Did you mean German?',
  ],
  [
    'nobody to tell',
    watch('query: x\n    receivers: []'),
    '4:16: Name a receiver at least, or leave the key out to reach all of them.',
  ],
  [
    'an unknown receiver',
    watch('query: x\n    receivers: [inbox, inbx]'),
    '4:24: There is no receiver "inbx". Did you mean "inbox"?',
  ],
  [
    'an unknown receiver of notices',
    'operators:\n  receivers: [inbx]',
    '2:15: There is no receiver "inbx". Did you mean "inbox"?',
  ],
  [
    'a receiver named twice',
    watch('query: x\n    receivers: [inbox, inbox]'),
    '4:24: The receiver "inbox" is named twice.',
  ],
  ['a webhook URL for a receiver', watch('query: x\n    receivers: ["https://hooks/secret"]'), `4:17: ${ID}`],

  [
    'no channel',
    receiver('{}').replace('    {}\n', ''),
    '2:5: A receiver has exactly one of slack, email, discord, ntfy, telegram, webhook, teams, matrix, apprise, inbox.',
  ],
  [
    'two channels',
    receiver('inbox: {}\n    slack: {webhook_url: https://x.org}'),
    '2:5: A receiver has exactly one of slack, email, discord, ntfy, telegram, webhook, teams, matrix, apprise, inbox.',
  ],
  [
    'a misspelt channel',
    receiver('slak: {webhook_url: https://x.org}'),
    '3:5: Unknown key "slak". Did you mean "slack"?',
  ],
  [
    'a channel without keys',
    receiver('slack: https://hooks.slack.com/x'),
    '3:12: Expected keys and values, found text. Write "webhook_url: " and it on the line below.',
  ],
  ['a webhook with credentials', receiver('slack: {webhook_url: "https://a:b@x.org"}'), `3:26: ${CREDENTIALS}`],
  ['a bad mail address', receiver('email: {to: desk, from: a@x.org, smtp_url: smtp://x.org}'), `3:17: ${ADDRESS}`],
  [
    'a bad one of several',
    receiver('email: {to: [a@x.org, b c], from: a@x.org, smtp_url: smtp://x.org}'),
    `3:27: ${ADDRESS}`,
  ],
  [
    'two addresses in one',
    receiver('email: {to: [a@x.org, "Desk <A@X.org>"], from: a@x.org, smtp_url: smtp://x.org}'),
    '3:27: a@x.org is named twice: every message would come twice.',
  ],
  [
    'two mail addresses in one',
    receiver('email: {to: "a@x.org, b@x.org", from: a@x.org, smtp_url: smtp://x.org}'),
    `3:17: ${ADDRESS}`,
  ],
  [
    'a header in an address',
    receiver('email: {to: a@x.org, from: "a@x.org\\r\\nBcc: b@x.org", smtp_url: smtp://x.org}'),
    `3:32: ${ADDRESS}`,
  ],
  [
    'nobody to write to',
    receiver('email: {to: [], from: a@x.org, smtp_url: smtp://x.org}'),
    '3:17: Expected a mail address, or a list of them.',
  ],
  ['a mail server over HTTP', mail('http://x.org'), '3:51: The URL must begin with smtp:// or smtps://.'],
  ['a password with #', mail('smtp://u:12#x@x.org'), `3:51: Nothing but options (?…) may follow the host. ${PASSWORD}`],
  [
    'a password with /',
    mail('smtp://u:p@x/y@x.org'),
    `3:51: Nothing but options (?…) may follow the host. ${PASSWORD}`,
  ],
  [
    'a secret that is not base64',
    hook('correct horse battery staple'),
    '3:43: Not a signing secret. Write whsec_ and then base64, as `openssl rand -base64 24` prints it.',
  ],
  ['a short secret', hook('whsec_c2VjcmV0'), '3:43: The signing secret is too short: 16 bytes at least.'],

  [
    'an address for a block',
    'network: {allow: [10.0.0.1]}\n',
    '1:19: A block of addresses has a length: /32 for this one alone.',
  ],
  [
    'a block that is too long',
    'network: {allow: ["10.0.0.0/33"]}\n',
    '1:19: Not a block of addresses. Write 10.0.0.0/8 or fd00::/8.',
  ],
  [
    'a block in octal',
    'network: {allow: ["010.0.0.0/8"]}\n',
    '1:19: Not a block of addresses. Write 10.0.0.0/8 or fd00::/8.',
  ],
  [
    'a contact that is none',
    'network: {contact: me}\n',
    '1:20: Not a URL. Write it whole, as in https://example.org/feed.xml.',
  ],
  [
    'a public address with a query',
    'network: {public_url: "https://x.org/?a=b"}\n',
    '1:23: The address must not hold a query (?…): paths are added to it.',
  ],
  [
    'a public address that is no web address',
    'network: {public_url: "ftp://x.org"}\n',
    '1:23: The URL must begin with http:// or https://.',
  ],

  ['an alias without members', 'aliases:\n  a: []\n', '2:3: This alias has no members.'],
  [
    'an alias that is no list',
    'aliases:\n  a: b\n',
    '2:6: Expected a list, found text. Put brackets around it: a: [one, two].',
  ],
  [
    'an alias with a bad name',
    'aliases:\n  a b: [x]\n',
    '2:3: The name of an alias has letters, digits, - and _ only.',
  ],
  [
    'an alias of an unknown one',
    "aliases:\n  bka: [x]\n  a: ['@bkaa']\n",
    '3:7: There is no alias @bkaa. Did you mean @bka?',
  ],
  ['an alias of itself', "aliases:\n  a: ['@a']\n", '2:7: This alias holds itself: @a → @a.'],

  [
    'a key that stands twice',
    'feeds: []\nwatches: []\nfeeds: []\n',
    '3:1: The key "feeds" stands twice, first at wirewatch.yaml:1:1.',
  ],
  ['a key with a meaning in JavaScript', 'aliases:\n  __proto__: [x]\n', '2:3: The key "__proto__" is not allowed.'],
  [
    'the id of another watch',
    'watches: [{id: a, query: x}, {id: a, query: y}]\n',
    '1:35: The id "a" is already used at wirewatch.yaml:1:16.',
  ],
  [
    'the id of another receiver',
    'receivers: [{id: a, inbox: {}}, {id: a, inbox: {}}]\n',
    '1:38: The id "a" is already used at wirewatch.yaml:1:18.',
  ],
  [
    'the id of another feed',
    'feeds: [{url: "http://a.org", id: a}, {url: "http://b.org", id: a}]\n',
    '1:65: The id "a" is already used at wirewatch.yaml:1:35.',
  ],
  [
    'the URL of another feed',
    'feeds: [{url: "http://A.org"}, {url: "http://a.org:80/#x", id: a}]\n',
    '1:38: This feed is already listed at wirewatch.yaml:1:15.',
  ],

  ['a text that goes on', 'watches:\n  - id: a\n    query: "user data" OR x\n', `3:24: ${AFTER}`],
  [
    'a text that begins with @',
    'watches: [{id: a, query: @bka}]\n',
    '1:26: A value that begins with @ stands in quotation marks.',
  ],
  [
    'a tag',
    'aliases: {a: [!secret x]}\n',
    '1:15: Unknown YAML tag; a value that begins with ! stands in quotation marks.',
  ],
  [
    'an anchor nobody set',
    'aliases: {a: [*x]}\n',
    '1:15: No anchor of this name stands before; a value that begins with * stands in quotation marks.',
  ],
  ['an anchor within itself', 'aliases: &x {a: [*x]}\n', '1:18: A value with an anchor must not use another anchor.'],
  [
    'a second document',
    'feeds: []\n---\nfeeds: []\n',
    '2:1: A configuration file is one YAML document; a second one begins here.',
  ],
  ['a key that is a list', '[a]: 1\n', '1:1: A key must be text.'],
];

describe('a wrong configuration', () => {
  it.each(wrong)('tells of %s', async (_about, yaml, problem) => {
    expect(await problemsOf(yaml)).toEqual([`wirewatch.yaml:${problem}`]);
  });

  it('tells everything at once, in the order of the file', async () => {
    const problems = await problemsOf(`
feed: []
aliases:
  bka: [110]
feeds:
  - url: nowhere
    every: never
  - url: https://example.org
    titel: x
watches:
  - id: a
    query: Telegram NEAR/10 (BKA
    severity: HIGH
    receivers: [nobody]
  - id: a
    query: x @nothing
receivers:
  - id: m
    email: {to: nobody}
network:
  allow: [everything]
`);
    expect(problems).toEqual(
      [
        '2:1: Unknown key "feed". Did you mean "feeds"?',
        '4:9: Expected text, found a number. Put it in quotation marks.',
        '6:10: Not a URL. Write it whole, as in https://example.org/feed.xml.',
        `7:12: ${INTERVAL}`,
        '9:5: Unknown key "titel". Known here: url, id, name, country, tags, every, backfill.',
        '12:29: This ( is never closed.',
        '13:15: A severity has lower-case letters, digits, dashes and underscores, 32 at most.',
        '14:17: There is no receiver "nobody".',
        '15:9: The id "a" is already used at wirewatch.yaml:11:9.',
        '16:14: There is no alias @nothing.',
        '19:12: The key "from" is missing.',
        '19:12: The key "smtp_url" is missing.',
        `19:17: ${ADDRESS}`,
        '21:11: Not a block of addresses. Write 10.0.0.0/8 or fd00::/8.',
      ].map((problem) => `wirewatch.yaml:${problem}`),
    );
  });

  it('tells of a fault in one file and of another in the next', async () => {
    const problems = await problemsOf({
      'wirewatch.yaml':
        'include: [broken.yaml, wrong.yaml]\nwatches: [{id: w, query: "@bka @police", receivers: [desk]}]\n',
      'broken.yaml': 'aliases: {bka: [x]}\nreceivers: [{id: desk, inbox: {}}]\nfeeds: "a" b\n',
      'wrong.yaml': 'watches: [{id: w, query: x}]\n',
    });
    expect(problems).toEqual([
      'wirewatch.yaml:2:32: There is no alias @police.',
      `broken.yaml:3:12: ${AFTER}`,
      'wrong.yaml:1:16: The id "w" is already used at wirewatch.yaml:2:16.',
    ]);
  });

  it('tells of a faulty alias where it stands, not in each query that names it', async () => {
    const problems = await problemsOf('aliases: {a: ["(x)"]}\nwatches: [{id: w, query: "@a"}]\n');
    expect(problems).toEqual(['wirewatch.yaml:1:15: A name holds no parentheses: (x).']);
  });

  it('means the last of two equal keys, of which it tells', async () => {
    expect(await problemsOf('feeds: []\nfeeds:\n  - url: x\n')).toEqual([
      'wirewatch.yaml:2:1: The key "feeds" stands twice, first at wirewatch.yaml:1:1.',
      'wirewatch.yaml:3:10: Not a URL. Write it whole, as in https://example.org/feed.xml.',
    ]);
  });

  it.each([
    [
      'values',
      `
  - {id: a, slack: {webhook_url: "https://u:TOPSECRET@x.org"}}
  - {id: b, slack: TOPSECRET}
  - {id: c, webhook: {url: "TOPSECRET", secret: "\${SECRET}"}}
  - {id: d, email: {to: TOPSECRET, from: TOPSECRET, smtp_url: "smtp://u:TOPSECRET/x@x.org"}}
watches: [{id: w, query: x, receivers: ["https://TOPSECRET"]}]
`,
    ],
    [
      'signs',
      `
  - {id: e, webhook: {url: https://x.org, secret: "TOP\\SECRET"}}
  - {id: f, webhook: {url: https://x.org, secret: !TOPSECRET}}
  - {id: g, webhook: {url: https://x.org, secret: \${SECRET}}}
  - {id: h, webhook: {url: https://x.org, secret: "a" TOPSECRET}}
  - {id: i, webhook: {url: https://x.org, secret: @TOPSECRET}}
`,
    ],
    ['anchors', '\n  - {id: g, webhook: {url: *TOPSECRET, secret: *TOPSECRET}}\n'],
  ])('prints no secret in %s', async (_what, receivers) => {
    const problems = await problemsOf(`receivers:${receivers}`, { SECRET: 'TOPSECRET!' });
    expect(problems.length).toBeGreaterThan(1);
    expect(problems.join('\n')).not.toContain('SECRET');
  });

  it('is shown by file, line and column', () => {
    const problem = { file: '/etc/wirewatch/wirewatch.yaml', line: 3, column: 7, reason: 'Wrong.' };
    expect(formatProblem(problem)).toBe('/etc/wirewatch/wirewatch.yaml:3:7: Wrong.');
    expect(formatProblem({ ...problem, file: `${process.cwd()}/config/x.yaml` })).toBe('config/x.yaml:3:7: Wrong.');
  });
});
