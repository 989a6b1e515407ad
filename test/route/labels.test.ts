import { labelsOf } from '../../src/route/labels.ts';

const article = {
  ...{ tags: ['privacy', 'de'], language: 'zh-hant', country: 'DE', outlet: 'Der Spiegel' },
  ...{ canonicalUrl: 'https://www.spiegel.de/a', url: 'https://l.example.org/a' },
};

describe('the labels of an alert', () => {
  it('are those of its watch and of its article', () => {
    const watch = { id: 'telegram', tags: ['police', 'privacy'], severity: 'high' };
    expect(labelsOf({ watch, article, feedId: 'spiegel', storyId: 17 })).toEqual({
      watch: ['telegram'],
      tag: ['police', 'privacy', 'de'],
      severity: ['high'],
      language: ['zh', 'zh-hant'],
      country: ['DE'],
      source: ['Der Spiegel', 'spiegel.de', 'l.example.org', 'spiegel'],
      story: ['17'],
    });
  });

  it('are left out where nothing is known', () => {
    const unknown = { tags: [], language: null, country: null, outlet: null, canonicalUrl: null, url: null };
    expect(labelsOf({ watch: { id: 'w', tags: [], severity: null }, article: unknown, storyId: null })).toEqual({
      ...{ watch: ['w'], tag: [], severity: [], language: [], country: [], source: [], story: [] },
    });
  });

  it('name a language without a script once, and a host without an outlet', () => {
    const { language, source } = labelsOf({
      watch: { id: 'w', tags: [], severity: null },
      article: { ...article, language: 'de', outlet: null, canonicalUrl: null },
      storyId: null,
    });
    expect({ language, source }).toEqual({ language: ['de'], source: ['l.example.org'] });
  });
});
