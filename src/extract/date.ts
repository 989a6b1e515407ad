/** ISO 8601 as pages write it: date, optional time to the second or finer, optional zone. */
const ISO =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)\d{0,9} ?(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?$/i;
/** RFC 5322 §3.3, with its zone. */
const MAIL_DATE = /^(?:[a-z]{3}, )?\d{1,2} [a-z]{3} \d{4} \d{2}:\d{2}(?::\d{2})? (?:[+-]\d{4}|GMT|UTC|Z)$/i;

/** News before this or after that is a mistake of the page. */
const EARLIEST_YEAR = 1990;
const LATEST_YEAR = 2100;

/** The instant a page's machine-readable date means, or null. Without a zone it is taken as UTC. */
export function parseDate(text: string): Date | null {
  const date = parseIso(text.trim()) ?? parseMailDate(text.trim());
  const year = date?.getUTCFullYear() ?? Number.NaN;
  return year >= EARLIEST_YEAR && year <= LATEST_YEAR ? date : null;
}

function parseIso(text: string): Date | null {
  const [, day, time = '00:00', zone = 'Z'] = ISO.exec(text) ?? [];
  if (!day) return null;
  return valid(`${day}T${time}${offset(zone)}`);
}

/** `+0100`, `+01`, `GMT` → `+01:00`, `Z`. */
function offset(zone: string): string {
  const [, sign, hours, minutes = '00'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  return sign ? `${sign}${hours}:${minutes}` : 'Z';
}

function parseMailDate(text: string): Date | null {
  return MAIL_DATE.test(text) ? valid(text) : null;
}

function valid(text: string): Date | null {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? null : date;
}
