import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { applyPatch } from 'diff';
import {
  addWatch,
  editWatch,
  removeWatch,
  type WatchEdit,
  type WatchEditOptions,
} from '../../../src/config/edit/watches.ts';
import { type OpenConfig, openConfig } from '../../../src/config/open.ts';
import { type Files, withFiles } from '../support.ts';

const MAIN = `# What we watch.
include: [watches.yaml]
receivers:
  - {id: desk, inbox: }
`;
const WATCHES = `watches:
  # The first.
  - id: strike
    query: "strike NEAR/5 rail"   # why
    severity: high

  - {id: leak,  query: leak*}
`;

type Edit = (open: OpenConfig, options?: WatchEditOptions) => Promise<WatchEdit>;

/** Makes an edit and tells what it was, with paths without the directory, and the file of watches afterwards. */
function edited(
  make: Edit,
  { files = {}, meanwhile }: { files?: Files; meanwhile?: (path: string) => Promise<void> } = {},
) {
  return withFiles({ 'wirewatch.yaml': MAIN, 'watches.yaml': WATCHES, ...files }, async (directory) => {
    const open = await openConfig(directory, {});
    const path = join(directory, 'watches.yaml');
    await meanwhile?.(path);
    const edit = await make(open);
    const text = await readFile(path, 'utf8');
    return { edit: JSON.parse(JSON.stringify(edit).replaceAll(`${directory}/`, '')) as WatchEdit, text };
  });
}

/** Root may write everywhere, so its tests do this as somebody else. */
async function asNobody<T>(use: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return use();
  process.seteuid?.(65_534);
  try {
    return await use();
  } finally {
    process.seteuid?.(0);
  }
}

describe('a watch', () => {
  it('is added behind the last one, and all else stays', async () => {
    const { edit, text } = await edited((open) =>
      addWatch(open, 'new', { query: 'a "b" AND c', severity: 'low', tags: ['x', 'y'], receivers: ['desk'] }),
    );
    expect(edit).toMatchObject({ kind: 'done', file: 'watches.yaml', watch: { id: 'new', query: 'a "b" AND c' } });
    expect(text).toBe(`${WATCHES}  - id: new
    query: a "b" AND c
    severity: low
    tags: [x, y]
    receivers: [desk]
`);
  });

  it('is changed in place', async () => {
    const { edit, text } = await edited((open) =>
      editWatch(open, 'strike', { query: 'strike NEAR/8 rail', name: 'Strikes' }),
    );
    expect(edit).toMatchObject({ kind: 'done', watch: { id: 'strike', name: 'Strikes', severity: 'high' } });
    expect(text).toBe(
      WATCHES.replace('NEAR/5', 'NEAR/8').replace('severity: high\n', 'severity: high\n    name: Strikes\n'),
    );
  });

  it('is removed with its lines', async () => {
    const { edit, text } = await edited((open) => removeWatch(open, 'strike'));
    expect(edit).toMatchObject({ kind: 'done', watch: null });
    expect(text).toBe('watches:\n  # The first.\n\n  - {id: leak,  query: leak*}\n');
  });

  it('is left as it is in a dry run, which gives a patch that does the same', async () => {
    const { edit, text } = await edited((open) => editWatch(open, 'leak', { query: 'leak' }, { dryRun: true }));
    expect(text).toBe(WATCHES);
    expect(edit.kind === 'done' && applyPatch(WATCHES, edit.patch!)).toBe(WATCHES.replace('leak*', 'leak'));
  });

  it.each<[string, Edit, string]>([
    [
      'one of the same id',
      (open) => addWatch(open, 'leak', { query: 'x' }),
      'The id "leak" is already used at watches.yaml:7:10.',
    ],
    [
      'one that is not there',
      (open) => editWatch(open, 'strik', { query: 'x' }),
      'There is no watch "strik". Did you mean "strike"?',
    ],
    ['none to remove', (open) => removeWatch(open, 'none'), 'There is no watch "none".'],
    [
      'a query that is wrong',
      (open) => editWatch(open, 'strike', { query: 'a (b' }),
      'watches.yaml:4:15: This ( is never closed.',
    ],
    [
      'nobody to tell',
      (open) => editWatch(open, 'leak', { receivers: ['dsk'] }),
      'watches.yaml:7:43: There is no receiver "dsk". Did you mean "desk"?',
    ],
  ])('is refused for %s, and no file changes', async (_why, make, reason) => {
    const { edit, text } = await edited(make);
    expect(edit).toEqual({ kind: 'refused', reasons: [reason] });
    expect(text).toBe(WATCHES);
  });

  it('is not written over what others changed meanwhile, which is shown', async () => {
    const theirs = WATCHES.replace('severity: high', 'severity: low');
    const { edit, text } = await edited((open) => editWatch(open, 'strike', { query: 'x' }), {
      meanwhile: (path) => writeFile(path, theirs),
    });
    expect(edit).toMatchObject({
      kind: 'refused',
      reasons: ['"watches.yaml" was changed meanwhile, so nothing is written. Try again.'],
      patch: expect.stringContaining('-    severity: high\n+    severity: low\n'),
    });
    expect(text).toBe(theirs);
  });

  it('gives a patch where nobody may write', async () => {
    const { edit, text } = await edited((open) => asNobody(() => editWatch(open, 'leak', { query: 'leak' })), {
      meanwhile: (path) => chmod(join(path, '..'), 0o555),
    });
    expect(edit).toMatchObject({ kind: 'refused', reasons: [expect.stringContaining('patch -p1')] });
    expect(edit.kind === 'refused' && applyPatch(WATCHES, edit.patch!)).toBe(WATCHES.replace('leak*', 'leak'));
    expect(text).toBe(WATCHES);
  });
});
