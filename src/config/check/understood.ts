import { z } from 'zod';
import type { Reading } from './values.ts';

/** A step of a schema that hands on what `read` makes of a value, or its reason for refusing it. */
export function understood<In extends string | number, Out>(read: (given: In) => Reading<Out>) {
  return (given: In, context: z.core.$RefinementCtx<unknown>): Out => {
    const reading = read(given);
    if (reading.kind === 'read') return reading.value;
    context.addIssue({ code: 'custom', message: reading.reason });
    return z.NEVER;
  };
}
