import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Database } from '../../store/database.ts';
import { WhyAnswer } from '../../why/answer.ts';
import type { Watching } from '../../why/gate.ts';
import { why } from '../../why/why.ts';
import { sendPage } from '../page.ts';

/** What the routes work with. */
export interface WhyDependencies {
  db: Database;
  /** What is watched at the moment; null: this process does not know. */
  watching(): Promise<Watching | null>;
}

/** Longer than any address; of a text, what a browser can ask about. In UTF-16 code units. */
const MAX_QUESTION = 8_000;

const Query = z.object({
  q: z.string().max(MAX_QUESTION).optional(),
  watch: z
    .string()
    .max(200)
    .transform((id) => id.trim() || null)
    .nullish(),
});

const WRONG: WhyAnswer = {
  kind: 'refused',
  reason: `A question is asked once, in ${MAX_QUESTION.toLocaleString('en')} characters at most.`,
  hints: [],
};

/** `/why?q=…`: at which gate news ended, as a page; `/api/v1/why?q=…`: the same as JSON ({@link WhyAnswer}). */
export async function whyRoutes(app: FastifyInstance, { db, watching }: WhyDependencies): Promise<void> {
  const answer = async (what: string, watch: string | null | undefined): Promise<WhyAnswer> =>
    why({ what, watchId: watch ?? null }, { db, watching: await watching(), now: new Date() });

  app.get('/why', async (request, reply) => {
    const { success, data } = Query.safeParse(request.query);
    const asked = { q: data?.q ?? '', watch: data?.watch ?? '' };
    if (!success) return sendPage(reply.code(400), 'why', { ...asked, answer: WRONG });
    if (asked.q.trim() === '') return sendPage(reply, 'why', { ...asked, answer: null });
    const given = await answer(asked.q, asked.watch || null);
    return sendPage(reply.code(given.kind === 'refused' ? 404 : 200), 'why', { ...asked, answer: given });
  });

  app.get('/api/v1/why', async (request, reply) => {
    const { success, data } = Query.safeParse(request.query);
    if (!success || data.q === undefined) return reply.code(400).send(WRONG);
    const given = WhyAnswer.parse(await answer(data.q, data.watch));
    return reply
      .code(given.kind === 'refused' ? 404 : 200)
      .header('cache-control', 'no-store')
      .send(given);
  });
}
