import { configOf, problemsOf } from './support.ts';

const BASE = `receivers:
  - id: desk
    inbox:
  - id: legal
    inbox:
watches:
  - id: weather
    query: storm
  - id: own
    query: flood
    receivers: [legal]
`;

describe('routes', () => {
  it('take from the one above what they do not say, but for what is their own', async () => {
    const { routing, watches } = await configOf(`${BASE}route:
  receiver: desk
  group_by: [watch, language]
  group_wait: 30s
  repeat_interval: 6h
  flood: { more_than: 5, within: 10m, digest_every: 1h }
  mute_time_intervals: [nights]
  routes:
    - matchers: ['severity = critical, tag =~ "a|b"', 'source != X']
      continue: true
      group_wait: 0s
      routes:
        - receiver: legal
          group_by: ['...']
time_intervals:
  - name: nights
    time_intervals:
      - times: [{ start_time: '22:00', end_time: '07:00' }]
        weekdays: ['monday:friday', sunday]
        days_of_month: ['-7:-1', 1]
        months: [january, '7:8']
        location: Europe/Berlin
`);
    const [first] = routing.root!.routes;
    expect(routing.root).toMatchObject({
      path: 'root',
      groupWaitMs: 30_000,
      mutes: ['nights'],
      groupIntervalMs: 300_000,
      repeatIntervalMs: 21_600_000,
    });
    expect(first).toMatchObject({
      ...{
        path: 'root/0',
        receiver: 'desk',
        continues: true,
        groupBy: ['watch', 'language'],
        groupWaitMs: 0,
        mutes: [],
      },
      flood: { moreThan: 5, withinMs: 600_000, digestEveryMs: 3_600_000 },
    });
    expect(first!.matchers.map(({ label }) => label)).toEqual(['severity', 'tag', 'source']);
    expect(first!.routes[0]).toMatchObject({ path: 'root/0/0', receiver: 'legal', groupBy: 'all', continues: false });
    expect(routing.intervals[0]!.parts[0]).toEqual({
      times: [{ from: 1_320, to: 420 }],
      weekdays: [
        { from: 1, to: 5 },
        { from: 7, to: 7 },
      ],
      daysOfMonth: [
        { from: -7, to: -1 },
        { from: 1, to: 1 },
      ],
      months: [
        { from: 1, to: 1 },
        { from: 7, to: 8 },
      ],
      years: [],
      location: 'Europe/Berlin',
    });
    expect(watches.map(({ receivers }) => receivers)).toEqual([[], ['legal']]);
  });

  it('are not there where nothing is said, and watches tell everybody', async () => {
    const { routing, watches } = await configOf(BASE);
    expect(routing).toEqual({ root: null, intervals: [], inhibitions: [] });
    expect(watches[0]!.receivers).toEqual(['desk', 'legal']);
  });

  it('may lead to the inbox, which is there when it is named', async () => {
    const { receivers } = await configOf(`${BASE}route: { receiver: inbox }\n`);
    expect(receivers.map(({ id }) => id)).toContain('inbox');
  });

  it.each([
    ['route: { receiver: dseks }', '16:20: There is no receiver "dseks".'],
    [
      'route: { receiver: desk, routes: [{ receiver: lgal }] }',
      '16:47: There is no receiver "lgal". Did you mean "legal"?',
    ],
    ['route: { receiver: desk, mute_time_intervals: [night] }', '16:48: There is no time interval "night".'],
    ['route: { receiver: desk, matchers: [a = b] }', '16:26: Unknown key "matchers"'],
    ['route: { receiver: desk, routes: [{ matchers: [colour = red] }] }', '16:48: There is no label "colour"'],
    ['route: { receiver: desk, routes: [{ matchers: ["tag =~ (x"] }] }', '16:48: Not a regular expression'],
    ['route: { receiver: desk, digest: { at: "25:00", location: UTC } }', '16:'],
    ['route: { receiver: desk, digest: { at: "08:00", location: Berlin } }', '16:59: Expected a time zone'],
    ['time_intervals: [{ name: x, time_intervals: [{ weekdays: ["funday"] }] }]', '16:59: Expected monday, tuesday'],
    [
      'time_intervals: [{ name: x, time_intervals: [{ times: [{ start_time: "24:00", end_time: "07:00" }] }] }]',
      '16:70: A day begins at 00:00.',
    ],
    ['time_intervals: [{ name: x, time_intervals: [{ months: ["august:july"] }] }]', '16:57: The range ends before'],
    [
      'route: { receiver: desk, routes: [{ matchers: ["severity = high, watch != wether"] }] }',
      '16:48: There is no watch "wether". Did you mean "weather"?',
    ],
    [
      'inhibit_rules: [{ source_matchers: [watch = x], target_matchers: [watch =~ "x.*"] }]',
      '16:37: There is no watch "x".',
    ],
    ['inhibit_rules: [{ source_matchers: [severity = high] }]', '16:17: The key "target_matchers" is missing.'],
  ])('are refused with their place: %s', async (wrong, problem) => {
    const problems = await problemsOf(
      `${BASE.replace(/\n$/, '\n# a comment\n# another\n# and one\n# more\n')}${wrong}\n`,
    );
    expect(problems.join('\n')).toContain(`wirewatch.yaml:${problem}`);
  });

  it('have intervals of different names', async () => {
    const one = '{ name: x, time_intervals: [{ months: [july] }] }';
    expect(await problemsOf(`time_intervals: [${one}, ${one}]\n`)).toEqual([
      expect.stringContaining('The time interval "x" is already defined at'),
    ]);
  });
});
