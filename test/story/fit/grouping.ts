import { type LabelledSet, pairId } from './labelled.ts';

/** How well articles are grouped, counted as they are added; by stories and judged pairs that were held out. */
export interface GroupingFigures {
  /** Counts what becomes of all articles, as far as stories are chosen. */
  addStories(stories: readonly number[], isChosen: (story: string) => boolean): void;
  /** Counts what becomes of the articles of judged pairs, as far as pairs are chosen. */
  addJudged(stories: readonly number[], isChosen: (pair: string) => boolean): void;
  /** As lines for people. */
  lines(): string[];
}

/** Right and wrong ones that were put together, and those that were not. */
interface Counts {
  right: number;
  wrong: number;
  missed: number;
}

/** No figures yet. */
export function createGroupingFigures({ articles, judged, judgedArticles, areEither }: LabelledSet): GroupingFigures {
  const pairs: Counts = { right: 0, wrong: 0, missed: 0 };
  const people: Counts = { right: 0, wrong: 0, missed: 0 };
  const kinds = new Map<string, { found: number; of: number }>();

  function countKind(later: number, stories: readonly number[], before: readonly number[]): void {
    const kind = articles[later]!.kind ?? 'original';
    if (before.length === 0 || kind === 'original') return;
    const known = kinds.get(kind) ?? { found: 0, of: 0 };
    kinds.set(kind, known);
    known.of += 1;
    const joined = before.filter((earlier) => stories[earlier] === stories[later]).length;
    if (2 * joined >= before.length) known.found += 1;
  }

  return {
    addStories(stories, isChosen) {
      const before = Map.groupBy(articles.keys(), (at) => articles[at]!.story);
      for (let later = 0; later < articles.length; later += 1) {
        const { story } = articles[later]!;
        const isLaterChosen = isChosen(story);
        if (isLaterChosen) {
          countKind(
            later,
            stories,
            before.get(story)!.filter((at) => at < later),
          );
        }
        for (let earlier = 0; earlier < later; earlier += 1) {
          const other = articles[earlier]!.story;
          // Of two stories that are chosen one after the other, each counts half.
          const weight = (Number(isLaterChosen) + Number(isChosen(other))) / 2;
          if (weight === 0 || areEither(story, other)) continue;
          count(pairs, { isOne: story === other, isPutTogether: stories[later] === stories[earlier], weight });
        }
      }
    },
    addJudged(stories, isChosen) {
      const of = new Map(judgedArticles.map(({ id }, at) => [id, stories[at]]));
      for (const { a, b, same } of judged) {
        if (!isChosen(pairId(a, b))) continue;
        count(people, { isOne: same, isPutTogether: of.get(a.id) === of.get(b.id), weight: 1 });
      }
    },
    lines: () => [
      `pairs of articles: ${shown(pairs)}`,
      ...(judged.length > 0 ? [`pairs judged by people: ${shown(people)}`] : []),
      [...kinds]
        .toSorted(([a], [b]) => a.localeCompare(b))
        .map(([kind, { found, of }]) => `${kind} ${(found / of).toFixed(3)} of ${of}`)
        .join(', '),
    ],
  };
}

function count(
  counts: Counts,
  { isOne, isPutTogether, weight }: { isOne: boolean; isPutTogether: boolean; weight: number },
): void {
  if (isOne && isPutTogether) counts.right += weight;
  else if (isPutTogether) counts.wrong += weight;
  else if (isOne) counts.missed += weight;
}

function shown({ right, wrong, missed }: Counts): string {
  return `precision ${(right / (right + wrong)).toFixed(3)} at recall ${(right / (right + missed)).toFixed(3)}`;
}
