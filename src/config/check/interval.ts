const UNITS = /^(?:(\d{1,9})d)?(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?$/;

/** `30s`, `5m`, `2h`, `1h30m`, `1d`, or a whole number of seconds, in ms; null when it is none of these. */
export function parseInterval(interval: string | number): number | null {
  const text = String(interval);
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const units = text === '' ? null : UNITS.exec(text);
  if (!units) return null;
  const [days, hours, minutes, seconds] = units.slice(1).map((digits) => Number(digits ?? 0));
  return (((days! * 24 + hours!) * 60 + minutes!) * 60 + seconds!) * 1_000;
}
