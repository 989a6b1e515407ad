import { InvalidArgumentError } from 'commander';

/** The number of a version, from 1 on. */
export function numberArgument(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('a version has a whole number, from 1 on');
  return Number(text);
}
