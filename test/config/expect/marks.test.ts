import { marksOf } from '../../../src/config/expect/marks.ts';
import { openConfig } from '../../../src/config/open.ts';
import { type Files, withFiles } from '../support.ts';

const marks = (files: Files) =>
  withFiles(files, async (directory) => {
    const open = await openConfig(directory, {});
    expect(open.checked).toMatchObject({ kind: 'valid' });
    // The directory is another each time: nothing of it counts.
    return marksOf(open);
  });

const yaml = (change: { aliases?: string; query?: string; watch?: string; text?: string; other?: string } = {}) => `
aliases: {tg: [${change.aliases ?? 'Telegram'}], all: ['@tg', Signal], x: [${change.other ?? 'X'}]}
watches:
  - {id: one, query: '${change.query ?? '@all'}', ${change.watch ?? ''} expect: {match: [${change.text ?? 'a'}, {file: a.txt}]}}
  - {id: none, query: '${change.other ?? 'none'}'}
`;
const files = (text: string, story = 'Telegram'): Files => ({ 'wirewatch.yaml': text, 'a.txt': story });

it('is the same for a watch of which nothing can come out otherwise', async () => {
  const before = await marks(files(yaml()));
  expect([...before.keys()]).toEqual(['one']);
  expect(await marks(files(yaml({ other: 'changed' })))).toEqual(before);
  expect(await marks(files(`# moved\n${yaml({ watch: 'severity: high,' })}`))).toEqual(before);
});

it.each<[string, Files]>([
  ['its query', files(yaml({ query: '@all AND b' }))],
  ['its language', files(yaml({ watch: 'language: de,' }))],
  ['an alias within one that it names', files(yaml({ aliases: 'Telegram, TG' }))],
  ['an example', files(yaml({ text: 'b' }))],
  ['the file of an example', files(yaml(), 'Signal')],
])('is another with %s', async (_what, changed) => {
  expect(await marks(changed)).not.toEqual(await marks(files(yaml())));
});
