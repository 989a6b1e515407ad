import { z } from 'zod';
import { LABELS, readMatchers } from '../../route/matchers.ts';
import { timeZone as location, readClock, readRange } from './calendar.ts';
import { id, line } from './fields.ts';
import { understood } from './understood.ts';
import { type Reading, readInterval } from './values.ts';

const wait = z
  .union([z.string(), z.number()], { error: 'Expected a time, such as 30s or 5m.' })
  .transform(understood(readWait));
const interval = z
  .union([z.string(), z.number()], { error: 'Expected an interval, such as 5m.' })
  .transform(understood(readInterval));

/** None at all is a wait, too. */
function readWait(text: string | number): Reading<number> {
  return /^0[smh]?$/.test(String(text)) ? { kind: 'read', value: 0 } : readInterval(text);
}

/** One condition or several, as Alertmanager writes them. */
const matchers = z.string().transform(
  understood((text: string) => {
    const read = readMatchers(text);
    return read.kind === 'read' ? { kind: 'read', value: read.matchers } : { kind: 'refused', reason: read.reason };
  }),
);
const conditions = z.array(matchers);

const clock = z.string().transform(understood(readClock));

/** What a route says of groups, which those below it take over. */
const groupSettings = {
  group_by: z
    .array(z.enum([...LABELS, '...'], { error: `Expected ${LABELS.join(', ')} or '...'.` }))
    .nonempty('Name a label at least, or leave the key out.')
    .optional()
    .meta({
      description:
        'What alerts have in common that are told together: `story`, `watch`, `tag`, `severity`, `language`, `country`, `source`; `...`: everything, so that each alert is told by itself. Left out, as the route above, and `story` at the top.',
      examples: [['story'], ['watch', 'language']],
    }),
  group_wait: wait.optional().meta({
    description:
      'How long the first alert of a group waits for others. Left out, as the route above, and not at all at the top.',
    examples: ['0s', '30s'],
  }),
  group_interval: interval.optional().meta({
    description:
      'How long after a message of a group its next one may follow. Left out, as the route above, and five minutes at the top.',
    examples: ['5m'],
  }),
  repeat_interval: interval.optional().meta({
    description:
      'How long after a message of a story another one may say where else it stands by now, if it does, where the channel has no threads. Left out, as the route above, and never at the top: it is a line of the next message.',
    examples: ['6h'],
  }),
  flood: z
    .strictObject({
      more_than: z
        .number()
        .int()
        .min(1)
        .max(10_000)
        .meta({ description: 'Messages to the receiver.', examples: [20] }),
      within: interval.meta({ description: 'In this time.', examples: ['10m'] }),
      digest_every: interval.meta({ description: 'What follows comes in one message so often.', examples: ['15m'] }),
    })
    .optional()
    .describe(
      'When alerts come in digests, so that nobody is flooded. Left out, as the route above; at the top: never.',
    ),
};

/** What a route says for itself alone. */
const ownSettings = {
  mute_time_intervals: z
    .array(line)
    .optional()
    .meta({
      description:
        'Names of `time_intervals` during which everything waits; what waited comes in one message at their end.',
      examples: [['nights']],
    }),
  active_time_intervals: z
    .array(line)
    .optional()
    .meta({
      description: 'Names of `time_intervals` outside of which everything waits, in the same way.',
      examples: [['office-hours']],
    }),
  mute_except: conditions.optional().meta({
    description:
      'Alerts that do not wait for that, nor for a digest or a flood’s end: those that satisfy one of these.',
    examples: [['severity = critical']],
  }),
  digest: z
    .strictObject({
      at: z
        .union([z.string().transform((one) => [one]), z.array(z.string()).nonempty()], {
          error: 'Expected 08:00, or a list.',
        })
        .transform((times, context) =>
          times.map((time) => {
            const read = readClock(time);
            if (read.kind === 'read' && time !== '24:00') return time;
            context.addIssue({ code: 'custom', message: `${time} is no time of day, such as 08:00.` });
            return z.NEVER;
          }),
        )
        .meta({ description: 'Times of day, `HH:MM`.', examples: ['08:00', ['08:00', '18:00']] }),
      location: location.meta({ description: 'Time zone of these times.', examples: ['Europe/Berlin'] }),
    })
    .optional()
    .describe('Everything waits for these times, and comes in one message.'),
};

