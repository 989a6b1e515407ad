import type { Match } from '../../model/watch.ts';
import { decide, type MetStory } from '../../story/decide.ts';
import { groupArticle } from '../../story/group.ts';
import { keysOf, weigh } from '../../story/keys.ts';
import { createMemoryNeighbourhood } from '../../story/memory/neighbourhood.ts';
import type { Neighbour } from '../../story/neighbours.ts';
import { MODEL } from '../../story/score/weights.ts';
import type { Signature } from '../../story/signature.ts';
import { windowBefore } from '../../story/window.ts';

/** An article as far as it matters to which story it tells. */
export interface TellingArticle {
  id: string;
  title: string;
  /** Whose headlines are compared; null: nobody knows. */
  source: string | null;
  /** See `storyKeys`. */
  keys: string[];
  matches: Match[];
  /** By which other tellings are found, and what all of its watches have in common; null: it meets no watch. */
  signing: { signature: Signature; ofWatch: ReadonlySet<number> } | null;
}

/** Articles of one run, grouped into stories as the pipeline groups them. */
export interface Stories {
  /**
   * Adds an article to the story it tells; see {@link decide}. Returns the id of the story as it is known now: that of its
   * first article. Where two articles have the same id and tell different stories, the later story has `~2`, `~3` and so on
   * behind it.
   */
  add(article: TellingArticle): string;
}

/** `joined`: the older story that this one turned out to be. `headlines`: by source, under which it is told there. */
interface Story {
  id: string;
  order: number;
  joined: Story | null;
  headlines: Map<string, Set<string>>;
  /** Articles that meet a watch, and when the first of them was published; null: nobody knows. */
  size: number;
  beganAt: number | null;
}

/** Keeps keys and headlines of every article, some 300 bytes each, and 10 kB of one that meets a watch. */
export function createStories(): Stories {
  const neighbourhood = createMemoryNeighbourhood<number>();
  /** The stories of articles that meet a watch, in their order. */
  const told: Story[] = [];
  const byKey = new Map<string, Story>();
  const ids = new Set<string>();
  /** By article id: the number behind the last story that was called by it. */
  const numbers = new Map<string, number>();

  function begin(articleId: string): Story {
    let id = articleId;
    let nth = numbers.get(articleId) ?? 1;
    while (ids.has(id)) {
      nth += 1;
      id = `${articleId}~${nth}`;
    }
    numbers.set(articleId, nth);
    ids.add(id);
    return { id, order: ids.size, joined: null, headlines: new Map(), size: 0, beganAt: null };
  }

  function meet({ keys, source, title }: TellingArticle): MetStory<Story>[] {
    const met = new Map<Story, string[]>();
    for (const key of keys) {
      const story = byKey.get(key);
      if (story) met.set(oldest(story), [...(met.get(oldest(story)) ?? []), key]);
    }
    return [...met]
      .sort(([a], [b]) => a.order - b.order)
      .map(([story, metBy]) => ({
        id: story,
        keys: metBy,
        hasOtherHeadline: source !== null && [...(story.headlines.get(source) ?? [])].some((told) => told !== title),
        alerted: [],
        apart: [],
      }));
  }

  /** The stories that it tells by what it says, and how to keep it for those that come after it. */
  function near({ signature: plain, ofWatch }: NonNullable<TellingArticle['signing']>) {
    neighbourhood.count(plain);
    const signature = weigh(plain, neighbourhood.frequencies());
    const keys = keysOf(signature);
    const stories = new Map<number, Story>();
    const found = neighbourhood.find({ keys, since: windowBefore(signature.publishedAt) });
    const neighbours = found.map((one): Neighbour<number> => {
      const story = oldest(told[one.id]!);
      stories.set(story.order, story);
      return { ...one, story: story.order };
    });
    const { story, absorbs } = groupArticle(signature, neighbours, {
      model: MODEL,
      ofWatch,
      sizeOf: (order) => stories.get(order)!.size,
      beganAt: (order) => stories.get(order)!.beganAt,
    });
    return {
      stories: story === null ? [] : [story, ...absorbs].map((order) => nearStory(stories.get(order)!)),
      keep(its: Story) {
        its.size += 1;
        its.beganAt = its.size === 1 ? signature.publishedAt : its.beganAt;
        neighbourhood.add({ id: told.length, story: its.order, signature }, keys);
        told.push(its);
      },
    };
  }

  return {
    add(article) {
      const nearby = article.signing && near(article.signing);
      const { story: known, absorbs } = decide(article.matches, meet(article), nearby?.stories);
      const story = known ?? begin(article.id);
      for (const other of absorbs) absorb(story, other);
      nearby?.keep(story);
      for (const key of article.keys) if (!byKey.has(key)) byKey.set(key, story);
      if (article.source !== null) tell(story, article.source, [article.title]);
      return story.id;
    },
  };
}

function nearStory(id: Story): MetStory<Story> {
  return { id, keys: [], hasOtherHeadline: false, alerted: [], apart: [] };
}

function absorb(story: Story, other: Story): void {
  other.joined = story;
  story.size += other.size;
  for (const [source, titles] of other.headlines) tell(story, source, titles);
  other.headlines.clear();
}

function tell(story: Story, source: string, titles: Iterable<string>): void {
  const told = story.headlines.get(source) ?? new Set();
  for (const title of titles) told.add(title);
  story.headlines.set(source, told);
}

/** The story that `story` belongs to now. */
function oldest(story: Story): Story {
  let end = story;
  while (end.joined) end = end.joined;
  // The way is made short for the next time.
  for (let on = story; on.joined; ) {
    const { joined } = on;
    on.joined = end;
    on = joined;
  }
  return end;
}
