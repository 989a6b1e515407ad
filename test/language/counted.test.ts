import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { counted } from '../../src/language/counted.ts';

it.each([
  [counted(0, 'feed'), '0 feeds'],
  [counted(1, 'feed'), '1 feed'],
  [counted(1204, 'feed'), '1,204 feeds'],
  [counted(1, 'story', 'stories'), '1 story'],
  [counted(2, 'story', 'stories'), '2 stories'],
])('%s', (told, expected) => {
  expect(told).toBe(expected);
});

/** A count set before a plural: the nouns that people read most. */
const FIXED =
  /(?:length|count|[a-z]+s|size|items)\} (?:feeds|watches|receivers|articles|stories|alerts|items|feed items|messages|deliveries|processes|files|sources|languages|tables|rows)\b/;

it('is what stands wherever people read a count before a noun', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) => /\.(?:ts|eta)$/.test(path));
  const lines = files.flatMap((path) =>
    readFileSync(join('src', path), 'utf8')
      .split('\n')
      .filter((line) => FIXED.test(line) && !/^\s*\*/.test(line))
      .map((line) => `${path}: ${line.trim()}`),
  );
  expect(lines).toEqual([]);
});
