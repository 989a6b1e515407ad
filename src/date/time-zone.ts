/**
 * Hours east of UTC of the abbreviations that feeds and pages write (RFC 822 §5.1; the tz database; where several regions
 * share one, the one whose press writes it most: IST is India's, BST Britain's, GST that of the Gulf, CST America's).
 */
const ZONE_HOURS: Record<string, number> = {
  ...{ z: 0, ut: 0, utc: 0, gmt: 0, est: -5, edt: -4, cst: -6, cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7 },
  ...{ akst: -9, akdt: -8, hst: -10, hast: -10, hdt: -9, ast: -4, adt: -3 },
  ...{ nst: -3.5, ndt: -2.5, sst: -11, pmst: -3, pmdt: -2, egt: -1, egst: 0, wgt: -2, wgst: -1 },
  ...{
    brt: -3,
    brst: -2,
    amt: -4,
    amst: -3,
    fnt: -2,
    art: -3,
    clt: -4,
    clst: -3,
    uyt: -3,
    uyst: -2,
    pyt: -3,
    pyst: -3,
  },
  ...{ bot: -4, pet: -5, cot: -5, ect: -5, vet: -4, gft: -3, gyt: -4, srt: -3, cist: -8, galt: -6 },
  ...{ wet: 0, west: 1, bst: 1, wat: 1, wast: 2, cet: 1, cest: 2, met: 1, mest: 2, mez: 1, mesz: 2, cat: 2, azot: -1 },
  ...{ azost: 0, cvt: -1, oez: 2, oesz: 3, wez: 0, wesz: 1, hnec: 1, heec: 2, eet: 2, eest: 3, sast: 2, idt: 3 },
  ...{ eat: 3, msk: 3, msd: 4, fet: 3, trt: 3, ast3: 3, irst: 3.5, irdt: 4.5, gst: 4, samt: 4, azt: 4, get: 4, mut: 4 },
  ...{ sct: 4, ret: 4, aft: 4.5, pkt: 5, uzt: 5, tjt: 5, tmt: 5, yekt: 5, mvt: 5, ist: 5.5, slst: 5.5, npt: 5.75 },
  ...{ bdt: 6, btt: 6, almt: 5, qyzt: 5, kgt: 6, omst: 6, mmt: 6.5, ict: 7, wib: 7, novt: 7, krat: 7, hovt: 7 },
  ...{ hkt: 8, sgt: 8, myt: 8, pht: 8, phst: 8, wita: 8, awst: 8, irkt: 8, ulat: 8, bnt: 8, cct: 6.5, wst: 8 },
  ...{
    jst: 9,
    kst: 9,
    wit: 9,
    yakt: 9,
    tlt: 9,
    acst: 9.5,
    acdt: 10.5,
    aest: 10,
    aedt: 11,
    vlat: 10,
    chst: 10,
    pgt: 10,
  },
  ...{ lhst: 10.5, magt: 11, sakt: 11, sret: 11, sbt: 11, nct: 11, vut: 11, nzst: 12, nzdt: 13, fjt: 12, pett: 12 },
  ...{ anat: 12, chast: 12.75, chadt: 13.75, tot: 13, phot: 13, wsst: 13, мск: 3, msc: 3 },
};

/** Zones as sentences name them, behind a time: the name as {@link minutesEast} reads it. */
const SPOKEN: [RegExp, string][] = [
  [/(?:moscow time|по московскому времени|по москве|московское время|мск|за московським часом)/iu, 'Europe/Moscow'],
  [/(?:kyiv time|kiev time|за києвом|за київським часом|по киеву)/iu, 'Europe/Kyiv'],
  [/(?:eastern(?: standard| daylight)? time|u\.?s\.? eastern|new york time|hora del este)/iu, 'America/New_York'],
  [/(?:central(?: standard| daylight)? time)/iu, 'America/Chicago'],
  [/(?:mountain(?: standard| daylight)? time)/iu, 'America/Denver'],
  [/(?:pacific(?: standard| daylight)? time)/iu, 'America/Los_Angeles'],
  [/(?:greenwich mean time|بتوقيت (?:غرينتش|جرينتش|غرينيتش))/iu, 'UTC'],
  [/(?:central european(?: summer)? time|heure de paris|mitteleuropäische(?:r)? zeit)/iu, 'Europe/Paris'],
  [/(?:london time|uk time)/iu, 'Europe/London'],
  [/(?:hora de madrid|hora peninsular)/iu, 'Europe/Madrid'],
  [/(?:horário de brasília|hora de brasília)/iu, 'America/Sao_Paulo'],
  [/(?:indian? standard time)/iu, 'Asia/Kolkata'],
  [/(?:beijing time|北京时间|北京時間)/iu, 'Asia/Shanghai'],
  [/(?:japan standard time|日本時間)/iu, 'Asia/Tokyo'],
  [/بتوقيت (?:مكة|السعودية)/iu, 'Asia/Riyadh'],
  [/بتوقيت القاهرة/iu, 'Africa/Cairo'],
];

