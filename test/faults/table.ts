import { isGood, type Row } from './play.ts';

type Played = Extract<Row, { kind: 'played' }>;

const HEAD = ['scenario', 'backend', 'lost', 'doubled (marked)', 'silent copies', 'seconds', 'after the fault', ''];

/** A row a scenario and backend: sums over its seeds, and the longest times. */
export function tableOf(rows: Row[]): string {
  const groups = [...Map.groupBy(rows, ({ scenario, backend }) => `${scenario}\n${backend}`).values()];
  const lines = [HEAD, ...groups.map(lineOf)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const written = lines.map((line) => `| ${line.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`);
  written.splice(1, 0, `| ${widths.map((width) => '-'.repeat(Math.max(3, width))).join(' | ')} |`);
  return written.join('\n');
}

function lineOf(rows: Row[]): string[] {
  const { scenario, backend } = rows[0]!;
  const played = rows.filter((row) => row.kind === 'played');
  const sum = (of: (row: Played) => number) => String(played.reduce((total, row) => total + of(row), 0));
  const most = (of: (row: Played) => number | null) => {
    const times = played.map(of);
    return times.some((time) => time === null) ? 'never' : String(Math.max(...times.map((time) => time!)));
  };
  const figures =
    played.length === 0
      ? ['', '', '', '', '']
      : [
          sum(({ lost }) => lost.length),
          sum(({ doubled }) => doubled),
          sum(({ silent }) => silent.length),
          most(({ seconds }) => seconds),
          most(({ secondsAfter }) => secondsAfter),
        ];
  return [scenario, backend, ...figures, [...new Set(rows.flatMap(remarks))].join('; ')];
}

/** What there is to say of a row beside its figures, in short. */
function remarks(row: Row): string[] {
  if (row.kind !== 'played') return [`${row.kind}: ${firstLine(row.reason)}`];
  return [
    ...(row.dead.length > 0 ? [`${row.dead.length} dead`] : []),
    ...(row.ended > 0 ? ['ended by itself'] : []),
    ...[...row.problems, ...row.wrong].map(firstLine),
  ];
}

function firstLine(text: string): string {
  return text.split('\n')[0]!;
}

/** A row as it comes in, with every sentence there is to it. */
export function describeRow(row: Row): string {
  const title = `${isGood(row) ? '✓' : '✗'} ${row.scenario}, ${row.backend}, seed ${row.seed}`;
  if (row.kind !== 'played') return `${title}: ${row.kind}: ${row.reason}`;
  const { lost, dead, silent, wrong, problems, doubled, seconds } = row;
  const broken = { lost, dead, silent, wrong, problems };
  const told = Object.entries(broken).flatMap(([kind, sentences]) => sentences.map((one) => `\n    ${kind}: ${one}`));
  return `${title}: ${seconds ?? '–'} s, ${doubled} marked copies${told.join('')}`;
}
