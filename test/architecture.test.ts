import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packageOf, readSources, stateOf, undocumented } from './support/sources.ts';

const sources = readSources();

const STAGES = ['feed', 'extract', 'match', 'story', 'route', 'alert', 'store'];

/** What each part may import besides itself and, below the top, the foundation; docs/architecture.md. */
const FOUNDATION = ['model', 'date', 'json', 'language', 'charset', 'net', 'isolate', 'log'];
const ALLOWED: Record<string, string[]> = {
  model: [],
  date: [],
  json: [],
  language: [],
  charset: ['language'],
  net: FOUNDATION,
  isolate: FOUNDATION,
  log: FOUNDATION,
  settings: FOUNDATION,
  queue: FOUNDATION,
  ...Object.fromEntries(STAGES.map((stage) => [stage, FOUNDATION])),
  config: [...FOUNDATION, 'match', 'route'],
  canary: [...FOUNDATION, 'config'],
  running: [...FOUNDATION, ...STAGES, 'config', 'canary'],
  archive: [...FOUNDATION, ...STAGES],
  pipeline: [...FOUNDATION, ...STAGES, 'config', 'canary', 'running'],
  workers: [...FOUNDATION, ...STAGES, 'settings', 'config', 'queue', 'running', 'pipeline', 'archive'],
  why: [...FOUNDATION, ...STAGES, 'pipeline'],
  server: [...FOUNDATION, ...STAGES, 'queue', 'pipeline', 'why'],
  doctor: [...FOUNDATION, ...STAGES, 'settings', 'config'],
};

/** `feed` of src/feed/readers/parse.ts, `model` of src/model/feed.ts, `workers` of workers/poll.ts. */
function partOf(path: string): string {
  const [root, next] = path.split('/');
  return root === 'src' ? next!.replace(/\.ts$/, '') : root!;
}

/** Each import of another part of the program, as `path → part`. */
const crossings = sources.flatMap(({ path, imports }) =>
  imports
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => ({ path, from: partOf(path), to: partOf(join(dirname(path), specifier)) }))
    .filter(({ from, to }) => from !== to),
);

it('reads the sources it judges', () => {
  expect(new Set(sources.map(({ path }) => partOf(path)))).toEqual(new Set([...Object.keys(ALLOWED), 'cli', 'demo']));
  expect(crossings.length).toBeGreaterThan(100);
});

it('has imports that point one way, and no stage that imports another', () => {
  const wrong = crossings.filter(({ from, to }) => ALLOWED[from] && !ALLOWED[from].includes(to));
  expect(wrong.map(({ path, to }) => `${path} → ${to}`)).toEqual([]);
});

it('has nothing that imports the command line, and only the command line imports the demo', () => {
  const wrong = crossings.filter(({ from, to }) => to === 'cli' || (to === 'demo' && from !== 'cli'));
  expect(wrong.map(({ path, to }) => `${path} → ${to}`)).toEqual([]);
});

/** Files that import one of these packages and are not where that is meant to be. */
function importersOf(packages: string[], home: RegExp): string[] {
  return sources
    .filter(({ path, imports }) => !home.test(path) && imports.some((name) => packages.includes(packageOf(name) ?? '')))
    .map(({ path }) => path);
}

it('knows BullMQ only in src/queue.ts and workers/, and Redis besides where it is looked at', () => {
  expect(importersOf(['bullmq'], /^(src\/queue\.ts|workers\/)/)).toEqual([]);
  expect(importersOf(['ioredis'], /^src\/(queue|doctor\/redis)\.ts$/)).toEqual([]);
});

