import type { Answered, WhyAnswer } from './answer.ts';
import { type Asked, readQuestion } from './asked.ts';
import type { Gate, Ground, Subject } from './gate.ts';
import { GATES } from './gates.ts';
import { missingWatch } from './missing-watch.ts';
import { articleOfText, whyText } from './why-text.ts';
import { clause } from './words.ts';

/** What is asked. */
export interface Question {
  /** An address, the id of an article, alert or delivery or the beginning of one, or a text. */
  what: string;
  /** Only about this watch; null: about all of them. */
  watchId: string | null;
}

/** Says through which gates news came, and at which it ended. Never rejects for what is asked. */
export async function why(question: Question, ground: Ground): Promise<WhyAnswer> {
  const asked = await readQuestion(ground.db, question.what, question.watchId);
  if (asked.kind === 'refused') return asked;
  if (asked.kind === 'text') return whyText(await articleOfText(question.what), question, ground.watching);
  const { subject } = asked;
  const { watchId } = question;
  // One that the story has met may have left the configuration since.
  const wasMet = [...subject.matches, ...subject.alerts].some((each) => each.watchId === watchId);
  const missing =
    watchId === null || ground.watching === null || wasMet ? null : missingWatch(watchId, ground.watching);
  return missing ?? walk(asked, question, ground);
}

async function walk(
  { as, subject }: Extract<Asked, { kind: 'news' }>,
  { what, watchId }: Question,
  ground: Ground,
): Promise<WhyAnswer> {
  const passed: Answered['gates'] = [];
  let closed: Gate | null = null;
  for (const gate of GATES) {
    const finding = await gate.look(subject, ground);
    if (!finding) continue;
    passed.push({ gate: gate.name, question: gate.question, ...finding });
    if (finding.state !== 'closed') continue;
    closed = gate;
    break;
  }
  return {
    kind: 'answered',
    asked: { as, what: clause(what) },
    watch: watchId,
    article: articleOf(subject),
    gates: passed,
    closed: closed?.name ?? null,
    verdict: closed
      ? `It ended at ${closed.name}: ${passed.at(-1)!.sentences[0] ?? ''}`.trim()
      : 'It came through: everybody was told.',
  };
}

function articleOf({ article, items: [item] }: Subject): Answered['article'] {
  if (article)
    return { id: article.id, title: article.title, url: article.url, outlet: article.outlet, story: article.storyId };
  return item ? { id: null, title: item.title, url: item.link, outlet: null, story: null } : null;
}
