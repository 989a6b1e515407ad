import { z } from 'zod';
import { understood } from './understood.ts';
import { isOneLine, type Reading, readPublicUrl } from './values.ts';

/** What may stand in a header, and what keys are made of (RFC 6750 §2.1 has less). */
const KEY = /^[\x21-\x7e]+$/;

/** The base address of a service: paths are added to it, and somebody may have added the one that is in its manual. */
function readServiceUrl(text: string): Reading<string> {
  const reading = readPublicUrl(text);
  if (reading.kind === 'read' && reading.value.endsWith('/embeddings'))
    return { kind: 'refused', reason: 'Leave /embeddings out: it is added to the address.' };
  return reading;
}

const Embeddings = z
  .strictObject({
    url: z
      .string()
      .transform(understood(readServiceUrl))
      .describe('Address of the service, to which /embeddings is added: http://localhost:11434/v1.'),
    model: z
      .string()
      .refine((text) => isOneLine(text) && text.length <= 200, 'Expected the name of a model, as the service has it.')
      .describe('Name of the model, as the service has it.'),
    key: z
      .string()
      .regex(KEY, 'A key has letters, digits and signs, and no spaces.')
      .optional()
      .describe('API key, where the service wants one.'),
  })
  .describe('A service with the OpenAI-compatible API of embeddings, which is asked how alike two articles are.');

/** The section `stories`. */
export const Stories = z.strictObject({
  developments: z
    .boolean()
    .optional()
    .describe(
      'Whether a story that has alerted a watch alerts it again, once, when it takes a turn: false when left out.',
    )
    .meta({ default: false }),
  embeddings: Embeddings.nullish(),
});
