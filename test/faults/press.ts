import type { Random } from '../bench/random.ts';
import { page, rss, type Site, startSite } from '../support/site.ts';

/** Which watch tells whom. Each is met by the word it is called by. */
export const WATCHES: Record<string, string[]> = {
  strike: ['slack', 'mail', 'hook', 'inbox'],
  merger: ['slack', 'inbox'],
  flood: ['mail', 'hook'],
};

/** Paths of the feeds; what each carries is drawn, and one story may stand in both. */
const FEEDS = ['/courier', '/herald'];

const BEGINNINGS = ['Aven', 'Brack', 'Cald', 'Dun', 'Elm', 'Fair', 'Glen', 'Holm'];
const ENDINGS = ['mouth', 'ton', 'ford', 'wick', 'ley', 'stead'];

/** A story that was published. */
export interface Story {
  /** A word that stands in nothing else: by it the story is known again wherever it is told. */
  place: string;
  title: string;
  /** Those it meets; none: it must not be told to anybody. */
  watches: string[];
}

/** A feed site on loopback whose stories are the same for the same seed. */
export interface Press {
  feeds: { id: string; url: string; every: string; backfill: boolean }[];
  /** Publishes so many more stories; the first of them is for every receiver. */
  publish(count: number): Story[];
  published(): Story[];
  /** Which story is told in these words, or null. */
  storyIn(words: string): Story | null;
  /** Requests for each feed so far. */
  polls(): number[];
  close(): Promise<void>;
}

/** Starts it with nothing published. */
export async function startPress(random: Random): Promise<Press> {
  const site = await startSite();
  const stories: Story[] = [];
  const carried = new Map<string, Story[]>(FEEDS.map((path) => [path, []]));
  const tell = () => {
    for (const [path, told] of carried) site.on(path, rss(told.map((story) => itemOf(site, story))));
  };
  tell();

  const add = (watches: string[]): Story => {
    const place =
      BEGINNINGS[stories.length % BEGINNINGS.length]! + ENDINGS[Math.floor(stories.length / BEGINNINGS.length)];
    const title = `${watches.length > 0 ? watches.join(' and ') : 'Sunshine'} at ${place}`;
    const story = { place, title: title.slice(0, 1).toUpperCase() + title.slice(1), watches };
    stories.push(story);
    site.on(`/${place}`, page(story.title, `${story.title}: what is known so far.`));
    const first = random.below(FEEDS.length);
    for (const [index, path] of FEEDS.entries())
      if (index === first || random.chance(0.3)) carried.get(path)!.push(story);
    return story;
  };

  return {
    feeds: FEEDS.map((path) => ({ id: path.slice(1), url: site.url + path, every: '1s', backfill: true })),
    publish(count) {
      const added = Array.from({ length: count }, (_, index) =>
        add(Object.keys(WATCHES).filter((watch) => (index === 0 && watch === 'strike') || random.chance(0.4))),
      );
      tell();
      return added;
    },
    published: () => stories,
    storyIn: (words) => stories.find(({ place }) => words.includes(place)) ?? null,
    polls: () => FEEDS.map((path) => site.requests(path).length),
    close: () => site.close(),
  };
}

function itemOf(site: Site, { place, title }: Story) {
  return { guid: place, title, link: `${site.url}/${place}` };
}
