import type { NtfyMessage } from '../../../src/alert/layout/ntfy.ts';
import type { Shown } from './contract.ts';

/** A message as ntfy shows it: as it is, unless it is told that it is markdown; in a title, words of mail headers are decoded. */
export function showNtfy({ title, message, click, actions = [], ...more }: Omit<NtfyMessage, 'topic'>): Shown {
  return {
    text: [title, message, ...actions.map(({ label }) => label)].join('\n'),
    links: [...(click === undefined ? [] : [click]), ...actions.map(({ url }) => url)],
    live: [
      ...('markdown' in more ? ['markdown'] : []),
      ...actions.flatMap(({ action }) => (action === 'view' ? [] : [action])),
      ...(title.match(/=\?[\w-]+\?[bq]\?[^?]*\?=/gi) ?? []),
    ],
  };
}

/** docs.ntfy.sh/publish/#limitations, and what its server takes as JSON. */
export function ntfyLimits(message: NtfyMessage): { limit: number; found: number }[] {
  return [
    { limit: 4_096, found: Buffer.byteLength(message.message) },
    { limit: 1_000, found: Buffer.byteLength(message.title) },
    { limit: 3, found: message.actions?.length ?? 0 },
    { limit: 8_192, found: Buffer.byteLength(JSON.stringify(message)) },
  ];
}
