import { columns, figure } from '../columns.ts';
import type { Flood } from './flood.ts';
import type { Grouping, Parts } from './measure.ts';

/** A line for each size of the window, how much the time grows, and what does not hang on the size. */
export function formatStories(sizes: readonly Grouping[], parts: Parts, flood: Flood | null): string {
  const rows = sizes.map(({ stories, signature, grouping, keys, neighbours, bytes }) => [
    stories.toLocaleString('en'),
    ...[signature + grouping, signature, grouping, (signature + grouping) / parts.page, keys, neighbours, bytes].map(
      figure,
    ),
  ]);
  const [first, last] = [sizes[0]!, sizes.at(-1)!];
  const growth = Math.log(last.grouping / first.grouping) / Math.log(last.stories / first.stories);
  return [
    ...columns([
      [
        'stories',
        'ms an article',
        'signature',
        'grouping',
        'of reading its page',
        'keys',
        'neighbours',
        'bytes a story',
      ],
      ...rows,
    ]),
    ...(sizes.length > 1 ? [`growth of grouping with the stories: ${figure(growth)}`] : []),
    '',
    `reading a page: ${figure(parts.page)} ms`,
    `the copy path alone: ${figure(parts.copyPath)} ms, ${figure(parts.copyPath / parts.page)} of reading a page`,
    `a stored signature: ${figure(parts.storedBytes)} bytes, restored in ${figure(parts.restore)} ms`,
    ...(flood ? [floodLine(flood)] : []),
  ].join('\n');
}

function floodLine({ articles, stories, first, last, alerts, bytes }: Flood): string {
  const told = `${alerts} alerts of ${articles.toLocaleString('en')} articles and ${stories} stories`;
  return `a flood in a database: ${told}; ms an article, others waiting: ${figure(first)} at first, ${figure(last)} at last, ${figure(last / first)}; ${figure(bytes)} bytes kept to find one by`;
}
