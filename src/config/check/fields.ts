import { z } from 'zod';
import { CANARY_ID } from '../../model/canary.ts';
import { understood } from './understood.ts';
import { isOneLine, readHttpUrl } from './values.ts';

const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** True for what may be the id of a feed, a watch or a receiver. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && ID.test(value) && value !== CANARY_ID;
}

/** An id of a feed, a watch or a receiver. */
export const id = z
  .string()
  .regex(ID, 'An id has letters, digits, dots, dashes and underscores, 64 at most, and begins with a letter or digit.')
  .refine((given) => given !== CANARY_ID, `${CANARY_ID} is Wirewatch’s own; choose another id.`);

/** Text for people: something, on one line. */
export const line = z.string().refine(isOneLine, 'Expected some text, on one line.');

/** Labels that operators make up. */
export const tags = z.array(line);

/** An address, see {@link readHttpUrl}. */
export const httpUrl = z.string().transform(understood(readHttpUrl));

/** How a variable of the environment is written, for examples. */
export function variable(name: string): string {
  return `\${${name}}`;
}
