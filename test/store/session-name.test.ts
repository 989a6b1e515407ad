import { hostname } from 'node:os';
import { sql } from 'kysely';
import { readSessionName, sessionName } from '../../src/store/session-name.ts';
import { useStore } from './support.ts';

const store = useStore();

it('names a session by version, host and process, in what Postgres keeps of a name', async () => {
  const { rows } = await sql<{ name: string }>`SELECT current_setting('application_name') AS name`.execute(store.db);
  expect(rows).toEqual([{ name: sessionName() }]);
  const { version, host, pid } = readSessionName(rows[0]!.name)!;
  expect({ version, pid }).toEqual({ version: expect.stringMatching(/^\d+\.\d+\.\d+/), pid: process.pid });
  expect(hostname().replace(/[^\w.-]/g, '_')).toContain(host);
});

it.each(['wirewatch', 'wirewatch-queue', 'psql', 'wirewatch 0.1.0 host'])('reads no process from %j', (name) => {
  expect(readSessionName(name)).toBeNull();
});
