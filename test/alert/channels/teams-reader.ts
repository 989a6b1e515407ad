import type { TeamsMessage, TeamsRun } from '../../../src/alert/layout/teams.ts';
import type { Shown } from './contract.ts';

/** What an Adaptive Card may be made of, of which none reads Markdown. */
const INERT = ['AdaptiveCard', 'Container', 'RichTextBlock', 'TextRun', 'ActionSet', 'Action.OpenUrl'];

/** A card as Teams shows it, a line for each paragraph. */
export function showTeams(message: TeamsMessage): Shown {
  const { content } = message.attachments[0];
  const objects = objectsIn(content);
  const paragraphs = objects.flatMap(({ inlines }) => (Array.isArray(inlines) ? [inlines as TeamsRun[]] : []));
  const titles = objects.flatMap(({ title }) => (typeof title === 'string' ? title : []));
  return {
    text: [...paragraphs.map((runs) => runs.map(({ text }) => text).join('')), ...titles].join('\n'),
    links: objects.flatMap(({ url }) => (typeof url === 'string' ? url : [])),
    live: [
      ...objects.flatMap(({ type }) => (typeof type !== 'string' || INERT.includes(type) ? [] : type)),
      ...objects.flatMap(({ entities }) => (entities === undefined ? [] : 'entities')),
      ...(JSON.stringify(content).match(/\{\{(?:DATE|TIME)\([^)]*\)\}\}/g) ?? []),
    ],
  };
}

function objectsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  return [...(Array.isArray(value) ? [] : [{ ...value }]), ...Object.values(value).flatMap(objectsIn)];
}
