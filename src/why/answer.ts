import { z } from 'zod';

const REFERENCE = z.object({ kind: z.enum(['feed', 'article', 'story', 'alert', 'delivery']), id: z.string() });

const GATE = z.object({
  gate: z.string(),
  question: z.string(),
  state: z.enum(['open', 'partly', 'closed', 'unknown']),
  /** For people: plain text, a line each. */
  sentences: z.array(z.string()),
  see: z.array(REFERENCE),
});

const ANSWERED = z.object({
  kind: z.literal('answered'),
  /** What was taken for what: an address, the id of an article, alert or delivery, or a text. */
  asked: z.object({ as: z.enum(['url', 'article', 'alert', 'delivery', 'text']), what: z.string() }),
  watch: z.string().nullable(),
  /** What it turned out to be; null: nothing that was read. */
  article: z
    .object({
      id: z.number().nullable(),
      title: z.string(),
      url: z.string().nullable(),
      outlet: z.string().nullable(),
      story: z.number().nullable(),
    })
    .nullable(),
  /** The gates that it came to, in their order; none after the first that is closed. */
  gates: z.array(GATE),
  /** The one that is closed; null: none is. */
  closed: z.string().nullable(),
  /** A sentence. */
  verdict: z.string(),
});

const REFUSED = z.object({ kind: z.literal('refused'), reason: z.string(), hints: z.array(z.string()) });

/**
 * What is answered to a question why, by the command line, the API and the page alike. Strings are plain text and may hold
 * words of strangers: whoever shows them escapes them.
 */
export const WhyAnswer = z.discriminatedUnion('kind', [ANSWERED, REFUSED]);

/** See the schema of the same name. */
export type WhyAnswer = z.infer<typeof WhyAnswer>;

/** An answer with gates. */
export type Answered = z.infer<typeof ANSWERED>;
