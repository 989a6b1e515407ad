import { type Embedded, embedArticle } from '../../src/pipeline/embedding.ts';
import { groupArticle } from '../../src/pipeline/group.ts';
import type { EmbeddingService } from '../../src/story/embedding/service.ts';
import { directionOf } from '../../src/story/embedding/vector.ts';
import { signatureOf } from '../../src/story/signature.ts';
import { addressesFor, article, EVIDENCE, feed, leasedItem, useStore, watch } from '../store/support.ts';
import { ARSON, ATTACK, BACKGROUND, DAM, type Sample, vectorFor } from './embedding.samples.ts';

const store = useStore(feed('a'));

/** A service that answers at once. */
function serviceOf(model: string, vector: (text: string) => number[] = vectorFor): EmbeddingService {
  return { model, embed: async (text) => directionOf(vector(text)) };
}

/** The story that an article tells, once it is committed. */
async function tell(sample: Sample, asked: EmbeddingService | null, guid = sample.id): Promise<number> {
  const { id, title, text, language } = sample;
  const read = article(id, { title, text, language, publishedAt: null });
  const embedded: Embedded | null = asked && (await embedArticle(store.db, asked, { title, text, watches: ['w'] }));
  const stored = await groupArticle(store.db, {
    item: await leasedItem(store.db, 'a', guid),
    article: read,
    storyKeys: [`url:${read.canonicalUrl}`],
    signing: { signature: signatureOf(read), ofWatch: new Set(), embedded },
    matches: [{ watchId: 'w', watch: watch('w'), evidence: EVIDENCE }],
    readAgain: null,
    reason: null,
    addressesFor,
    tellsDevelopments: false,
  });
  return stored!.storyId;
}

async function tellBackground(asked: EmbeddingService | null, samples = BACKGROUND): Promise<void> {
  for (const sample of samples) await tell(sample, asked);
}

/** Whether both are one story, with a service for each, and with what is usual known to the first. */
async function areOne([first, second]: [Sample, Sample], services: [EmbeddingService | null, EmbeddingService | null]) {
  await tellBackground(services[0]);
  return (await tell(first, services[0])) === (await tell(second, services[1]));
}

const model = serviceOf('concepts');

describe('a translation that has one name in common with its story', () => {
  const pair: [Sample, Sample] = [DAM.german, DAM.english];

  it('is a story of its own without a service', async () => {
    expect(await areOne(pair, [null, null])).toBe(false);
  });

  it('joins its story with one, which is told among the reasons', async () => {
    expect(await areOne(pair, [model, model])).toBe(true);
    const { joined } = await store.db
      .selectFrom('articles')
      .select('joined')
      .where('joined', 'is not', null)
      .executeTakeFirstOrThrow();
    expect(joined).toMatchObject({
      reasons: expect.arrayContaining([{ kind: 'embedding', cosine: expect.any(Number) }]),
    });
  });

  it('is a story of its own where the service says nothing of it, or said nothing of the other', async () => {
    expect(await areOne(pair, [model, null])).toBe(false);
  });

  it('is compared within a model only', async () => {
    const other = serviceOf('others');
    await tellBackground(
      other,
      BACKGROUND.map((sample) => ({ ...sample, id: `other-${sample.id}` })),
    );
    expect(await areOne(pair, [model, other])).toBe(false);
    expect(await store.db.selectFrom('articleEmbeddings').select('model').distinct().execute()).toHaveLength(2);
  });

  it('is a story of its own as long as nobody knows what is usual', async () => {
    await tellBackground(model, BACKGROUND.slice(0, 8));
    expect(await tell(DAM.german, model)).not.toBe(await tell(DAM.english, model));
  });
});

describe('two stories of one place, one day and one inspector', () => {
  const pair: [Sample, Sample] = [ATTACK, ARSON];

  it('are one without a service', async () => {
    expect(await areOne(pair, [null, null])).toBe(true);
  });

  it('are two with one', async () => {
    expect(await areOne(pair, [model, model])).toBe(false);
  });
});

it('makes nothing one story that has no word in common, whatever the service says', async () => {
  const same = serviceOf('same', (text) => vectorFor(/vanished|Feuer/.test(text) ? 'dam' : text));
  const one = {
    id: 'one',
    language: 'en',
    title: 'Lighthouse keeper vanished',
    text: 'Nobody has seen Orla Finch since.',
  };
  const other = {
    id: 'other',
    language: 'de',
    title: 'Feuer in Mühle',
    text: 'Die Wehr von Kandel löschte bis zum Abend.',
  };
  expect(await areOne([one, other], [same, same])).toBe(false);
});

it('keeps a vector once for each article, and as long as the article is looked for', async () => {
  await tell(DAM.german, model);
  await tell(DAM.german, model, 'again');
  const kept = () => store.db.selectFrom('articleEmbeddings').select('vector').execute();
  expect(await kept()).toHaveLength(1);
  await store.db.deleteFrom('articleSignatures').execute();
  expect(await kept()).toEqual([]);
});

it('sends headline and beginning of an article, and nothing that has no letters', async () => {
  const texts: string[] = [];
  const spy: EmbeddingService = {
    model: 'm',
    embed: async (text) => {
      texts.push(text);
      return null;
    },
  };
  const embed = (title: string, text: string) => embedArticle(store.db, spy, { title, text, watches: ['w'] });
  await embed('Headline', `${'x'.repeat(1_499)}😀 and more`);
  await embed('12:30', '…');
  expect(texts).toEqual([`Headline\n\n${'x'.repeat(1_499)}\ufffd`]);
});

it('tells the service how many dimensions its model has, once that is known', async () => {
  const asked: (number | null)[] = [];
  const spy: EmbeddingService = {
    model: 'concepts',
    embed: async (text, dimensions) => {
      asked.push(dimensions);
      return directionOf(vectorFor(text));
    },
  };
  await tell(DAM.german, spy);
  await tell(ATTACK, spy);
  expect(asked).toEqual([null, vectorFor('').length]);
});
