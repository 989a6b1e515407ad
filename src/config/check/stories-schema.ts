import { z } from 'zod';
import { variable } from './fields.ts';
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
      .meta({
        description:
          'Base address of the service, to which `/embeddings` is added. It may be at a private or loopback address, whatever `network.allow` says; a redirect from there is not followed.',
        examples: ['http://localhost:11434/v1'],
      }),
    model: z
      .string()
      .refine((text) => isOneLine(text) && text.length <= 200, 'Expected the name of a model, as the service has it.')
      .meta({ description: 'Name of the model, as the service has it.', examples: ['bge-m3'] }),
    key: z
      .string()
      .regex(KEY, 'A key has letters, digits and signs, and no spaces.')
      .optional()
      .meta({ description: 'API key, where the service wants one.', examples: [variable('EMBEDDINGS_KEY')] }),
  })
  .describe(
    'A service with the OpenAI-compatible API of embeddings (Ollama, vLLM, OpenAI, …), which is asked how alike two articles are. Left out, articles are grouped by their words, names and numbers alone, and nothing is sent to anybody.',
  );

/** The section `stories`. */
export const Stories = z.strictObject({
  developments: z.boolean().optional().meta({
    description:
      'Whether a story that has alerted a watch alerts it again, once each time, when it takes a turn: numbers and names in the headline that no article of it had before. Else a story alerts a watch once.',
    default: false,
  }),
  embeddings: Embeddings.nullish(),
});
