const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

const format = new Intl.RelativeTimeFormat('en', { style: 'short', numeric: 'auto' });

/** "5 min. ago", "in 30 sec.", "now"; a dash where there is no time. */
export function shortTime(at: Date | null, now: Date): string {
  if (at === null) return '–';
  const ms = at.getTime() - now.getTime();
  for (const [unit, size] of UNITS) if (Math.abs(ms) >= size) return format.format(Math.trunc(ms / size), unit);
  return 'now';
}
