import type { Command } from 'commander';
import { loadConfig } from '../../config/load.ts';
import { failed, type Status } from '../../doctor/check.ts';
import { CHECKS } from '../../doctor/checks.ts';
import { reachDatabase } from '../../doctor/database-state.ts';
import { examine, type Found, type Report } from '../../doctor/examine.ts';
import { within } from '../../doctor/within.ts';
import { readSettings, type SettingFlags } from '../../settings.ts';
import { withConfigOption, withDataOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';
import { printable } from '../shared/terminal-text.ts';
import { type Tone, toned } from '../shared/tone.ts';

/** ms that what was opened may take to close: the embedded database has 9 s. */
const CLOSE_MS = 12_000;

/** Characters of the longest name of a check, and two. */
const WIDTH = 12;

const MARKS: Record<Status, [mark: string, tone: Tone | null]> = {
  ok: ['✓', 'good'],
  warning: ['!', 'warning'],
  failed: ['✗', 'bad'],
  skipped: ['–', null],
};

const HELP = `
Looks at configuration, database, disk, clock, queue, network, channels, processes, work, feeds, deliveries and notices, all
at once and each for 15 s at most, and says what to do about what is wrong. Nothing is changed, no message is sent, and nobody
is asked but the hosts that the configuration names. It works while Wirewatch runs and while it does not.

✓ is good, ! is a warning, ✗ has failed, – could not be looked at. The exit code is 0 when nothing has failed, warnings or
not, and 1 when something has.

With --json: {"ok":true,"status":"ok|warning|failed","findings":[{"check","subject","status":"ok|warning|failed|skipped",
"found","advice"}]}.

Examples:
  wirewatch doctor
  wirewatch doctor --json | jq -r '.findings[] | select(.status == "failed").advice'`;

/** `wirewatch doctor`: what is wrong, and what to do about it. */
export function addDoctorVerb(program: Command): void {
  withConfigOption(withDataOption(program.command('doctor')))
    .option('--json', 'print one JSON object')
    .addHelpText('after', HELP)
    .action(async ({ json, ...flags }: SettingFlags & { json?: true }) => {
      const report = await examineHere(flags);
      const print = createOutput();
      if (json) await print(JSON.stringify(report));
      else for (const line of linesOf(report)) await print(line);
      process.exitCode = report.ok ? 0 : 1;
      // What was asked for and never answered must not keep it.
      setTimeout(() => process.exit(), 1_000).unref();
    });
}

async function examineHere(flags: SettingFlags): Promise<Report> {
  const read = readSettings(process.env, flags);
  if (read.kind === 'invalid') return examined(read.problems.map(settingsFinding));
  const { settings } = read;
  const open = new AsyncDisposableStack();
  try {
    const database = reachDatabase(settings, open);
    const config = await loadConfig(settings.configDir, process.env);
    return await examine(CHECKS, { settings, config, database });
  } finally {
    await within(CLOSE_MS, open.disposeAsync());
  }
}

function settingsFinding(problem: string): Found {
  return { check: 'settings', ...failed(problem, 'Correct the variable or the flag; see docs/operating.md') };
}

function examined(findings: Found[]): Report {
  return { ok: false, status: 'failed', findings };
}

function linesOf({ findings }: Report): string[] {
  const count = (status: Status) => findings.filter((one) => one.status === status).length;
  const [bad, odd] = [count('failed'), count('warning')];
  const sum =
    bad + odd === 0
      ? toned('good', 'all is well')
      : [bad > 0 && toned('bad', `${bad} failed`), odd > 0 && toned('warning', `${odd} to look at`)]
          .filter(Boolean)
          .join(', ');
  return [...findings.flatMap(findingLines), '', sum];
}

function markOf(status: Status): string {
  const [mark, tone] = MARKS[status];
  return tone === null ? mark : toned(tone, mark);
}

/** A line with what was found, and one with what to do. */
function findingLines({ check, subject, status, found, advice }: Found): string[] {
  const about = subject === null ? '' : `${printable(subject)}: `;
  return [
    `${markOf(status)} ${check.padEnd(WIDTH)}${about}${printable(found)}`,
    ...(advice === null ? [] : [`  ${''.padEnd(WIDTH)}→ ${printable(advice)}`]),
  ];
}
