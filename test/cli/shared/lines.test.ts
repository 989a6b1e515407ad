import { type Line, linesOf, MAX_LINE_BYTES } from '../../../src/cli/shared/lines.ts';

async function* inChunks(chunks: Iterable<Buffer>): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

async function linesIn(...chunks: Buffer[]): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const line of linesOf(inChunks(chunks))) lines.push(line);
  return lines;
}

describe('linesOf', () => {
  it('finds the same lines however the bytes come', async () => {
    const bytes = Buffer.from('Müller\n\n警察局\r\nend');
    const expected = ['Müller', '', '警察局\r', 'end'].map((text, index) => ({
      kind: 'line',
      number: index + 1,
      text,
    }));
    expect(await linesIn(bytes)).toEqual(expected);
    expect(await linesIn(...[...bytes].map((byte) => Buffer.from([byte])))).toEqual(expected);
  });

  it('finds no line behind the last line feed, and none in nothing', async () => {
    expect(await linesIn(Buffer.from('a\n'))).toHaveLength(1);
    expect(await linesIn()).toEqual([]);
  });

  it('reads a line that is as long as a line may be, and passes over a longer one', async () => {
    const [longest, more] = [Buffer.alloc(MAX_LINE_BYTES, 'a'), Buffer.from('a')];
    const feed = Buffer.from('\n');
    const kinds = (await linesIn(longest, feed, longest, more, feed, more, longest)).map(({ kind }) => kind);
    expect(kinds).toEqual(['line', 'tooLong', 'tooLong']);
  });
});
