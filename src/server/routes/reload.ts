import type { FastifyInstance } from 'fastify';
import type { DiskStanding } from '../../store/work/process-report.ts';

/** Has the files of the configuration looked at, and tells how they stand after that. */
export type Reload = () => Promise<{ version: number; disk: DiskStanding }>;

/**
 * `POST /-/reload`: has the files of the configuration looked at now. 200: what is there runs; 422: it is wrong; 409: it is not
 * for this process to activate. Each with how the files stand, and the version that runs.
 */
export async function reloadRoutes(app: FastifyInstance, { reload }: { reload: Reload | null }): Promise<void> {
  app.post('/-/reload', async (_request, reply) => {
    if (!reload) return reply.code(501).send({ error: 'no configuration is followed by this process' });
    const { version, disk } = await reload();
    return reply.code(STATUS[disk.kind]).send({ version, disk });
  });
}

const STATUS: Record<DiskStanding['kind'], number> = { active: 200, none: 422, invalid: 422, behind: 409 };
