/** What a unit is made of, and its name. */
const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** Bytes for people: "812 bytes", "1.4 MB". A kB has 1,000 bytes, as in the configuration. */
export function sizeOf(bytes: number): string {
  const power = bytes < 1_000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), UNITS.length - 1);
  return `${Number((bytes / 1_000 ** power).toPrecision(3)).toLocaleString('en')} ${UNITS[power]}`;
}
