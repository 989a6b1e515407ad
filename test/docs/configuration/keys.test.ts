import { keysOf } from './keys.ts';
import { withKeys } from './part.ts';

const KEYS = keysOf({
  properties: {
    feeds: {
      type: 'array',
      description: 'To | poll.',
      items: { type: 'object', properties: { url: { type: 'string' } } },
    },
    polling: { anyOf: [{ type: 'object', properties: { every: { type: 'integer', default: 5 } } }, { type: 'null' }] },
  },
});
const place = (name: string) => `<!-- keys of ${name} -->\n<!-- end of keys -->`;

describe('the tables of keys', () => {
  it('stand in their places, and are made anew where they stood', () => {
    const once = withKeys(`a\n${place('polling')}\nb\n${place('feeds')}\nc`, KEYS);
    expect(once).toMatch(/^a\n<!-- keys of polling, .*\| `polling\.every` \| whole number \| `5` \|.*\nb\n/s);
    expect(once).toMatch(/\nb\n<!-- keys of feeds, .*\| `feeds` \| list of sections \| {2}\| To \\\| poll\. \|.*\nc$/s);
    expect(once).toContain('| `feeds[].url` | text |');
    expect(withKeys(once, KEYS)).toBe(once);
  });

  it('must each have a place, and one', () => {
    expect(() => withKeys(place('feeds'), KEYS)).toThrow('no place for the keys of polling');
    expect(() => withKeys([place('feeds'), place('polling'), place('feeds')].join('\n'), KEYS)).toThrow(
      'place for feeds',
    );
    expect(() => withKeys(`${place('feeds')}\n<!-- keys of polling -->\n`, KEYS)).toThrow('no end');
  });

  it('tell the keys of two lists that have the same only once', () => {
    const list = { items: { type: 'object', properties: { text: { type: 'string' } } }, type: 'array' };
    expect(keysOf({ properties: { match: list, not: list } }).map(({ path, type }) => [path, type])).toEqual([
      ['match', 'list of sections'],
      ['match[].text', 'text'],
      ['not', 'list of sections, with the keys of `match`'],
    ]);
  });
});
