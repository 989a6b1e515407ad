import { z } from 'zod';
import { httpUrl } from './fields.ts';
import { understood } from './understood.ts';
import { isOneLine, type Reading, readInterval } from './values.ts';

const MINUTE_MS = 60_000;

function bounded(minMs: number, maxMs: number, words: string) {
  return (text: string | number): Reading<number> => {
    const reading = readInterval(text);
    if (reading.kind === 'refused') return reading;
    return reading.value >= minMs && reading.value <= maxMs ? reading : { kind: 'refused', reason: words };
  };
}

const interval = (read: (text: string | number) => Reading<number>) =>
  z.union([z.string(), z.number()], { error: 'Expected an interval, such as 15m.' }).transform(understood(read));

/** The section `canary`. */
export const Canary = z
  .strictObject({
    every: interval(bounded(MINUTE_MS, 24 * 60 * MINUTE_MS, 'Between one minute and one day: 15m.')).meta({
      description: 'How often one is published: a minute at least, a day at most.',
      examples: ['15m'],
    }),
    within: interval(bounded(10_000, 24 * 60 * MINUTE_MS, 'Between ten seconds and one day: 5m.'))
      .optional()
      .meta({
        description:
          'How long it may take to arrive before operators are told. Left out: five minutes, or `every` if that is less.',
        examples: ['3m'],
      }),
    receiver: z
      .string()
      .refine(isOneLine, 'Expected the id of a receiver.')
      .optional()
      .meta({
        description:
          'Id of a receiver that it is sent to. Left out, it ends where it would be sent, and nobody sees it.',
        examples: ['newsroom'],
      }),
    ping: httpUrl.optional().meta({
      description:
        'Address that is asked for (GET) whenever one has arrived: of a service that tells when this ceases.',
      examples: ['https://heartbeat.example.org/wirewatch'],
    }),
  })
  .refine(({ every, within }) => within === undefined || within <= every, {
    error: 'Longer than `every`: it has to have arrived before the next one is published.',
    path: ['within'],
  });
