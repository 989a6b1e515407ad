import { type ConfigChecker, createConfigChecker } from '../../../src/config/check/checker.ts';

let checker: ConfigChecker;
beforeEach(() => {
  checker = createConfigChecker();
});
afterEach(() => checker.close());

const watches = (count: number, last = '') =>
  `watches:\n${Array.from({ length: count }, (_, index) => `  - {id: w${index}, query: harbour AND word${index}}\n`).join('')}${last}`;
const check = (text: string) =>
  checker.check(
    { directory: 'config', files: [{ path: 'wirewatch.yaml', content: { kind: 'text', text } }] },
    { env: process.env, contents: {} },
  );

describe('a configuration of thousands of watches', () => {
  it('is checked while the process goes on with other work', async () => {
    const order: string[] = [];
    const other = new Promise((resolve) => setTimeout(resolve, 1)).then(() => order.push('other work'));
    const checked = await check(watches(3_000)).finally(() => order.push('check'));
    await other;
    expect(order).toEqual(['other work', 'check']);
    if (checked.kind !== 'valid') throw new Error('wrong');
    expect(checked.config.watches).toHaveLength(3_000);
  });

  it('is told what is wrong with it as any other', async () => {
    const last = '  - {id: last, query: "port AND"}\n';
    const large = await check(watches(3_000, last));
    const small = await check(watches(1, last));
    expect([large.kind, small.kind]).toEqual(['invalid', 'invalid']);
    const reasonsOf = (one: typeof large) => (one.kind === 'invalid' ? one.problems.map(({ reason }) => reason) : []);
    expect(reasonsOf(large)).toEqual(reasonsOf(small));
  });
});
