// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is a part of the syntax under test.
import fc from 'fast-check';
import { Document, isScalar, parseDocument, type Scalar } from 'yaml';
import { sourceOffset } from '../../src/config/read/scalar-offset.ts';
import { problemsOf } from './support.ts';

/** The place told for the unknown alias in a query, written as `yaml` after `query:`. */
async function placeOfAlias(yaml: string): Promise<string | undefined> {
  const problems = await problemsOf(`watches:\n  - id: w\n    query: ${yaml}\n`);
  return problems.find((problem) => problem.includes('@bka'))?.replace(/^wirewatch\.yaml:(\d+:\d+): .*/, '$1');
}

describe('the place of a fault inside a query', () => {
  it.each([
    ['plain', 'Telegram AND @bka', '3:25'],
    ['in double quotation marks', '"Telegram AND @bka"', '3:26'],
    ['behind escapes', '"\\"user data\\" \\u0041ND \\U0001F600x @bka"', '3:48'],
    ['behind an escaped line break', '"Telegram \\\n      AND @bka"', '4:11'],
    ['in single quotation marks', "'Telegram AND @bka'", '3:26'],
    ['behind doubled quotation marks', "'l''Élysée AND @bka'", '3:27'],
    ['in a plain text over two lines', 'Telegram\n      AND @bka', '4:11'],
    ['in a literal block', '|\n      Telegram\n        AND @bka', '5:13'],
    ['in a literal block with a comment and an indicator', '|2-  # why\n      Telegram\n      AND @bka', '5:11'],
    ['in a literal block with CRLF', '|\r\n      Telegram\r\n      AND @bka\r\n', '5:11'],
    ['in a folded block', '>-\n      Telegram\n\n      AND\n      @bka', '7:7'],
    ['behind an anchor and a tag', '&q !!str "x @bka"', '3:24'],
    ['behind characters of two code units', '"😀x @bka"', '3:17'],
  ])('is exact when it is written %s', async (_how, yaml, place) => {
    expect(await placeOfAlias(yaml)).toBe(place);
  });

  it('is the start of the text when a variable was filled in', async () => {
    const problems = await problemsOf('watches: [{id: w, query: "${A} @bka"}]', { A: 'Telegram' });
    expect(problems).toEqual(['wirewatch.yaml:1:26: There is no alias @bka.']);
  });

  it('is where the text stands that an anchor stands for', async () => {
    const problems = await problemsOf('watches:\n  - {id: v, query: &q x @bka}\n  - {id: w, query: *q}\n');
    expect(problems).toEqual(Array(2).fill('wirewatch.yaml:2:25: There is no alias @bka.'));
  });

  it('is the same visible character in the file as in the value, however the value is written', () => {
    const style = fc.constantFrom<Scalar.Type>(
      'PLAIN',
      'QUOTE_DOUBLE',
      'QUOTE_SINGLE',
      'BLOCK_LITERAL',
      'BLOCK_FOLDED',
    );
    const words = fc.array(
      fc.string({
        unit: fc.constantFrom('a', 'Ж', '字', '😀', '"', "'", '\\', ':', '#', '@'),
        minLength: 1,
        maxLength: 12,
      }),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(words, fc.constantFrom(' ', '\n', '\n\n', '\n  '), style, fc.nat(), (parts, space, type, seed) => {
        const value = parts.join(space);
        const document = new Document({ key: value });
        const written = document.get('key', true);
        if (isScalar(written)) written.type = type;
        const text = document.toString({ lineWidth: 30 });

        const scalar = parseDocument(text).get('key', true) as Scalar;
        // The writer of YAML has faults of its own.
        fc.pre(isScalar(scalar) && scalar.value === value);
        const visible = [...value.matchAll(/\S/gu)];
        const { 0: character, index } = visible[seed % visible.length]!;
        const found = text.slice(sourceOffset(text, scalar, index));
        const forms = [character, JSON.stringify(character).slice(1, -1), `'${character}`];
        expect(forms.some((form) => found.startsWith(form))).toBe(true);
      }),
    );
  });
});
