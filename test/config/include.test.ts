import { configOf, problemsOf } from './support.ts';

const alias = (name: string) => `aliases: {${name}: [${name}]}\n`;

describe('include', () => {
  it('joins lists and aliases, the including file first', async () => {
    const config = await configOf({
      'wirewatch.yaml': `include: [more/b.yaml, more/a.yaml]\nfeeds: [{url: https://1.example, id: one}]\n${alias('x')}network: {allow: [10.0.0.0/8]}`,
      'more/a.yaml': `feeds: [{url: https://3.example, id: three}]\n${alias('z')}network: {allow: [fd00::/8], contact: https://x.org/}`,
      'more/b.yaml': `include: [deeper/c.yaml]\nfeeds: [{url: https://2.example, id: two}]\n${alias('y')}`,
      'more/deeper/c.yaml': 'receivers: [{id: r, inbox: {}}]\nwatches: [{id: w, query: "@x @y @z"}]',
    });
    expect(config.feeds.map(({ id }) => id)).toEqual(['one', 'two', 'three']);
    expect(Object.keys(config.aliases)).toEqual(['x', 'y', 'z']);
    expect(config.watches).toHaveLength(1);
    expect(config.receivers.map(({ id }) => id)).toEqual(['r']);
    expect(config.network).toMatchObject({ allow: ['10.0.0.0/8', 'fd00::/8'], contact: 'https://x.org/' });
  });

  it('takes patterns, sorted, each file once, itself and folders left out', async () => {
    const { aliases } = await configOf({
      'wirewatch.yaml': `include: ['*.yaml', 'sub/**', '{a,b}.yaml', 'none-*.yaml', b.yaml]\n${alias('main')}`,
      'b.yaml': alias('b'),
      'a.yaml': `include: [b.yaml]\n${alias('a')}`,
      'sub/deep/d.yaml': alias('d'),
      'sub/c.yaml': `include: ['../*.yaml']\n${alias('c')}`,
      'notes.txt': 'not: [yaml',
    });
    expect(Object.keys(aliases)).toEqual(['main', 'a', 'b', 'c', 'd']);
  });

  it('tells of a file that is missing, outside, or no file, at the place that names it', async () => {
    const files = {
      'wirewatch.yaml': 'include:\n  - a.yaml\n  - ../b.yaml\n  - /etc/hostname\n  - sub\n  - "../*.yaml"\n',
      'sub/x.yaml': '',
    };
    expect(await problemsOf(files)).toEqual([
      'wirewatch.yaml:2:5: Cannot include "a.yaml": no such file.',
      'wirewatch.yaml:3:5: Cannot include "../b.yaml": it lies outside the configuration directory.',
      'wirewatch.yaml:4:5: Cannot include "/etc/hostname": it lies outside the configuration directory.',
      'wirewatch.yaml:5:5: Cannot include "sub": a folder, not a file.',
      'wirewatch.yaml:6:5: Cannot include "../*.yaml": it lies outside the configuration directory.',
    ]);
  });

  it('tells of a circle, once', async () => {
    const files = {
      'wirewatch.yaml': 'include: [a.yaml]',
      'a.yaml': 'include: [b.yaml]',
      'b.yaml': 'include: [a.yaml, wirewatch.yaml]',
    };
    expect(await problemsOf(files)).toEqual([
      'b.yaml:1:11: Cannot include "a.yaml": that file includes this one.',
      'b.yaml:1:19: Cannot include "wirewatch.yaml": that file includes this one.',
    ]);
  });

  it('tells of what is given in two files, with both places', async () => {
    const same = `${alias('a')}feeds: [{url: https://x.org, id: f}]\nreceivers: [{id: r, inbox: {}}]\nwatches: [{id: w, query: x}]\nnetwork: {contact: https://x.org, public_url: https://y.org}\nstories: {embeddings: {url: https://x.org, model: m}}\n`;
    expect(await problemsOf({ 'wirewatch.yaml': `${same}include: [b.yaml]\n`, 'b.yaml': same })).toEqual([
      'b.yaml:1:11: The alias @a is already defined at wirewatch.yaml:1:11.',
      'b.yaml:2:15: This feed is already listed at wirewatch.yaml:2:15.',
      'b.yaml:2:34: The id "f" is already used at wirewatch.yaml:2:34.',
      'b.yaml:3:18: The id "r" is already used at wirewatch.yaml:3:18.',
      'b.yaml:4:16: The id "w" is already used at wirewatch.yaml:4:16.',
      'b.yaml:5:11: contact is set already at wirewatch.yaml:5:11.',
      'b.yaml:5:35: public_url is set already at wirewatch.yaml:5:35.',
      'b.yaml:6:11: embeddings is set already at wirewatch.yaml:6:11.',
    ]);
  });

  it('tells of what is wrong in an included file there', async () => {
    const files = { 'wirewatch.yaml': 'include: [sub/a.yaml]', 'sub/a.yaml': 'feeds:\n  - url: x\n' };
    expect(await problemsOf(files)).toEqual([
      'sub/a.yaml:2:10: Not a URL. Write it whole, as in https://example.org/feed.xml.',
    ]);
  });
});
