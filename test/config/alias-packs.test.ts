import { readdirSync, readFileSync } from 'node:fs';
import { loadConfig } from '../../src/config/load.ts';
import { createWatchIndex } from '../../src/match/index/watch-index.ts';
import { found, notFound } from './alias-packs.samples.ts';

const directory = 'config/aliases';
const files = readdirSync(directory).map((name) => ({ name, text: readFileSync(`${directory}/${name}`, 'utf8') }));
const loaded = await loadConfig('config', {});
if (loaded.kind === 'invalid') throw new Error(JSON.stringify(loaded.problems));
const { aliases } = loaded.config;

const groups = Object.keys(aliases);
/** Groups of names; the others are groups of groups. */
const leaves = groups.filter((group) => !aliases[group]!.some((member) => member.startsWith('@')));
const isExact = (member: string) => member.startsWith('{');
const plain = (member: string) => member.replace(/^\{|\}$/g, '');

const index = createWatchIndex(aliases);
for (const group of groups) {
  const added = addWatch(group, `@${group}`);
  if (added.kind !== 'added') throw new Error(`${group}: ${JSON.stringify(added.errors)}`);
}

function addWatch(id: string, query: string) {
  const watch = { id, query, language: null, dialect: null };
  return index.add(watch);
}

/** The groups that a text satisfies. */
function groupsIn(text: string, language: string | null): string[] {
  return index.match({ title: '', text, language }).map(({ watchId }) => watchId);
}

/**
 * Groups that answer to a name of another, and are meant to: the second holds a word that is part of the first's longer
 * names, or both are called so. Each is told in a comment beside the group.
 */
const shared: Record<string, string[]> = {
  amazon: ['google', 'microsoft'],
  'bundesanwaltschaft-ch': ['generalbundesanwalt'],
  'bundeskriminalamt-at': ['bka'],
  'dsn-at': ['bfv'],
  'facebook-messenger': ['facebook'],
  generalbundesanwalt: ['bundesanwaltschaft-ch'],
  lfv: ['bfv'],
  mastodon: ['bluesky'],
  meta: ['facebook', 'instagram', 'whatsapp'],
  'ncsc-uk': ['gchq'],
  signal: ['telegram', 'whatsapp'],
  tiktok: ['douyin'],
};

/** Words of everyday language, each the beginning or the whole of some name, that no group may hold as they are. */
const common = [
  ...[
    'signal',
    'line',
    'meta',
    'x',
    'apple',
    'amazon',
    'max',
    'discord',
    'mastodon',
    'threads',
    'telegram',
    'alphabet',
  ],
  ...['raid', 'ice', 'met', 'police', 'polizei', 'gendarmerie', 'prosecutor', 'commission', 'kommission', 'zoll'],
  ...['garante', 'datenschutzbehörde', 'secret service', 'security service', 'police nationale', 'federal police'],
  ...['сигнал', 'макс', 'телеграмма', 'سیگنال', 'فايبر', 'ميتا', '电报', '電報', '苹果', '蘋果', '亚马逊'],
  ...['アップル', 'アマゾン', 'シグナル', 'ライン', 'メタ', '라인', '시그널', '메타', 'ไลน์'],
];

describe('the packs of names', () => {
  it('are some ninety groups or more, over all countries and kinds', () => {
    expect(leaves.length).toBeGreaterThanOrEqual(90);
    for (const group of ['police', 'intelligence', 'data-protection-authorities', 'messengers', 'social-media'])
      expect(groups).toContain(group);
  });

  it.each(found)('@%s finds, in %s: %s', (group, language, text) => {
    expect(groupsIn(text, language)).toContain(group);
  });

  it.each(notFound)('@%s does not find, in %s: %s', (group, language, text) => {
    expect(groups).toContain(group);
    expect(groupsIn(text, language)).not.toContain(group);
  });

  it('have a sample for every group of names', () => {
    const sampled = new Set(found.map(([group]) => group));
    expect(leaves.filter((group) => !sampled.has(group))).toEqual([]);
  });

  it('find each of their names by the group that holds it, and by no other that is not meant to', () => {
    const wrong = leaves.flatMap((group) =>
      aliases[group]!.flatMap((member) => {
        const hits = groupsIn(plain(member), null).filter((hit) => leaves.includes(hit));
        const strangers = hits.filter((hit) => hit !== group && !shared[group]?.includes(hit));
        return hits.includes(group) && strangers.length === 0 ? [] : [`${member}: @${group}, found by ${hits}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('hold no name in two groups but Bundesanwaltschaft, which Germany and Switzerland both have', () => {
    const owners = new Map<string, string[]>();
    for (const group of leaves) {
      for (const name of new Set(aliases[group]!.map((member) => plain(member).toLowerCase())))
        owners.set(name, [...(owners.get(name) ?? []), group]);
    }
    expect([...owners].filter(([, holders]) => holders.length > 1)).toEqual([
      ['bundesanwaltschaft', ['bundesanwaltschaft-ch', 'generalbundesanwalt']],
    ]);
  });

  it('hold no member twice', () => {
    const twice = groups.filter((group) => new Set(aliases[group]).size < aliases[group]!.length);
    expect(twice).toEqual([]);
  });

  it('write acronyms of up to four capitals exactly', () => {
    const loose = leaves.flatMap((group) =>
      aliases[group]!.filter((member) => !isExact(member) && /^(?=.{1,7}$)(?:[\p{Lu}]\.?){1,4}$/u.test(member)),
    );
    expect(loose).toEqual([]);
  });

  it('hold no common word as a name of its own', () => {
    const held = leaves.flatMap((group) =>
      aliases[group]!.filter((member) => !isExact(member) && common.includes(member.toLowerCase())),
    );
    expect(held).toEqual([]);
  });

  it.each(files.map(({ name, text }) => [name, text]))('name a source in %s', (_name, text) => {
    expect(text.split('\n').filter((line) => /^ *#.*https:\/\/\S+/.test(line))).not.toEqual([]);
  });

  it('are all described in docs/aliases.md, file by file and group by group', () => {
    const page = readFileSync('docs/aliases.md', 'utf8');
    expect(files.map(({ name }) => name).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
    expect(groups.filter((group) => !page.includes(`\`@${group}\``))).toEqual([]);
    const named = [...page.matchAll(/^\| .*$/gm)].flatMap(([row]) => [...row.matchAll(/`@([\w-]+)`/g)]);
    expect(named.map(([, group]) => group).filter((group) => !groups.includes(group!))).toEqual([]);
  });

  it('are used in docs/aliases.md in queries that are valid', () => {
    const page = readFileSync('docs/aliases.md', 'utf8');
    const [, block] = /^```\n(.*?)^```$/ms.exec(page)!;
    const queries = [
      ...block!.trim().split('\n'),
      '@bka NOT @bundeskriminalamt-at',
      /`(\(@signal .*?)`/.exec(page)![1]!,
    ];
    for (const query of queries) {
      expect(addWatch('documented', query)).toMatchObject({ kind: 'added' });
      index.remove('documented');
    }
  });
});
