/** Articles of one run, grouped into stories. */
export interface Stories {
  /**
   * Adds an article to the stories it shares a key with, which become one, or to a new one. Returns the id of the story
   * as it is known now: that of its first article. Where two articles have the same id and tell different stories, the
   * later story has `~2`, `~3` and so on behind it.
   */
  add(articleId: string, keys: readonly string[]): string;
}

/** `joined`: the older story that this one turned out to be. */
interface Story {
  id: string;
  order: number;
  joined: Story | null;
}

/** Keeps the keys of every article: some 200 bytes each. */
export function createStories(): Stories {
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
    return { id, order: ids.size, joined: null };
  }

  return {
    add(articleId, keys) {
      const met = keys.flatMap((key) => byKey.get(key) ?? []).map(oldest);
      const story = met.length > 0 ? met.reduce((a, b) => (b.order < a.order ? b : a)) : begin(articleId);
      for (const other of met) if (other !== story) other.joined = story;
      for (const key of keys) byKey.set(key, story);
      return story.id;
    },
  };
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
