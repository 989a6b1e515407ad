import { counted } from '../language/counted.ts';
import type { Digest, DigestStory } from '../model/delivery.ts';
import { reachInWords, updateOf } from './coverage.ts';
import type { DigestEntry, DigestMessage } from './digest.ts';
import { formatInstant, sourceLine } from './layout/words.ts';
import { composeMessage } from './message.ts';
import { line, linkOf } from './parts.ts';

/** UTF-16 code units. */
const MAX = { name: 120, reason: 300 };

/** What a digest says. @param timeZone IANA name of the zone that its times are told in. */
export function composeDigest(digest: Digest, possibleDuplicate: boolean, timeZone = 'UTC'): DigestMessage {
  const { stories, totals, silenced, updates, pagesUrl } = digest;
  const left = totals.stories - stories.length;
  return {
    kind: 'digest',
    title: titleOf(digest),
    intro: [
      ...(totals.alerts > 0 ? [countsOf(digest, timeZone)] : []),
      ...silenced.map(
        ({ silenceId, reason, messages }) =>
          `${counted(messages, 'message was', 'messages were')} silenced: ${line(reason, MAX.reason) ?? 'no reason was given'} (silence ${silenceId}, which has ended). \`wirewatch silence replay ${silenceId}\` sends ${messages === 1 ? 'it' : 'them'}`,
      ),
    ],
    entries: stories.map((story) => entryOf(story, digest, timeZone)),
    more: left > 0 ? `And ${counted(left, 'more story', 'more stories')}` : null,
    moreLink: left > 0 && pagesUrl !== null ? linkOf(pagesUrl) : null,
    updates: updates.map(updateOf),
    notes: possibleDuplicate ? ['This may be a second copy: whether an earlier attempt arrived is not known.'] : [],
    footer: `Wirewatch. ${FOOTERS[digest.because]}`,
    unsubscribe: null,
  };
}

const FOOTERS: Record<Digest['because'], string> = {
  schedule: 'Your route gathers alerts and tells of them at its times.',
  mute: 'Your route was muted; what came in the meantime is told in one message.',
  flood: 'There was more than your route allows within its time; what followed is told in one message.',
  group: 'What belongs together is told together.',
  silence: 'A silence has ended.',
};

function titleOf({ because, totals, silenced }: Digest): string {
  const stories = counted(totals.stories, 'story', 'stories');
  switch (because) {
    case 'schedule':
      return `${stories} since the last digest`;
    case 'mute':
      return `${stories} while it was quiet`;
    case 'flood':
      return `${stories} in a flood`;
    case 'group':
      return `${stories} together`;
    case 'silence': {
      const messages = silenced.reduce((sum, one) => sum + one.messages, 0);
      return `${counted(messages, 'message was', 'messages were')} silenced`;
    }
  }
}

/** `12 alerts since 24 Nov 2026, 22:00 UTC: 2 critical, 10 without a severity` */
function countsOf({ totals, since }: Digest, timeZone: string): string {
  const each = totals.bySeverity.map(
    ({ severity, alerts }) => `${alerts} ${line(severity, MAX.name) ?? 'without a severity'}`,
  );
  return `${counted(totals.alerts, 'alert')} since ${formatInstant(since, timeZone)}: ${each.join(', ')}`;
}

function entryOf(story: DigestStory, { pagesUrl, createdAt }: Digest, timeZone: string): DigestEntry {
  const message = composeMessage({ kind: 'news', ...story, updates: [], pagesUrl, createdAt }, false, timeZone);
  const { watch, severity, headline, link, passage, whyLink } = message;
  const reach = story.story && story.story.reach.articles > 1 ? reachInWords(story.story.reach) : null;
  return { severity, watch, headline, link, where: sourceLine(message), passage, reach, whyLink, actions: [] };
}
