/** Hours east of UTC: the zones of RFC 822 §5.1, and those of other regions that feeds name. */
const ZONE_HOURS: Record<string, number> = {
  ...{ z: 0, ut: 0, utc: 0, gmt: 0, est: -5, edt: -4, cst: -6, cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7 },
  ...{ et: -5, ct: -6, mt: -7, pt: -8, akst: -9, akdt: -8, hst: -10, ast: -4, adt: -3, nst: -3.5, ndt: -2.5 },
  ...{ brt: -3, art: -3, wet: 0, west: 1, bst: 1, cet: 1, cest: 2, met: 1, mest: 2, mez: 1, mesz: 2 },
  ...{ eet: 2, eest: 3, sast: 2, msk: 3, msd: 4, trt: 3, ist: 5.5, pkt: 5, ict: 7, wib: 7 },
  ...{ hkt: 8, sgt: 8, myt: 8, pht: 8, awst: 8, jst: 9, kst: 9, acst: 9.5, acdt: 10.5, aest: 10, aedt: 11 },
  ...{ nzst: 12, nzdt: 13 },
};

/** Letters, an offset, or both, as in `GMT+0100` and `Etc/GMT`. */
const ZONE = /^(?:etc\/)?([a-z]{1,5})?\s*(?:([+-−])?(\d{1,2})(?::?(\d{1,2}))?)?$/i;

/**
 * The zone a feed names, in minutes east of UTC: `+0530` → 330, empty → 0. Null for a zone nobody knows: a guess could be
 * half a day off.
 */
export function minutesEast(zone: string): number | null {
  const match = ZONE.exec(zone.trim());
  if (!match) return null;
  const [, name = 'utc', sign, hours, minutes = '0'] = match;
  const named = ZONE_HOURS[name.toLowerCase()];
  if (named === undefined) return null;
  if (hours === undefined) return named * 60;
  if (sign === undefined || Number(hours) > 14 || Number(minutes) > 59) return null;
  const offset = Number(hours) * 60 + Number(minutes);
  // `PST-0800` says the same twice.
  return sign === '+' ? offset : -offset;
}