const nodeSettings = {
  receiver: id.optional().meta({
    description: 'Id of the receiver. Left out, that of the route above.',
    examples: ['legal'],
  }),
  matchers: conditions.optional().meta({
    description:
      'Conditions that have to hold, all of them: a label (`watch`, `tag`, `severity`, `language`, `country`, `source`), `=`, `!=`, `=~` or `!~`, and a value.',
    examples: [['severity = critical', 'tag =~ "privacy|police"']],
  }),
  continue: z
    .boolean()
    .optional()
    .meta({ description: 'The routes beside it that follow are asked, too.', default: false }),
  ...groupSettings,
  ...ownSettings,
};

/** What a route says, without those below it. */
export type RouteSettings = z.output<z.ZodObject<typeof nodeSettings, z.core.$strict>>;

/** A route below another one, with those below it. */
export type RouteNode = RouteSettings & { routes?: RouteNode[] | undefined };

/** A route below another one. */
export const RouteNode = z.strictObject({
  ...nodeSettings,
  get routes(): z.ZodOptional<z.ZodArray<z.ZodType<RouteNode>>> {
    return z.array(RouteNode).optional().meta({ description: 'Routes below this one, with the same keys.' });
  },
});

/** The section `route`: where everything goes that no route below takes. */
export const RouteRoot = z.strictObject({
  receiver: id.meta({ description: 'Id of the receiver of what no route below takes.', examples: ['newsroom'] }),
  ...groupSettings,
  ...ownSettings,
  routes: z
    .array(RouteNode)
    .optional()
    .meta({ description: 'Routes, of which the first that matches takes an alert, unless it says `continue`.' }),
});

const range = (from: number, to: number, names: readonly string[] = []) =>
  z
    .array(z.union([z.string(), z.number()]).transform(understood((text) => readRange(text, { from, to, names }))))
    .optional();

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const MONTHS = 'january february march april may june july august september october november december'.split(' ');

/** An entry of `time_intervals`. */
export const TimeIntervalEntry = z.strictObject({
  name: line.meta({ description: 'Unique. Routes name it.', examples: ['nights'] }),
  time_intervals: z
    .array(
      z.strictObject({
        times: z
          .array(
            z.strictObject({
              start_time: clock
                .refine((minutes) => minutes < 24 * 60, 'A day begins at 00:00.')
                .meta({ description: '`HH:MM`.', examples: ['22:00'] }),
              end_time: clock.meta({
                description: '`HH:MM`, no longer in it; before `start_time`: on the next day.',
                examples: ['07:00'],
              }),
            }),
          )
          .optional()
          .describe('Times of day; left out: all day.'),
        weekdays: range(1, 7, WEEKDAYS).meta({
          description: 'Names, or ranges of them.',
          examples: [['monday:friday']],
        }),
        days_of_month: range(-31, 31).meta({
          description: '1 to 31, or from the end of the month, -1 being its last day; ranges, too.',
          examples: [['1:7', '-1']],
        }),
        months: range(1, 12, MONTHS).meta({ description: 'Names or numbers, or ranges.', examples: [['july:august']] }),
        years: range(1970, 9999).meta({ description: 'Years, or ranges.', examples: [['2026:2027']] }),
        location: location.optional().meta({ description: 'Time zone. Left out: UTC.', examples: ['Europe/Berlin'] }),
      }),
    )
    .nonempty('Name a time at least.')
    .describe('Parts, of which one has to hold, and of each part everything that it says.'),
});

/** An entry of `inhibit_rules`. */
export const InhibitEntry = z.strictObject({
  source_matchers: conditions.nonempty('Name a condition at least.').meta({
    description: 'Alerts that keep others back, for two days.',
    examples: [['severity = critical']],
  }),
  target_matchers: conditions.nonempty('Name a condition at least.').meta({
    description: 'Alerts that are kept back.',
    examples: [['severity = low']],
  }),
  equal: z
    .array(z.enum(LABELS, { error: `Expected ${LABELS.join(', ')}.` }))
    .optional()
    .meta({ description: 'Labels in which both have to be the same.', examples: [['story']] }),
});
