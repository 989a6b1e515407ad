import { explainEvidence } from '../../alert/explanation.ts';
import { type Finding, found, type Gate, type Subject, type Watching } from '../gate.ts';
import { nearMisses, nearnessTo } from '../near-miss.ts';
import { at, clause, failuresInWords, underVersion, watchesNow } from '../words.ts';

/** Near misses that are told of. */
const MAX_NEAR = 3;

const NOT_AGAIN = 'the watch was added or changed since, and what was read is not matched again';

/** Which watches it satisfies, and which it nearly does. */
export const watchesGate: Gate = {
  name: 'watches',
  question: 'Which watches does it meet?',
  async look(subject, { watching }) {
    if (subject.article === null) return null;
    const met = matchesMeant(subject);
    if (met.length > 0) return found('open', met.flatMap(matchSentences));
    const missed = await missedWatches(subject, subject.article, watching);
    return found('closed', [...missed, partlyRead(subject.article)]);
  },
};

/** The matches that are asked about. */
export function matchesMeant({ matches, watchId, alertIds, alerts }: Subject): Subject['matches'] {
  const ofAlerts = alertIds && new Set(alerts.filter(({ id }) => alertIds.includes(id)).map((alert) => alert.watchId));
  return matches.filter(
    (match) => (watchId === null || match.watchId === watchId) && (ofAlerts?.has(match.watchId) ?? true),
  );
}

function matchSentences({ watchId, evidence, createdAt, configVersion }: Subject['matches'][number]): string[] {
  const [first = 'what it asks of the article holds', ...more] = explainEvidence(evidence);
  return [
    `${clause(watchId)} matched ${at(createdAt)}${underVersion(configVersion)}: ${clause(first)}.`,
    ...more.map((reason) => `${clause(reason)}.`),
  ];
}

type Article = NonNullable<Subject['article']>;

async function missedWatches(
  { watchId }: Subject,
  article: Article,
  watching: Watching | null,
): Promise<(string | null)[]> {
  const missed = watchId === null ? 'It met no watch when it was read.' : `${clause(watchId)} did not match.`;
  if (watching === null) return [missed, 'How near it came is only told where the configuration is known.'];
  const { watches, aliases } = watching;
  if (watchId !== null) {
    const watch = watches.find(({ id }) => id === watchId);
    const near = watch && nearnessTo(watch, article, aliases);
    if (!near) return [missed, 'It is not watched any more.'];
    return near.holds ? [missed, `It would now: ${NOT_AGAIN}.`] : [missed, ...failuresInWords(near.failures)];
  }
  const { nearest, looked } = await nearMisses(article, watches, aliases, MAX_NEAR);
  return [
    `It met no watch when it was read; ${watchesNow(watches.length)}.`,
    ...nearest.flatMap(({ watch, holds, failures }) =>
      holds
        ? [`${clause(watch.id)} would match now: ${NOT_AGAIN}.`]
        : [`${clause(watch.id)} nearly matches.`, ...failuresInWords(failures)],
    ),
    looked < watches.length
      ? `Of these, the ${looked} whose words stand there first were looked at closely; ask about another one by its id.`
      : null,
  ];
}

function partlyRead({ source, flags }: Article): Finding['sentences'][number] | null {
  const isWhole = source === 'page' && !flags.includes('summary_only');
  return isWhole ? null : 'Only what the feed says of it could be matched; the rest of the article may say more.';
}
