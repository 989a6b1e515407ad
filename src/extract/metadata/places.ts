/** Cities of several words that the tz database has no zone for. */
const CITIES =
  'new delhi, tel aviv, san francisco, washington dc, den haag, the hague, st petersburg, rio de janeiro, cape town'.split(
    ', ',
  );

const PLACES: ReadonlySet<string> = new Set(knownPlaces());

/** Whether a name is that of a country or large city, in English: after the tz database and CLDR in ICU. */
export function isPlace(name: string): boolean {
  return PLACES.has(name.toLowerCase());
}

function* knownPlaces(): Generator<string> {
  yield* CITIES;
  for (const zone of Intl.supportedValuesOf('timeZone'))
    yield zone.split('/').at(-1)!.replaceAll('_', ' ').toLowerCase();
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    const name = names.of(code);
    if (name) yield name.toLowerCase();
  }
}
