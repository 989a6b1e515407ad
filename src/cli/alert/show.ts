import type { Command } from 'commander';
import { explainEvidence } from '../../alert/explanation.ts';
import { type AlertEntry, readAlert } from '../../store/views/alerts.ts';
import { findDeliveries } from '../../store/views/ledger.ts';
import { readStory } from '../../store/views/stories.ts';
import { describeDelivery } from '../delivery/delivery-text.ts';
import { chooseId } from '../shared/chosen-id.ts';
import { withDatabase } from '../shared/command-database.ts';
import { type Facts, factLines } from '../shared/facts.ts';
import { withDataOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';
import { printable } from '../shared/terminal-text.ts';
import { storyAsJson, storyFacts } from '../story/story-text.ts';

/** Deliveries shown; more than an alert can have but by mistake. */
export const MAX_DELIVERIES = 1_000;

/** `wirewatch alert show ID`: the article, why it matched, and who was told. */
export function addShowVerb(alert: Command): void {
  withDataOption(alert.command('show <id>'))
    .option('--json', 'print a JSON object')
    .addHelpText('after', '\nAn id may be cut short, to eight characters.\n\nExample:\n  wirewatch alert show 9c1e44d0')
    .action(async (given: string, { json, ...flags }: { json?: true; data?: string }) => {
      await withDatabase(flags, 'The alert could not be shown', async (db) => {
        const chosen = await chooseId(db, 'alerts', given);
        const found = chosen.kind === 'found' ? await readAlert(db, chosen.id) : null;
        if (!found) {
          console.error(chosen.kind === 'refused' ? chosen.reason : `There is no alert ${printable(given)}.`);
          process.exitCode = 1;
          return;
        }
        const deliveries = await findDeliveries(db, { alertId: found.id, limit: MAX_DELIVERIES });
        const why = explainEvidence(found.evidence);
        const story = await readStory(db, found.storyId);
        const print = createOutput();
        if (json) {
          await print(JSON.stringify({ ...found, why, story: story && storyAsJson(story), deliveries }));
          return;
        }
        const now = new Date();
        for (const line of factLines([...factsOf(found, why), ...(story ? storyFacts(story) : [])])) await print(line);
        for (const delivery of deliveries) await print(describeDelivery(delivery, now));
      });
    });
}

function factsOf(
  { id, watch, title, url, outlet, publishedAt, createdAt, development }: AlertEntry,
  why: string[],
): Facts {
  return [
    ['alert', id],
    ['new', development?.words.join(', ') ?? null],
    ['watch', watch.name === null ? watch.id : `${watch.id}, ${watch.name}`],
    ['query', watch.query],
    ['severity', watch.severity],
    ['article', title],
    ['link', url],
    ['outlet', outlet],
    ['published', publishedAt === null ? null : publishedAt.toISOString()],
    ['raised', createdAt.toISOString()],
    ...why.map((reason, index): Facts[number] => [index === 0 ? 'why' : '', reason]),
  ];
}
