import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { EditResult, WatchChange, WatchEditor } from '../../pipeline/config/edit-watch.ts';
import type { Watching } from '../../why/gate.ts';
import { ADMIN } from '../access/password.ts';

/** What the routes work with. */
export interface WatchesDependencies {
  /** Edits the configuration that this process follows; null: it follows none. */
  editor: WatchEditor | null;
  /** What is watched at the moment; null: this process does not know. */
  watching(): Promise<Watching | null>;
}

const text = z.string().min(1).max(20_000);
const list = z.array(text).min(1).max(1_000);
const KEYS = {
  query: text.optional(),
  name: text.optional(),
  tags: list.optional(),
  severity: text.optional(),
  receivers: list.optional(),
  language: text.optional(),
  dialect: text.optional(),
};
const Message = {
  message: z
    .string()
    .max(1_000)
    .regex(/^\P{Cc}*$/u, 'one line, without control characters')
    .optional(),
};
const Added = z.strictObject({ id: text, ...KEYS, query: text, ...Message });
const Edited = z.strictObject({ ...KEYS, ...Message });
const Removed = z.strictObject({ ...Message }).nullish();
const Params = z.object({ id: text });
const Asked = z.object({ dryRun: z.enum(['true', 'false']).optional() });

/**
 * `GET /api/v1/watches`: the watches that run, with the version's number as ETag. `POST` there adds one, `PATCH` and `DELETE`
 * of `/api/v1/watches/ID` change and remove it. Each names in If-Match (RFC 9110 §13.1.1) the version that it began from:
 * 428 (RFC 6585 §3) without one; 412 where another is active, with what has changed on both sides; 409 where the files are
 * not what runs; 422 for what the configuration refuses. With `?dryRun=true` nothing is written.
 */
export async function watchesRoutes(app: FastifyInstance, { editor, watching }: WatchesDependencies): Promise<void> {
  app.get('/api/v1/watches', async (_request, reply) => {
    const known = await watching();
    if (!known) return reply.code(503).send({ error: 'no version of the configuration is known to this process' });
    reply.header('etag', `"${known.version}"`).header('cache-control', 'no-store');
    return { version: known.version, watches: known.watches };
  });

  app.post('/api/v1/watches', async (request, reply) => {
    const body = Added.safeParse(request.body);
    if (!body.success) return wrong(reply, body.error);
    const { id, message, ...keys } = body.data;
    return edit(request, reply, { verb: 'add', id, keys }, message);
  });

  app.patch('/api/v1/watches/:id', async (request, reply) => {
    const body = Edited.safeParse(request.body);
    if (!body.success) return wrong(reply, body.error);
    const { message, ...keys } = body.data;
    return edit(request, reply, { verb: 'edit', ...Params.parse(request.params), keys }, message);
  });

  app.delete('/api/v1/watches/:id', async (request, reply) => {
    const body = Removed.safeParse(request.body);
    if (!body.success) return wrong(reply, body.error);
    return edit(request, reply, { verb: 'remove', ...Params.parse(request.params) }, body.data?.message);
  });

  async function edit(request: FastifyRequest, reply: FastifyReply, change: WatchChange, message = '') {
    if (!editor) return reply.code(501).send({ error: 'no configuration is followed by this process' });
    const asked = Asked.safeParse(request.query);
    if (!asked.success) return wrong(reply, asked.error);
    const base = /^"?(\d{1,9})"?$/.exec(request.headers['if-match'] ?? '')?.[1];
    if (base === undefined)
      return reply.code(428).send({ error: 'name the version that this began from: If-Match: "7"' });
    const dryRun = asked.data.dryRun === 'true';
    const author = `${ADMIN} (API)`;
    const result = await editor.edit({ change, base: Number(base), author, message: message || null, dryRun });
    if (result.kind === 'done') reply.header('etag', `"${result.version}"`);
    return reply.code(statusOf(result, change, dryRun)).send(result);
  }
}

function statusOf({ kind }: EditResult, { verb }: WatchChange, dryRun: boolean): number {
  switch (kind) {
    case 'done':
      return verb === 'add' && !dryRun ? 201 : 200;
    case 'outdated':
      return 412;
    case 'behind':
      return 409;
    case 'refused':
      return 422;
  }
}

function wrong(reply: FastifyReply, error: z.ZodError) {
  return reply.code(400).send({ error: z.prettifyError(error) });
}
