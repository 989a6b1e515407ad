import { sql } from 'kysely';
import { checkFiles } from '../../../src/config/check/check-files.ts';
import { activeNumber, filesOfVersion } from '../../../src/store/versions/config-versions.ts';
import { useStore } from '../../store/support.ts';
import { run, waitFor } from '../../support/process.ts';

const FEEDS = 2_000;
const store = useStore();

/** What the active version says is polled, and what is. */
async function feedsOf() {
  const stored = await filesOfVersion(store.db, await activeNumber(store.db));
  const files = stored.map(({ path, text }) => ({ path, content: { kind: 'text' as const, text } }));
  const checked = checkFiles({ directory: 'config', files }, { env: {}, contents: {} });
  const said = checked.kind === 'valid' ? checked.config.feeds.map(({ id }) => id) : [];
  const active = await store.db.selectFrom('feeds').select('id').where('active', '=', true).execute();
  const planned = await store.db.selectFrom('feedWork').select('id').execute();
  return [said, active.map(({ id }) => id), planned.map(({ id }) => id)].map((ids) => ids.toSorted());
}

/** True while a transaction other than ours has written something that nobody else sees yet. */
async function isWriting(): Promise<boolean> {
  const writing = await sql`SELECT FROM pg_stat_activity
    WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid() AND datname = current_database()`.execute(store.db);
  return writing.rows.length > 0;
}

it.each([0, 5, 20, 60, 120])(
  'is activated whole or not at all when its process is killed %s ms into it',
  async (ms) => {
    const publisher = run([process.execPath, 'test/pipeline/config/publisher.ts', store.url, String(FEEDS)]);
    await waitFor('the first version', async () => publisher.stdout().includes('published'));
    await waitFor('an activation', isWriting);
    await new Promise((resolve) => setTimeout(resolve, ms));
    await publisher.kill();
    await waitFor('its transaction to end', async () => !(await isWriting()));
    const [said, active, planned] = await feedsOf();
    expect(said).toHaveLength(FEEDS);
    expect(active).toEqual(said);
    expect(planned).toEqual(said);
  },
);
