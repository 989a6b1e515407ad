import type { Key } from './keys.ts';

const BEGIN = /^<!-- keys of (\w+)(?:, .*)? -->$/;
const END = '<!-- end of keys -->';

/**
 * The page with its tables of keys made anew, one for each key at the top of a file; the rest is written by hand.
 *
 * @throws when it has no place for one of them, or one for a key that there is not.
 */
export function withKeys(page: string, keys: Key[]): string {
  const sections = Map.groupBy(keys, ({ path }) => /^\w+/.exec(path)![0]);
  const lines: string[] = [];
  let isGenerated = false;
  for (const line of page.split('\n')) {
    const section = BEGIN.exec(line)?.[1];
    if (section !== undefined) {
      const its = sections.get(section);
      if (!its)
        throw new Error(`docs/configuration.md has a place for ${section}, which is no key or has another place`);
      sections.delete(section);
      lines.push(
        `<!-- keys of ${section}, written by \`npm run docs\` from src/config/check/; changes belong there -->`,
      );
      lines.push('', ...tableOf(its), '');
      isGenerated = true;
    }
    if (line === END) isGenerated = false;
    if (!isGenerated) lines.push(line);
  }
  if (isGenerated) throw new Error('docs/configuration.md has no end for a table of keys');
  const missing = [...sections.keys()];
  if (missing.length > 0) throw new Error(`docs/configuration.md has no place for the keys of ${missing.join(', ')}`);
  return lines.join('\n');
}

function tableOf(keys: Key[]): string[] {
  return [
    '| key | type | left out | meaning |',
    '| --- | --- | --- | --- |',
    ...keys.map(
      ({ path, type, isRequired, default: value, description }) =>
        `| \`${path}\` | ${type} | ${isRequired ? 'required' : value === null ? '' : `\`${value}\``} | ${description.replaceAll('|', '\\|')} |`,
    ),
  ];
}
