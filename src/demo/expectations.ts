import type { Captured } from './capture/pages.ts';
import { demoReceivers, demoWatches } from './demo-config.ts';
import { expectedAlerts } from './newsroom/expected-alerts.ts';
import { articlePath } from './newsroom/outlet.ts';
import { outlets } from './newsroom/outlets.ts';

/** A message that must arrive once. */
export interface ExpectedDelivery {
  receiverId: string;
  watchId: string;
  /** The story in a few words. */
  story: string;
  /** The article's address, and those of its copies: the message links to one of them. */
  urls: string[];
}

/** What a message that arrived told of one watch. */
export interface SeenDelivery {
  receiverId: string;
  /** Null when the message names none of the demo's watches. */
  watchId: string | null;
  /** The article it links to, without tracking; null when it links to none of the newsroom. */
  url: string | null;
}

/** How the two differ, each difference in plain words. All empty: everything arrived once and nothing else did. */
export interface DeliveryReport {
  missing: string[];
  unexpected: string[];
  repeated: string[];
}

/** Every Slack message and mail that the demo must bring forth once the story has broken. */
export function expectedDeliveries(newsroomUrl: string, mode: { backfill: boolean }): ExpectedDelivery[] {
  const captured = [demoReceivers.slack, demoReceivers.mail];
  return expectedAlerts(mode).flatMap(({ watchId, story, articles }) => {
    const receivers = demoWatches.find(({ id }) => id === watchId)?.receivers ?? [];
    const urls = articles.map(({ outletId, slug }) => newsroomUrl + articlePath(outletId, slug));
    return receivers
      .filter((receiverId) => captured.includes(receiverId))
      .map((receiverId) => ({ receiverId, watchId, story, urls }));
  });
}

/** What was captured, an entry for each watch that a message names, by the names and the article's address somewhere in it. */
export function seenDeliveries(
  captured: Pick<Captured, 'slackMessages' | 'mails'>,
  newsroomUrl: string,
): SeenDelivery[] {
  const articleUrls = outlets.flatMap(({ id, items }) => items.map(({ slug }) => newsroomUrl + articlePath(id, slug)));
  const read = (receiverId: string, words: string): SeenDelivery[] => {
    // Other articles of the story are named behind it.
    const [url = null] = articleUrls
      .filter((each) => words.includes(each))
      .toSorted((a, b) => words.indexOf(a) - words.indexOf(b));
    const named = demoWatches.filter(({ name }) => words.includes(name)).map(({ id }) => id);
    return (named.length > 0 ? named : [null]).map((watchId) => ({ receiverId, watchId, url }));
  };
  return [
    ...captured
      .slackMessages()
      .flatMap(({ text, blocks }) => read(demoReceivers.slack, JSON.stringify({ text, blocks }))),
    ...captured
      .mails()
      .flatMap(({ subject, text, html }) => read(demoReceivers.mail, [subject, text, html].join('\n'))),
  ];
}

/** Compares what should have arrived with what did. */
export function checkDelivered(expected: ExpectedDelivery[], seen: SeenDelivery[]): DeliveryReport {
  const fits = (wanted: ExpectedDelivery, found: SeenDelivery) =>
    wanted.receiverId === found.receiverId &&
    wanted.watchId === found.watchId &&
    found.url !== null &&
    wanted.urls.includes(found.url);

  const counted = expected.map((wanted) => ({ wanted, times: seen.filter((found) => fits(wanted, found)).length }));
  return {
    missing: counted.filter(({ times }) => times === 0).map(({ wanted }) => `${describe(wanted)} has not arrived`),
    repeated: counted
      .filter(({ times }) => times > 1)
      .map(({ wanted, times }) => `${describe(wanted)} arrived ${times} times`),
    unexpected: seen
      .filter((found) => !expected.some((wanted) => fits(wanted, found)))
      .map(
        ({ receiverId, watchId, url }) =>
          `${receiverId}: ${url ?? 'a message without a known article'} was not to be told to ${watchId ?? 'an unknown watch'}`,
      ),
  };
}

function describe({ receiverId, watchId, story }: ExpectedDelivery): string {
  return `${receiverId}: the alert of ${watchId} on ${story}`;
}
