import { fileURLToPath } from 'node:url';
import { Eta } from 'eta';
import type { FastifyReply } from 'fastify';
import { reachInWords } from '../alert/coverage.ts';
import { counted } from '../language/counted.ts';
import type { Reach } from '../model/delivery.ts';
import type { Count } from '../store/views/overview.ts';
import { shortTime } from './time.ts';

const eta = new Eta({
  views: fileURLToPath(new URL('views', import.meta.url)),
  cache: true,
  autoEscape: true,
  useWith: false,
});

/** Sends a page made from `views/<view>.eta`, which gets `data` and the helpers as `it`. Every value is escaped. */
export function sendPage(reply: FastifyReply, view: string, data: object): FastifyReply {
  const html = eta.render(`./${view}`, {
    ...data,
    shortTime: (at: Date | null) => shortTime(at, new Date()),
    words,
    count,
    reach: reachInWords,
    sources,
  });
  return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(html);
}

/** `notModified` → `not modified`: an outcome as people read it. */
function words(outcome: string): string {
  return outcome.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** An estimate is told as one. */
function count({ count, isExact }: Count): string {
  return isExact ? String(count) : `about ${count}`;
}

/** `6 sources, 5 languages`, for the cell of a table. */
function sources({ sources, languages }: Reach): string {
  const told = counted(Math.max(1, sources), 'source');
  return sources > 1 && languages > 1 ? `${told}, ${counted(languages, 'language')}` : told;
}
