import { articleLanguage } from '../extract/metadata/language.ts';
import type { ReadableArticle } from '../match/text/fields.ts';
import type { WhyAnswer } from './answer.ts';
import { found, type Watching } from './gate.ts';
import { missingWatch } from './missing-watch.ts';
import { nearMisses } from './near-miss.ts';
import { clause, failuresInWords, watchesNow } from './words.ts';

/** Watches that are told of. */
const MAX_TOLD = 10;

/** A text as an article: its first line is the title. */
export async function articleOfText(text: string): Promise<ReadableArticle> {
  const [title = '', ...lines] = text.trim().split(/\r?\n/);
  const language = await articleLanguage({ page: null, feed: null, text });
  return { title, text: lines.join('\n').trim(), language };
}

/**
 * Says which watches a text meets, and which it nearly does. It asks no database: nothing is known of a text but what it says.
 *
 * @param what By what the answer calls it.
 */
export async function whyText(
  article: ReadableArticle,
  { what, watchId }: { what: string; watchId: string | null },
  watching: Watching | null,
): Promise<WhyAnswer> {
  if (watching === null)
    return {
      kind: 'refused',
      reason: 'What is watched is not known here.',
      hints: ['Of a text only watches are asked.'],
    };
  const missing = watchId === null ? null : missingWatch(watchId, watching);
  if (missing) return missing;
  const { aliases } = watching;
  const watches = watching.watches.filter(({ id }) => watchId === null || id === watchId);
  const { nearest, looked } = await nearMisses(
    article,
    watches,
    aliases,
    watchId === null ? MAX_TOLD : Infinity,
    watchId === null ? undefined : 0,
  );
  const isMet = nearest.some(({ holds }) => holds);
  const finding = found(isMet ? 'open' : 'closed', [
    isMet || watchId !== null ? null : `It meets no watch; ${watchesNow(watches.length)}.`,
    ...nearest.flatMap(({ watch, holds, failures }) =>
      holds
        ? [`${clause(watch.id)} matches.`]
        : [
            `${clause(watch.id)} ${watchId === null ? 'nearly matches' : 'does not match'}.`,
            ...failuresInWords(failures),
          ],
    ),
    looked < watches.length
      ? `Of these, the ${looked} whose words stand there first were looked at closely; ask about another one by its id.`
      : null,
  ]);
  return {
    kind: 'answered',
    asked: { as: 'text', what: clause(what) },
    watch: watchId,
    article: null,
    gates: [{ gate: 'watches', question: 'Which watches does it meet?', ...finding }],
    closed: isMet ? null : 'watches',
    verdict: isMet
      ? 'It meets a watch; whether it would alert depends on what came before it.'
      : 'It would raise no alert.',
  };
}
