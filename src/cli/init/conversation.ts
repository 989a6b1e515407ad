import { InvalidArgumentError } from 'commander';
import type { NewFeed } from '../../config/edit/edit.ts';
import type { Lookout } from '../../feed/discovery/look.ts';
import { counted } from '../../language/counted.ts';
import type { Aliases } from '../../model/watch.ts';
import { describeFound } from '../feed/found-feed-text.ts';
import { urlArgument } from '../feed/network.ts';
import { toldOf } from '../receiver/test-message.ts';
import { printable } from '../shared/terminal-text.ts';
import type { Asker } from './asker.ts';
import { feedsOfList, feedsOfSite } from './find-feeds.ts';
import {
  mailFault,
  mailReceiver,
  type Receivers,
  SLACK_VARIABLE,
  SMTP_VARIABLE,
  slackFault,
  slackReceiver,
  smtpFault,
} from './from-flags.ts';
import { type Held, type Matched, preview } from './preview.ts';
import type { Staging } from './staging.ts';
import { tryReceivers } from './try-receivers.ts';

/** Asks for sites and lists of feeds until there is a feed, and as long as there are more. */
export async function askFeeds(asker: Asker, network: Lookout): Promise<NewFeed[]> {
  const feeds: NewFeed[] = [];
  for (;;) {
    const isFirst = feeds.length === 0;
    const question = isFirst
      ? 'Which site do you want to hear of? An address, or a list of feeds (.opml)'
      : 'Another one? Enter goes on';
    const answer = await asker.text(question, (text) => placeFault(text, isFirst), isFirst ? 'example.org' : undefined);
    if (answer === '') return feeds;
    feeds.push(...(await feedsAt(answer, asker, network)));
  }
}

async function feedsAt(place: string, asker: Asker, network: Lookout): Promise<NewFeed[]> {
  if (isList(place)) {
    const found = await feedsOfList(place);
    asker.say(found.kind === 'none' ? found.reasons : [counted(found.feeds.length, 'feed'), ...found.skipped]);
    return found.kind === 'none' ? [] : found.feeds;
  }
  const found = await feedsOfSite(urlArgument(place), network);
  if (found.kind === 'none') {
    asker.say(found.reasons);
    return [];
  }
  const [only, ...others] = found.feeds;
  if (others.length === 0) {
    asker.say([describeFound(only!)]);
    return [{ url: only!.url }];
  }
  const choices = found.feeds.map((feed) => ({
    value: feed.url,
    label: feed.url,
    hint: [feed.title, counted(feed.items, 'item'), feed.language].filter(Boolean).join(', '),
  }));
  return (await asker.several('Which of its feeds?', choices)).map((url) => ({ url }));
}

function isList(text: string): boolean {
  return /\.(?:opml|xml)$/i.test(text) && !/^https?:/i.test(text);
}

/** Why this is neither an address nor a list, or null. */
function placeFault(text: string, isFirst: boolean): string | null {
  if (text === '') return isFirst ? 'Write the address of a site, such as example.org.' : null;
  if (isList(text)) return null;
  try {
    urlArgument(text);
    return null;
  } catch (error) {
    if (error instanceof InvalidArgumentError) return error.message;
    throw error;
  }
}

/** Asks for a query until one is taken, each time with what it finds in what the feeds hold now. */
export async function askWatch(
  asker: Asker,
  aliases: Aliases,
  held: Held,
): Promise<{ query: string; matched: Matched[] }> {
  if (held.unread.length > 0) asker.say(held.unread);
  for (;;) {
    const query = await asker.text(
      'What do you want to hear of? Words, "phrases", AND, OR, NEAR/10, names such as @telegram',
      (text) => (text === '' ? 'Write a word at least.' : null),
      'Telegram NEAR/25 (@bka OR "user data")',
    );
    const seen = preview(query, aliases, held);
    asker.say(seen.lines);
    if (seen.kind === 'read' && (await asker.yes('Take this watch?'))) return { query, matched: seen.matched };
  }
}

/** Asks who is told, and tries it with a message where that is wanted; leaves the answer in `staging`. */
export async function askReceivers(asker: Asker, staging: Staging, mayTest: boolean): Promise<Receivers> {
  for (;;) {
    const told = await askReceiver(asker);
    await staging.setReceivers(told.receivers, told.secrets);
    if (told.receivers.length === 0 || !mayTest || !(await asker.yes('Send a test message there now?'))) return told;
    const { checked } = await staging.open();
    if (checked.kind === 'invalid') {
      asker.say(checked.problems.map(({ reason }) => reason));
      continue;
    }
    const tried = await tryReceivers(checked.config);
    asker.say(
      tried.map(({ endpoint, sent, accepted, reason }) =>
        sent
          ? `✓ ${printable(endpoint)}: ${toldOf({ outcome: 'sent', accepted, detail: null })}`
          : `✗ ${printable(endpoint)}: ${printable(reason ?? '')}`,
      ),
    );
    if (tried.every(({ sent }) => sent)) return told;
    if (!(await asker.yes('Answer again?'))) return told;
  }
}

async function askReceiver(asker: Asker): Promise<Receivers> {
  const way = await asker.choose('Who is to be told?', [
    { value: 'slack', label: 'a Slack channel', hint: 'by the address of an incoming webhook' },
    { value: 'mail', label: 'people, by mail' },
    { value: 'inbox', label: 'nobody yet', hint: 'alerts are kept in the inbox on the pages' },
  ]);
  if (way === 'inbox') return { receivers: [], secrets: {} };
  if (way === 'slack') {
    const url = await asker.secret('Address of the webhook (kept in .env)', slackFault);
    return { receivers: [slackReceiver(SLACK_VARIABLE)], secrets: { [SLACK_VARIABLE]: url } };
  }
  const to = addresses(
    await asker.text('Mail addresses, with commas', (text) => mailFault(addresses(text)), 'desk@example.org'),
  );
  const from = await asker.text('Sender (Enter: the first of these)', (text) =>
    text === '' ? null : mailFault([text]),
  );
  const url = await asker.secret('Mail server, as smtp://user:password@mail.example.org:587 (kept in .env)', smtpFault);
  return { receivers: [mailReceiver(to, from || undefined, SMTP_VARIABLE)], secrets: { [SMTP_VARIABLE]: url } };
}

function addresses(text: string): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
}
