/** A program that starts the embedded Postgres of the data directory it is given, tells where on one line, and waits. */
import { startEmbeddedPostgres } from '../../src/store/embedded/server.ts';

const server = await startEmbeddedPostgres({ dataDir: process.argv[2]!, durable: false });
process.once('SIGTERM', () => server.stop());
console.log(JSON.stringify({ url: server.url, pid: server.pid }));
