import { parseHTML } from 'linkedom';
import type { MatrixMessage } from '../../../src/alert/layout/matrix.ts';
import type { Shown } from './contract.ts';

/** The elements and attributes that we use of those that programs permit (spec.matrix.org/v1.11/client-server-api/#mroommessage-msgtypes). */
const PERMITTED: Record<string, string[]> = {
  A: ['href'],
  BLOCKQUOTE: [],
  BR: [],
  EM: [],
  LI: [],
  P: [],
  SPAN: ['data-mx-color'],
  STRONG: [],
  UL: [],
};

/** A message as programs show it that know HTML; the text for the others stands behind. */
export function showMatrix(message: MatrixMessage): Shown {
  const { document } = parseHTML(`<!doctype html><html><body>${message.formatted_body ?? ''}</body></html>`);
  const elements = [...document.body.querySelectorAll('*')];
  return {
    text: [...elements.filter(({ tagName }) => /^(?:P|LI|BLOCKQUOTE)$/.test(tagName)), { textContent: message.body }]
      .map(({ textContent }) => textContent)
      .join('\n'),
    links: elements.flatMap((element) => element.getAttribute('href') ?? []),
    live: [
      ...elements.flatMap(({ tagName, attributes }) => [
        ...(tagName in PERMITTED ? [] : [tagName]),
        ...[...attributes].map(({ name }) => name).filter((name) => !PERMITTED[tagName]?.includes(name)),
      ]),
      // Without it, programs look for names and “@room” in the text.
      ...(JSON.stringify(message['m.mentions']) === '{}' ? [] : ['mentions']),
    ],
  };
}
