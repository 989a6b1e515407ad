import { setTimeout as sleep } from 'node:timers/promises';
import type { Problem } from '../../config/load.ts';
import { counted } from '../../language/counted.ts';
import { type Publication, type Published, publish } from '../../pipeline/config/publish.ts';
import type { Database } from '../../store/database.ts';
import { listProcesses } from '../../store/work/reports.ts';
import { printable } from '../shared/terminal-text.ts';
import { printWarnings } from './problem-lines.ts';
import { compareSides, comparisonLines, type Side, sideOfVersion } from './sides.ts';

/** ms that processes get to go on with a version, and between two looks at whether they have. */
const TAKEN_MS = 5_000;
const LOOK_MS = 200;

/** What is published, and how it is told. */
export interface Telling {
  publication: Publication;
  mine: Side;
  directory: string;
  json: boolean;
  /** What is told beside it once it is active. */
  warn?: () => Promise<Problem[]>;
}

/** Publishes, and tells what became of it. Exit code 1 when somebody else was faster. */
export async function publishAndTell(
  db: Database,
  { publication, mine, directory, json, warn }: Telling,
): Promise<Published> {
  const published = await publish(db, publication);
  if (published.kind === 'outdated') {
    process.exitCode = 1;
    await tellOfOther(db, publication.base!, { theirs: published.active.number, mine, directory, json });
    return published;
  }
  const warnings = published.kind === 'published' && warn ? await warn() : [];
  const { running, waiting } = await waitForProcesses(db, published.version);
  if (json) console.log(JSON.stringify({ ok: true, ...published, running, waiting, warnings }));
  else {
    printWarnings(warnings);
    const already = published.kind === 'same' ? ' already' : '';
    console.log(`Version ${published.version} is active${already}; ${takenBy(running, waiting)}.`);
  }
  return published;
}

function takenBy(running: number, waiting: string[]): string {
  if (running + waiting.length === 0) return 'Wirewatch does not run, and goes on with it when it starts';
  const whoRuns = counted(running, 'process runs it', 'processes run it');
  return waiting.length === 0 ? whoRuns : `${whoRuns}, and these do not yet: ${waiting.map(printable).join('; ')}`;
}

async function waitForProcesses(db: Database, version: number): Promise<{ running: number; waiting: string[] }> {
  const until = performance.now() + TAKEN_MS;
  for (;;) {
    const reports = (await listProcesses(db)).flatMap(({ report }) =>
      report && report.role !== 'server' ? [report] : [],
    );
    const waiting = reports
      .filter((report) => report.version < version)
      .map(({ host, pid, stuck }) => `${host} (process ${pid})${stuck ? `: ${stuck}` : ''}`);
    if (waiting.length === 0 || performance.now() > until) return { running: reports.length - waiting.length, waiting };
    await sleep(LOOK_MS);
  }
}

/** What both have changed since the version they began from. */
async function tellOfOther(
  db: Database,
  base: number,
  { theirs, mine, directory, json }: { theirs: number; mine: Side; directory: string; json: boolean },
): Promise<void> {
  const [from, active] = [await sideOfVersion(db, base, directory), await sideOfVersion(db, theirs, directory)];
  const [inTheirs, inMine] = [compareSides(from, active), compareSides(from, mine)];
  const both = inMine.patches.filter(({ path }) => inTheirs.patches.some((patch) => patch.path === path));
  const reason = `Version ${theirs} became active since version ${base}, from which this began: nothing is activated.`;
  if (json) {
    const inBoth = both.map(({ path }) => path);
    console.log(JSON.stringify({ ok: false, reasons: [reason], theirs: inTheirs, mine: inMine, inBoth }));
    return;
  }
  console.error(reason);
  console.error(`\n=== what version ${theirs} has changed ===`);
  for (const line of comparisonLines(inTheirs, process.stderr)) console.error(line);
  console.error('\n=== what you have changed ===');
  for (const line of comparisonLines(inMine, process.stderr)) console.error(line);
  const files = both.map(({ path }) => printable(path)).join(', ');
  console.error(
    `\n${files ? `Both changed ${files}. ` : ''}Put both together, then: wirewatch config apply --base ${theirs}`,
  );
}
