import type { Command } from 'commander';
import { FEED_FORMS, feedToken, feedTokenHash, feedUrl } from '../../alert/feed-token.ts';
import { closest, didYouMean } from '../../match/query/suggest.ts';
import type { FeedSubject } from '../../model/delivery.ts';
import { openLinkKey } from '../../store/access/link-key.ts';
import { closeOutgoingFeed, openOutgoingFeed } from '../../store/access/outgoing-feeds.ts';
import type { Database } from '../../store/database.ts';
import { configDirectory } from '../config/config-directory.ts';
import { folderOf, type WhatRuns, whatRuns } from '../config/what-runs.ts';
import { withDatabase } from './command-database.ts';
import { withConfigOption, withDataOption } from './options.ts';
import { printable } from './terminal-text.ts';

interface Options {
  renew?: true;
  close?: true;
  json?: true;
  config?: string;
  data?: string;
}

const NOT_PUBLIC =
  'There is no address to tell: `network.public_url` in the configuration says where feed readers reach Wirewatch’s pages, and it is not set.';

/** `wirewatch watch feed ID`, `wirewatch receiver feed ID`: where a feed reader finds what is told. */
export function addFeedAddressesVerb(noun: Command, kind: FeedSubject['kind'], example: string): void {
  const command = withConfigOption(withDataOption(noun.command('feed <id>')))
    .option('--renew', 'make new addresses; those that were told before lead nowhere from now on')
    .option('--close', 'let the addresses lead nowhere; it is for those of a watch or receiver that is gone, too')
    .option(
      '--json',
      'print a JSON object: {"kind":…,"id":…,"atom":…,"rss":…,"json":…}, with --close {"kind":…,"id":…,"closed":…}',
    )
    .addHelpText(
      'after',
      '\nThe addresses stay the same until they are renewed or closed. Who has one can read the feed without a login.' +
        '\n`network.public_url` has to be set, and a proxy before the pages to pass on /feeds/.' +
        `\n\nExamples:\n  wirewatch ${noun.name()} feed ${example}\n  wirewatch ${noun.name()} feed ${example} --renew`,
    )
    .action(async (id: string, { renew, close, json, config, ...flags }: Options) => {
      if (renew && close) command.error('error: either --renew or --close');
      const subject: FeedSubject = { kind, id };
      await withDatabase(flags, 'The feed could not be had', async (db) => {
        // Of what is in no configuration any more, too.
        if (close) return closeFeed(db, subject, json);
        const directory = configDirectory(config);
        const runs = await whatRuns(db, directory);
        const trouble = runs && troubleOf(subject, runs, directory);
        if (!runs || trouble) {
          if (trouble) console.error(trouble);
          process.exitCode = 1;
          return;
        }
        const token = await openFeed(db, subject, renew === true);
        const urls = FEED_FORMS.map((form) => [form, feedUrl(runs.config.network.publicUrl!, token, form)] as const);
        if (json) console.log(JSON.stringify({ ...subject, ...Object.fromEntries(urls) }));
        else for (const [form, url] of urls) console.log(`${LABELS[form].padEnd(5)} ${url}`);
      });
    });
}

const LABELS = { atom: 'Atom', rss: 'RSS', json: 'JSON' };

async function closeFeed(db: Database, subject: FeedSubject, json: true | undefined): Promise<void> {
  const closed = await closeOutgoingFeed(db, subject);
  const name = `${subject.kind} ${printable(subject.id)}`;
  if (json) console.log(JSON.stringify({ ...subject, closed }));
  else if (closed) console.log(`The feed of the ${name} is closed; its addresses lead nowhere.`);
  if (closed) return;
  console.error(`The ${name} has no feed that is open.`);
  process.exitCode = 1;
}

async function openFeed(db: Database, subject: FeedSubject, isRenewed: boolean): Promise<string> {
  const key = await openLinkKey(db);
  const hashOf = (generation: number) => feedTokenHash(feedToken(key, subject, generation))!;
  return feedToken(key, subject, await openOutgoingFeed(db, subject, hashOf, { isRenewed }));
}

/** Why there is no feed of it; null: there is one. */
function troubleOf({ kind, id }: FeedSubject, { config, version, edited }: WhatRuns, directory: string): string | null {
  const idsIn = ({ watches, receivers }: Pick<WhatRuns['config'], 'watches' | 'receivers'>) =>
    (kind === 'watch' ? watches : receivers).map((one) => one.id);
  const known = idsIn(config);
  if (known.includes(id)) return config.network.publicUrl === null ? NOT_PUBLIC : null;
  if (edited && idsIn(edited).includes(id))
    return `The ${kind} ${printable(id)} is in ${folderOf(directory)} only, and version ${version} is active: it has a feed once the files are.`;
  return `There is no ${kind} ${printable(id)}.${didYouMean(closest(id, known))}`;
}
