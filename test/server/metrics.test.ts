import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { insertVersion } from '../../src/store/versions/config-versions.ts';
import { reportProcess } from '../../src/store/work/reports.ts';
import { openPages, type TestPages } from './support.ts';

let pages: TestPages;
beforeAll(async () => {
  pages = await openPages();
});
afterAll(() => pages.close());

const scrape = async () => (await pages.request({ url: '/metrics' })).body;

describe('GET /metrics', () => {
  it('is behind the login', async () => {
    expect((await pages.app.inject({ url: '/metrics' })).statusCode).toBe(401);
  });

  it('tells which version of the configuration is active, and which process does not have it', async () => {
    const about = { digest: 'x', diskDigest: null, author: 'a', source: 'apply', message: null, restores: null };
    await pages.db.transaction().execute((trx) => insertVersion(trx, { ...about, files: [] }));
    const report = { role: 'worker', host: 'h', pid: 7, release: '1', startedAt: new Date().toISOString() } as const;
    const disk = { kind: 'invalid' as const, problems: ['wirewatch.yaml:1:1: wrong'], count: 1 };
    await reportProcess(pages.db, { ...report, version: 1, directory: '/c', disk, stuck: null });
    const text = await scrape();
    expect(text).toMatch(/^wirewatch_config_version [1-9]/m);
    expect(text).toContain('wirewatch_process_config_version{role="worker",host="h",pid="7"} 1\n');
    expect(text).toContain('wirewatch_process_config_valid{role="worker",host="h",pid="7"} 0\n');

    await sql`DELETE FROM processes`.execute(pages.db);
    expect(await scrape()).not.toContain('pid="7"');
  });

  it('tells how long the canary took, and that one is late', async () => {
    await sql`INSERT INTO canary_runs (published_at, arrived_at) VALUES (now() - interval '4 s', now() - interval '1 s')`.execute(
      pages.db,
    );
    expect(await scrape()).toMatch(/^wirewatch_canary_latency_seconds 3$/m);
    expect(await scrape()).toMatch(/^wirewatch_canary_overdue 0$/m);
    await sql`INSERT INTO notices (about, subject, kind, reason) VALUES ('wirewatch', 'canary', 'canary', 'late')`.execute(
      pages.db,
    );
    expect(await scrape()).toMatch(/^wirewatch_canary_overdue 1$/m);
  });

  it('has exactly the figures that docs/operating.md lists', async () => {
    const listed = [...readFileSync('docs/operating.md', 'utf8').matchAll(/^\| `(wirewatch_\w+)/gm)].map(
      ([, name]) => name!,
    );
    const told = [...(await scrape()).matchAll(/^# TYPE (wirewatch_\w+)/gm)].map(([, name]) => name!);
    expect(told.toSorted()).toEqual(listed.toSorted());
  });
});
