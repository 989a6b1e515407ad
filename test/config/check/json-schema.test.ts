import { readFile } from 'node:fs/promises';
import { configJsonSchema } from '../../../src/config/check/json-schema.ts';

describe('config/wirewatch.schema.json', () => {
  it('is what `node src/config/check/json-schema.ts > config/wirewatch.schema.json` writes', async () => {
    expect(JSON.parse(await readFile('config/wirewatch.schema.json', 'utf8'))).toEqual(configJsonSchema());
  });

  it('stands in the first line of every file that ships', async () => {
    for (const [file, path] of [
      ['wirewatch.yaml', './'],
      ['feeds.yaml', './'],
      ['aliases/police-de.yaml', '../'],
    ]) {
      const [first] = (await readFile(`config/${file}`, 'utf8')).split('\n');
      expect(first).toBe(`# yaml-language-server: $schema=${path}wirewatch.schema.json`);
    }
  });
});
