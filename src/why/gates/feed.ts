import type { WhyFeed } from '../../store/views/why-feeds.ts';
import { found, type Gate, type Subject } from '../gate.ts';
import { at, clause, listed, quoted } from '../words.ts';

/** Which feeds could bring it, or did. */
export const feedGate: Gate = {
  name: 'feed',
  question: 'Is there a feed for it?',
  look(subject) {
    const { items, feeds, site } = subject;
    const see = (shown: WhyFeed[]) => shown.map(({ id }) => ({ kind: 'feed' as const, id }));
    const brought = bringing(subject);
    if (items.length > 0) {
      const left = brought.filter(({ active }) => !active);
      return found(
        'open',
        [
          `${listed(brought.map(nameOf))} brought it.`,
          left.length === 0
            ? null
            : `${listed(left.map(({ id }) => id))} left the configuration ${at(left[0]!.leftAt)} and ${left.length === 1 ? 'is' : 'are'} not read any more.`,
        ],
        see(brought),
      );
    }
    const watched = feeds.filter(({ active }) => active);
    const others = watched.filter(({ host }) => host !== site && !host.endsWith(`.${site}`));
    if (others.length > 0)
      return found(
        'open',
        [`No feed of ${site} itself is watched, but ${listed(others.map(nameOf))} brought articles of it before.`],
        see(others),
      );
    if (watched.length > 0)
      return found('open', [`Of ${site}, these feeds are watched: ${listed(watched.map(nameOf))}.`], see(watched));
    if (subject.article !== null) return found('unknown', ['The feed item that brought it is not kept any more.']);
    if (site === null) return found('unknown', ['It has no address, so that no feed can be named.']);
    const [gone] = feeds;
    return found('closed', [
      `No feed of ${clause(site)} is watched.`,
      gone === undefined ? null : `${nameOf(gone)} left the configuration ${at(gone.leftAt)}.`,
      `\`wirewatch feed discover ${originOf(subject)}\` looks for its feeds, and \`wirewatch feed add ${originOf(subject)}\` adds them.`,
    ]);
  },
};

/** The feeds that brought it. */
export function bringing({ feeds, items }: Subject): WhyFeed[] {
  return feeds.filter(({ id }) => items.some(({ feedId }) => feedId === id));
}

/** `courier (“The Courier”, https://…)` */
export function nameOf({ id, name, url }: Pick<WhyFeed, 'id' | 'name' | 'url'>): string {
  return `${id} (${name === null ? '' : `${quoted(name)}, `}${clause(url)})`;
}

function originOf({ url, site }: Subject): string {
  return URL.parse(url ?? '')?.origin ?? `https://${site}`;
}
