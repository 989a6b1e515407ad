/** W3C date and time formats, as Atom, JSON Feed and Dublin Core use them; looser about separators and precision. */
const ISO =
  /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)? *([a-z]+|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?)?)?$/i;

/** RFC 822 as RSS uses it: the day's name and the seconds may be missing, the year may have two digits. */
const MAIL =
  /^(?:[a-z]+,? +)?(\d{1,2})[ -]([a-z]{3})[a-z]*\.?[ -](\d{4}|\d{2})(?:,? +(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)? *([a-z]+|[+-]\d{2}:?\d{2})?)?(?: *\([a-z ]+\))?$/i;

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** Hours east of UTC: the zones of RFC 822 §5.1, and those of other regions that feeds name. */
const ZONE_HOURS: Record<string, number> = {
  ...{ z: 0, ut: 0, utc: 0, gmt: 0, est: -5, edt: -4, cst: -6, cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7 },
  ...{ wet: 0, west: 1, bst: 1, cet: 1, cest: 2, mez: 1, mesz: 2, eet: 2, eest: 3, msk: 3, ist: 5.5, hkt: 8, sgt: 8 },
  ...{ jst: 9, kst: 9, aest: 10, aedt: 11, nzst: 12, nzdt: 13 },
};

/** No date is longer. */
const MAX_CHARACTERS = 100;

/** Older than any feed: a publisher's clock or software at fault, as in the frequent 1 January 1970. */
const EARLIEST = Date.UTC(1990, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/**
 * The instant a feed's date means, or null when it is none or lies outside 1970 to 2099. A date without a zone is taken
 * as UTC, one without a time as midnight.
 */
export function parseFeedDate(text: string): Date | null {
  const trimmed = text.trim();
  if (trimmed.length > MAX_CHARACTERS) return null;
  const iso = ISO.exec(trimmed);
  if (iso) {
    const [, year, month = '1', day = '1', hour, minute, second, fraction = '0', zone] = iso;
    return instant([Number(year), Number(month) - 1, Number(day)], [hour, minute, second], fraction, zone);
  }
  const mail = MAIL.exec(trimmed);
  if (mail) {
    const [, day, month = '', year = '', hour, minute, second, zone] = mail;
    return instant(
      [fullYear(year), MONTHS.indexOf(month.toLowerCase()), Number(day)],
      [hour, minute, second],
      '0',
      zone,
    );
  }
  return null;
}

/** RFC 2822 §4.3. */
function fullYear(year: string): number {
  if (year.length === 4) return Number(year);
  return Number(year) + (Number(year) < 50 ? 2000 : 1900);
}

type Clock = [hour?: string | undefined, minute?: string | undefined, second?: string | undefined];

function instant(day: [number, number, number], clock: Clock, fraction: string, zone: string | undefined): Date | null {
  const midnight = new Date(Date.UTC(...day));
  // Date.UTC makes 3 March of 31 February.
  if (midnight.getUTCMonth() !== day[1]) return null;
  const [hour = 0, minute = 0, second = 0] = clock.map((part) => Number(part ?? 0));
  if (hour > 24 || minute > 59 || second > 60) return null;
  const zoneMinutes = minutesEast(zone);
  if (zoneMinutes === null) return null;
  const ms = Math.floor(Number(`0.${fraction}`) * 1000);
  const time = midnight.getTime() + ((hour * 60 + minute - zoneMinutes) * 60 + second) * 1000 + ms;
  return time >= EARLIEST && time < LATEST ? new Date(time) : null;
}

/** `+0530` → 330. Null for a zone nobody knows: a guess could be half a day off. */
function minutesEast(zone: string | undefined): number | null {
  if (!zone) return 0;
  const numeric = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (!numeric) {
    const hours = ZONE_HOURS[zone.toLowerCase()];
    return hours === undefined ? null : hours * 60;
  }
  const [, sign, hours, minutes = '0'] = numeric;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
