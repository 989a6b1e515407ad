import type { Digest, DigestStory } from '../../../src/model/delivery.ts';

/** A digest of these stories, which came while it was quiet. */
export function digestOf(stories: DigestStory[], more: Partial<Digest> = {}): Digest {
  return {
    kind: 'digest',
    because: 'mute',
    since: new Date('2026-11-24T01:00:00Z'),
    stories: stories.map(({ article, alerts, coverage, story }) => ({ article, alerts, coverage, story })),
    totals: {
      stories: stories.length,
      alerts: stories.length,
      bySeverity: [{ severity: 'critical', alerts: stories.length }],
    },
    silenced: [],
    updates: [],
    pagesUrl: 'https://wirewatch.example',
    createdAt: new Date('2026-11-24T06:00:00Z'),
    ...more,
  };
}
