import { type Check, type Ground, ok, warning } from '../../src/doctor/check.ts';
import { examine } from '../../src/doctor/examine.ts';
import { readSettings } from '../../src/settings.ts';

const read = readSettings({});
if (read.kind === 'invalid') throw new Error(read.problems.join('\n'));
const ground: Ground = {
  settings: read.settings,
  config: { kind: 'invalid', problems: [] },
  database: Promise.resolve({ kind: 'none' }),
};
const check = (name: string, look: () => Promise<ReturnType<typeof ok>[]>): Check => ({ name, needs: 'nothing', look });

describe('examine', () => {
  it('gives up a check that takes too long, and tells what the others found, in their order', async () => {
    const report = await examine(
      [check('slow', () => new Promise(() => {})), check('quick', async () => [ok('fine')])],
      ground,
      20,
    );
    expect(report.findings.map((one) => [one.check, one.status])).toEqual([
      ['slow', 'failed'],
      ['quick', 'ok'],
    ]);
    expect(report).toMatchObject({ ok: false, status: 'failed' });
  });

  it('tells of a check that throws', async () => {
    const { findings } = await examine([check('broken', () => Promise.reject(new Error('boom')))], ground);
    expect(findings[0]).toMatchObject({ status: 'failed', found: 'this could not be looked at: boom' });
  });

  it('is ok with warnings, and skips what needs a database that is not there', async () => {
    const needs: Check = { name: 'rows', needs: 'database', look: () => Promise.reject(new Error('asked')) };
    const report = await examine([check('odd', async () => [warning('hm', 'Look')]), needs], ground);
    expect(report).toMatchObject({ ok: true, status: 'warning' });
    expect(report.findings[1]).toMatchObject({ check: 'rows', status: 'skipped' });
  });
});