it('has all SQL in src/store', () => {
  expect(importersOf(['kysely'], /^src\/store\//)).toEqual([]);
  expect(importersOf(['pg'], /^src\/(store\/|queue\.ts$)/)).toEqual([]);
  const queries = /\bsql[`.<]|\.(selectFrom|insertInto|updateTable|deleteFrom)\(|\.query\(['"`]/;
  const wrong = sources.filter(({ path, text }) => !path.startsWith('src/store/') && queries.test(text));
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

it('takes no row of a raw statement on trust: `readRows` checks what Kysely cannot', () => {
  const casts = /await sql<(?!boolean>|SqlBool>)|sql<\{/;
  const wrong = sources.filter(({ path, text }) => path.startsWith('src/store/') && casts.test(text));
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

it('has a docstring on everything that is exported', () => {
  expect(sources.flatMap(undocumented)).toEqual([]);
});

/**
 * State of modules that stays, with the reason: answers that hang on nothing but what was asked, so that nobody can tell
 * whether they are kept; docs/architecture.md.
 */
const REMEMBERED: Record<string, string[]> = {
  'names that ICU knows, which take up to a tenth of a second to collect and are seldom needed': [
    'src/alert/layout/words.ts: instants',
    'src/date/month-names.ts: byLanguage',
    'src/date/month-names.ts: foreign',
    'src/date/weekday.ts: names',
    'src/language/names.ts: names',
    'src/language/names.ts: opened',
    'src/match/query/scopes.ts: displayNames',
  ],
  'answers about class names, which each question to an element would have to carry along': [
    'src/extract/page/class-names.ts: known',
  ],
  'answers about letters and words, which everything that reads a text would have to carry along': [
    'src/match/text/abbreviations.ts: known',
    'src/match/text/characters.ts: classes',
    'src/match/text/chinese.ts: known',
    'src/match/text/compounds.ts: compounds',
    'src/match/text/compounds.ts: words',
  ],
  'regular expressions of conditions, which everything that routes would have to carry along': [
    'src/route/matchers.ts: expressions',
  ],
  'a value that many watches share': ['src/match/index/compile.ts: reaches'],
  'room for one short text at a time, which is read to its end before another begins': [
    'src/match/text/words.ts: scratch',
  ],
  'a table that is filled while the module is loaded': ['src/match/text/joined.ts: JOINING'],
};

describe('a module', () => {
  it('keeps no state but what is named here', () => {
    expect(sources.flatMap(stateOf).toSorted()).toEqual(Object.values(REMEMBERED).flat().toSorted());
  });

  it.each([
    'let seen = 0;',
    'export let seen = 0;',
    'let seen: string | undefined;',
    'const seen = new Map<string, number>();',
    'const seen = new WeakMap();',
    'const seen: Map<string, number> =\n  new Map();',
    'const seen = createCache<string>(9);',
    "const seen = new Set(['a']);\nfunction f() { seen.add('b'); }",
    'const seen: string[] = [];\nfunction f() { seen.push("b"); }',
    'export const seen = [0];\nfunction f(at: number) { seen[at]! += 1; }',
    'const seen = [[0]];\nfunction f(at: number[]) { seen[at[0]] = []; }',
    "const seen = new Map([['a', [0]]]);\nfunction f(key: string) { seen.get(key)?.push(1); }",
    'const seen = { count: 0 };\nfunction f() { seen.count++; }',
    'const seen = { count: 0 };\nfunction f() { ++seen.count; }',
    'const seen: { tables?: number[] } = {};\nfunction f() { seen.tables ??= []; }',
    'const seen: Record<string, string[]> = {};\nfunction f(key: string) { seen[key]!.push(key); }',
    'const seen: Record<string, string> = {};\nfunction f(key: string) { delete seen[key]; }',
    'const seen = {};\nfunction f(more: object) { Object.assign(seen, more); }',
  ])('keeps state where it says %j', (text) => {
    expect(stateOf({ path: 'src/x.ts', text, imports: [] })).toEqual(['src/x.ts: seen']);
  });

  it.each([
    "const NAMES = new Set(['a']);\nconst f = (name: string) => NAMES.has(name);",
    'const TABLE = { a: 1 };\nconst f = () => TABLE.a === 1 && TABLE.a >= 1;',
    'const NOTHING: readonly string[] = [];\nfunction f() { return NOTHING.toSorted(); }',
    'const WORD = /a/y;\nfunction f(at: number) { WORD.lastIndex = at; }',
    'function f() {\n  const seen = new Map();\n  seen.set(1, 2);\n}',
  ])('keeps none where it says %j', (text) => {
    expect(stateOf({ path: 'src/x.ts', text, imports: [] })).toEqual([]);
  });
});

describe('the linter', () => {
  /** An import, and whether the linter must refuse it. */
  const probes: [path: string, specifier: string, refused: boolean][] = [
    ...STAGES.flatMap((from) =>
      STAGES.map((to): [string, string, boolean] => [`src/${from}/to-${to}.ts`, `../${to}/x.ts`, from !== to]),
    ),
    ...STAGES.map((from): [string, string, boolean] => [`src/${from}/to-model.ts`, '../model/feed.ts', false]),
    ...STAGES.flatMap((from) =>
      ['pipeline', 'pipeline/push', 'running'].map((to): [string, string, boolean] => [
        `src/${from}/to-${to.replace('/', '-')}.ts`,
        `../${to}.ts`,
        true,
      ]),
    ),
    ['src/net/to-feed.ts', '../feed/x.ts', true],
    ['src/config/to-match.ts', '../match/x.ts', false],
    ['src/config/to-store.ts', '../store/x.ts', true],
    ['src/running.ts', './pipeline.ts', true],
    ['src/pipeline/to-running.ts', '../running.ts', false],
    ['src/why/to-server.ts', '../server/x.ts', true],
    ['src/why/to-store.ts', '../store/x.ts', false],
    ['src/pipeline.ts', './queue.ts', true],
    ['src/pipeline/push.ts', '../queue.ts', true],
    ['src/match/to-bullmq.ts', 'bullmq', true],
    ['src/server/to-bullmq.ts', 'bullmq', true],
    ['src/cli/to-bullmq.ts', 'bullmq', true],
    ['src/server/to-workers.ts', '../../workers/index.ts', true],
    ['workers/to-bullmq.ts', 'bullmq', false],
  ];

  /** The files in which the linter, set up as here, finds an import that breaks `rule`. */
  function refusedIn(files: readonly { path: string; text: string }[], rule: string): string[] {
    const directory = mkdtempSync(join(tmpdir(), 'wirewatch-lint-'));
    try {
      cpSync('biome.json', join(directory, 'biome.json'));
      for (const { path, text } of files) {
        mkdirSync(dirname(join(directory, path)), { recursive: true });
        writeFileSync(join(directory, path), text);
      }
      const biome = join(process.cwd(), 'node_modules/.bin/biome');
      const args = ['lint', '--reporter=json', '--max-diagnostics=none', '.'];
      const { stdout } = spawnSync(biome, args, { cwd: directory, encoding: 'utf8' });
      const { diagnostics } = JSON.parse(stdout) as { diagnostics: { category: string; location: { path: string } }[] };
      return diagnostics.filter(({ category }) => category === rule).map(({ location }) => location.path);
    } finally {
      rmSync(directory, { recursive: true });
    }
  }

  it('refuses what the import rule forbids, and nothing else', () => {
    const files = probes.map(([path, specifier]) => ({
      path,
      text: `import { probe } from '${specifier}';\n\nprobe();\n`,
    }));
    const expected = probes.filter(([, , forbidden]) => forbidden).map(([path]) => path);
    expect(refusedIn(files, 'lint/style/noRestrictedImports').toSorted()).toEqual(expected.toSorted());
  });

  it('refuses imports in a circle, also where they are of types only', () => {
    const importing = (specifier: string) => `import { probe } from '${specifier}';\n\nexport const probed = probe;\n`;
    const importingType = (specifier: string) =>
      `import type { Probe } from '${specifier}';\n\nexport type Probed = Probe;\n`;
    const files = [
      { path: 'src/match/terms/a.ts', text: importing('../text/b.ts') },
      { path: 'src/match/text/b.ts', text: importing('./c.ts') },
      { path: 'src/match/text/c.ts', text: importingType('../terms/a.ts') },
      { path: 'workers/d.ts', text: importingType('./e.ts') },
      { path: 'workers/e.ts', text: importingType('./d.ts') },
      { path: 'workers/outside.ts', text: importingType('./d.ts') },
    ];
    const inCircles = files.map(({ path }) => path).filter((path) => path !== 'workers/outside.ts');
    expect(refusedIn(files, 'lint/suspicious/noImportCycles').toSorted()).toEqual(inCircles.toSorted());
  });
});
