import type { Key } from './keys.ts';

const BEGIN = '<!-- Written by `npm run docs` from src/config/check/schema.ts; changes belong there. -->';
const END = '<!-- End of what is written by `npm run docs`. -->';

/** The page with its table of all keys made anew; the rest is written by hand. @throws when it has no place for it. */
export function withKeys(page: string, keys: Key[]): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error('docs/configuration.md has no place for the table of its keys');
  const rows = keys.map(
    ({ path, type, isRequired, default: value, description }) =>
      `| \`${path}\` | ${type} | ${isRequired ? 'required' : value === null ? '' : `\`${value}\``} | ${description.replaceAll('|', '\\|')} |`,
  );
  const table = ['| key | type | left out | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');
  return `${page.slice(0, begin)}${BEGIN}\n\n${table}\n\n${page.slice(end)}`;
}
