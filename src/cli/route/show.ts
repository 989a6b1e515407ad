import type { Command } from 'commander';
import type { Route } from '../../model/route.ts';
import { writeMatcher } from '../../route/matchers.ts';
import { whatRunsHere } from '../config/what-runs.ts';
import { withConfigOption, withDataOption } from '../shared/options.ts';
import { printable } from '../shared/terminal-text.ts';
import { settingsOf } from './route-text.ts';

const NO_TREE = 'There is no `route`: each watch tells the receivers it names, or all of them, at once.';

/** `wirewatch route show`: the tree that runs; where no Wirewatch runs, that of the files. */
export function addShowVerb(route: Command): void {
  withDataOption(withConfigOption(route.command('show')))
    .option('--json', 'print the routing as a JSON object; null for a root that is not there')
    .addHelpText('after', '\nExamples:\n  wirewatch route show\n  wirewatch route show --json | jq .root.receiver')
    .action(async ({ json, ...flags }: { config?: string; data?: string; json?: true }) => {
      const running = await whatRunsHere(flags);
      if (!running) return;
      const { routing } = running.config;
      if (json) console.log(JSON.stringify(routing));
      else console.log(routing.root ? linesOf(routing.root, '').join('\n') : NO_TREE);
    });
}

function linesOf(route: Route, indent: string): string[] {
  const { path, receiver, matchers, routes } = route;
  const when = matchers.length === 0 ? '' : `  when ${printable(matchers.map(writeMatcher).join(', '))}`;
  return [
    `${indent}${path}  → ${printable(receiver)}${when}`,
    `${indent}    ${printable(settingsOf(route).join('; '))}`,
    ...routes.flatMap((one) => linesOf(one, `${indent}  `)),
  ];
}
