import type { Command } from 'commander';
import { shortTime } from '../../server/time.ts';
import { type AlertEntry, findAlerts } from '../../store/views/alerts.ts';
import { SHORT_ID } from '../shared/chosen-id.ts';
import { withDatabase } from '../shared/command-database.ts';
import { withDataOption, withLimitOption, withSinceOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';
import { printable } from '../shared/terminal-text.ts';

/** Alerts listed unless told otherwise. */
const LIMIT = 50;

interface Options {
  watch?: string;
  since?: number;
  limit: number;
  json?: true;
  data?: string;
}

/** `wirewatch alert list`: the newest first. */
export function addListVerb(alert: Command): void {
  const command = withDataOption(alert.command('list')).option('--watch <id>', 'only those of this watch');
  withLimitOption(withSinceOption(command, 'those'), LIMIT)
    .option('--json', 'print a JSON object for each alert, one a line')
    .addHelpText(
      'after',
      '\nExamples:\n  wirewatch alert list --since 24h\n  wirewatch alert list --watch telegram-user-data --json | jq -r .url',
    )
    .action(async ({ watch, since, limit, json, ...flags }: Options) => {
      await withDatabase(flags, 'The alerts could not be listed', async (db) => {
        const print = createOutput();
        const now = new Date();
        const alerts = await findAlerts(db, { watchId: watch, sinceMs: since, limit });
        for (const one of alerts) await print(json ? JSON.stringify(one) : describeAlert(one, now));
      });
    });
}

/** A line with id, watch and title, and one with time, outlet and link. */
function describeAlert({ id, watch, title, url, outlet, createdAt }: AlertEntry, now: Date): string {
  const severity = watch.severity ? ` [${printable(watch.severity)}]` : '';
  const details = [shortTime(createdAt, now), outlet, url].flatMap((each) => (each === null ? [] : [printable(each)]));
  return `${id.slice(0, SHORT_ID)}  ${printable(watch.id)}${severity}  ${printable(title)}\n          ${details.join(', ')}`;
}