/** The zone that words right at the beginning of a text name (`Moscow time`), and their length; or null. */
export function spokenZone(text: string): { zone: string; length: number } | null {
  for (const [words, zone] of SPOKEN) {
    const found = words.exec(text);
    if (!found || !/^[\s,(]*$/.test(text.slice(0, found.index))) continue;
    const length = found.index + found[0].length;
    if (!/^\p{L}/u.test(text.slice(length))) return { zone, length };
  }
  return null;
}

/** Names that mean summer time in summer. */
const REGIONS: Record<string, string> = {
  et: 'America/New_York',
  ct: 'America/Chicago',
  mt: 'America/Denver',
  pt: 'America/Los_Angeles',
};

/** Zones in words (CLDR, `timeZoneNames`, en; Windows), and what they are called for short. */
const LONG_NAMES: [RegExp, string][] = [
  [/\bCoordinated Universal Time\b/i, 'UTC'],
  [/\bGreenwich Mean Time\b/i, 'GMT'],
  [/\bBritish Summer Time\b/i, 'BST'],
  [/\b(C|E|W)(?:entral|astern|estern) European (?:Standard )?Time\b/i, '$1ET'],
  [/\b(C|E|W)(?:entral|astern|estern) European (?:Summer|Daylight) Time\b/i, '$1EST'],
  [/\bAustralian (C|E|W)(?:entral|astern|estern) (S|D)(?:tandard|aylight) Time\b/i, 'A$1$2T'],
  [/\b(I|J|K)(?:ndian?|apan|orean?) Standard Time\b/i, '$1ST'],
  [/\bChina Standard Time\b/i, '+0800'],
  [/\bMoscow (?:Standard )?Time\b/i, 'MSK'],
  [/\b(?:US |U\.S\. )?(E|C|M|P|A)(?:astern|entral|ountain|acific|tlantic) (S|D)(?:tandard|aylight) Time\b/i, '$1$2T'],
  [/\b(?:US |U\.S\. )?(E|C|M|P)(?:astern|entral|ountain|acific) Time\b/i, '$1T'],
];

/** A date with zones in words called for short. */
export function withShortZones(text: string): string {
  if (!/\stime\b/i.test(text)) return text;
  return LONG_NAMES.reduce((mended, [name, short]) => mended.replace(name, short), text);
}

const OFFSET = /^([+\-−–]?)(\d{1,2})(?::?(\d{2}))?(?::?\d{2}(?:\.\d+)?)?$/;
/** A name, an offset, or both, in either order. */
const BOTH =
  /^([a-zа-я]{1,5})?\s*([+\-−–]\s?\d{1,2}(?::?\d{2})?(?::\d{2})?|\d{4}|\d{2}:\d{2})?\s*\(?([a-zа-я]{1,5})?\)?$/iu;
const REGION = /^[a-z_]+(?:\/[a-z0-9_+-]+){1,2}$/i;

/**
 * The zone a text names, in minutes east of UTC: `+0530` → 330, empty → 0, `CET`, `GMT+1`, `+0000 UTC`, `0100`,
 * `Europe/Berlin`. Null for a zone nobody knows: a guess could be half a day off.
 *
 * @param local The time of day there, in ms as if it were UTC; a region has summer time at some of them.
 */
export function minutesEast(zone: string, local: number): number | null {
  const text = zone.trim().replace(/^[([]+|[\])]+$/g, '');
  if (text === '' || text === 'UTC') return 0;
  if (REGION.test(text)) return minutesInRegion(text, local);
  const [, name, offset, second] = BOTH.exec(text) ?? [];
  if (name === undefined && offset === undefined) return null;
  const region = REGIONS[name?.toLowerCase() ?? ''];
  if (region !== undefined && offset === undefined && second === undefined) return minutesInRegion(region, local);
  const named = name === undefined || region !== undefined ? 0 : ZONE_HOURS[name.toLowerCase()];
  // `PST-0800` says the same twice; behind an offset a name adds nothing.
  if (named === undefined || (offset === undefined && second !== undefined)) return null;
  return offset === undefined ? named * 60 : minutesOf(offset);
}

/** Whether letters are the abbreviation of a zone. */
export function isZoneName(word: string): boolean {
  return Object.hasOwn(ZONE_HOURS, word.toLowerCase()) || Object.hasOwn(REGIONS, word.toLowerCase());
}

function minutesOf(offset: string): number | null {
  const [, sign, hours, minutes = '0'] = OFFSET.exec(offset.replace(/\s/g, '')) ?? [];
  if (hours === undefined || Number(hours) > 14 || Number(minutes) > 59) return null;
  const east = Number(hours) * 60 + Number(minutes);
  return sign === '' || sign === '+' ? east : -east;
}

/** By the tz database in ICU. */
function minutesInRegion(region: string, local: number): number | null {
  try {
    const format = new Intl.DateTimeFormat('en', { timeZone: region, timeZoneName: 'longOffset' });
    const east = (instant: number) => {
      const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';
      return minutesOf(name.replace('GMT', '') || '+0') ?? 0;
    };
    // The offset at the instant itself, as far as the first guess reaches it.
    return east(local - east(local) * 60_000);
  } catch {
    return null;
  }
}
