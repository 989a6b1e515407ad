import { readFileSync } from 'node:fs';

/** The version of Wirewatch, as package.json has it. */
export function release(): string {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
