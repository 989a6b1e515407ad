// Publishes one configuration after the other until it is killed: `publisher.ts URL FEEDS`. Says when the first is there.
import { publish } from '../../../src/pipeline/config/publish.ts';
import { openDatabase } from '../../../src/store/database.ts';
import { configOf } from '../../config/support.ts';
import { configText } from './support.ts';

const [url, feeds] = [process.argv[2]!, Number(process.argv[3])];
const db = openDatabase({ url, maxConnections: 1, onConnectionError: () => {} });
const about = { author: 'publisher', source: 'apply', message: null, restores: null, diskDigest: null, base: null };
for (let round = 0; ; round += 1) {
  const ids = Array.from({ length: feeds }, (_, n) => `round${round % 2}-${n}`);
  const text = configText({ feeds: ids });
  const content = { kind: 'text' as const, text };
  const files = { directory: 'config', files: [{ path: 'wirewatch.yaml', content }] };
  await publish(db, { files, config: await configOf(text), ...about });
  if (round === 0) console.log('published');
}
