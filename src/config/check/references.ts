import { closest } from '../../match/query/suggest.ts';
import { CANARY_ID } from '../../model/canary.ts';
import { readMatchers } from '../../route/matchers.ts';
import { didYouMean, type Place, type Problem, quoted } from '../problem.ts';
import { type Entry, entriesOf, findRepeated, isMapping, type Named, namesIn, sectionsIn } from '../read/entries.ts';
import type { SourceFile } from '../read/sources.ts';
import { checkAddresses } from './addresses.ts';
import { feedIdOf } from './feed-id.ts';
import { isId } from './fields.ts';
import { aliasesIn, checkQueries } from './queries.ts';
import { INBOX } from './schema.ts';
import { readHttpUrl } from './values.ts';

/**
 * Checks what only all files together can tell: names given twice, and names that nobody has. It reads the files as
 * written, so that a fault of shape in one entry hides no other fault.
 */
export function checkReferences(files: SourceFile[]): Problem[] {
  const sound = files.filter(({ isSound }) => isSound);
  const watches = entriesOf(sound, 'watches');
  // What a faulty file declares is no unknown name.
  const knownReceivers = new Set([INBOX, ...namesIn(entriesOf(files, 'receivers'), 'id').map(({ name }) => name)]);

  return [
    ...checkFeeds(entriesOf(sound, 'feeds')),
    ...findRepeated(namesIn(watches, 'id'), sameId),
    ...findRepeated(namesIn(entriesOf(sound, 'receivers'), 'id'), sameId),
    ...findRepeated(
      aliasesIn(sound).map(({ source, path, name }) => ({ name, place: source.placeOfKey(path) })),
      (name) => `The alias @${name} is already defined at`,
    ),
    ...SINGLE_SETTINGS.flatMap((path) => findRepeated(settingsAt(sound, path), (name) => `${name} is set already at`)),
    ...[...watches, ...sectionsIn(sound, 'operators')].flatMap((entry) => checkReceiversOf(entry, knownReceivers)),
    ...sectionsIn(sound, 'canary').flatMap((entry) => checkReceiverOf(entry, knownReceivers)),
    ...checkRoutes(sound, knownReceivers, files),
    ...checkConditions(sound, new Set(namesIn(entriesOf(files, 'watches'), 'id').map(({ name }) => name))),
    ...checkQueries(watches, aliasesIn(files)),
    // What a faulty file allows may be what is missing.
    ...(sound.length === files.length ? checkAddresses(sound) : []),
  ];
}

const sameId = (id: string) => `The id ${quoted(id)} is already used at`;

/** Two feeds are the same when their URLs are, however they are spelt. */
function checkFeeds(feeds: Entry[]): Problem[] {
  const repeated = findRepeated(urlsOf(feeds), () => 'This feed is already listed at');
  // The same URL twice would only be told again as the same derived id.
  const unnamed = repeated.length > 0 ? [] : urlsOf(feeds.filter(({ value }) => value.id === undefined));
  const derived = unnamed.map(({ name, place }) => ({ name: feedIdOf(name), place }));
  return [...repeated, ...findRepeated([...namesIn(feeds, 'id'), ...derived], sameId)];
}

function urlsOf(feeds: Entry[]): Named[] {
  return namesIn(feeds, 'url').flatMap(({ name, place }) => {
    const url = readHttpUrl(name);
    return url.kind === 'read' ? [{ name: url.value, place }] : [];
  });
}

/** What holds for all of Wirewatch, and can be said once. */
const SINGLE_SETTINGS: [section: string, key: string][] = [
  ['operators', 'receivers'],
  ['network', 'contact'],
  ['network', 'public_url'],
  ['network', 'per_host'],
  ['polling', 'min_interval'],
  ['polling', 'max_interval'],
  ['stories', 'developments'],
  ['stories', 'embeddings'],
  ['retention', 'articles'],
  ['retention', 'size'],
  ['canary', 'every'],
  ['route', 'receiver'],
];

function settingsAt(files: SourceFile[], [section, key]: [string, string]): Named[] {
  return files.flatMap((source) => {
    const settings = isMapping(source.data) ? source.data[section] : null;
    if (!isMapping(settings) || settings[key] === undefined) return [];
    return [{ name: key, place: source.placeOfKey([section, key]) }];
  });
}

/** Receivers and intervals that routes name, of whatever depth. */
function checkRoutes(sound: SourceFile[], receivers: Set<string>, files: SourceFile[]): Problem[] {
  const intervals = namesIn(entriesOf(sound, 'time_intervals'), 'name');
  const known = new Set(namesIn(entriesOf(files, 'time_intervals'), 'name').map(({ name }) => name));
  return [
    ...findRepeated(intervals, (name) => `The time interval ${quoted(name)} is already defined at`),
    ...sectionsIn(sound, 'route')
      .flatMap(withThoseBelow)
      .flatMap((route) => [
        ...checkReceiverOf(route, receivers),
        ...['mute_time_intervals', 'active_time_intervals'].flatMap((key) => unknownIntervals(route, key, known)),
      ]),
  ];
}

/** A watch that routes and inhibitions name by its id is one that there is: a condition on another holds never, or always. */
function checkConditions(sound: SourceFile[], watches: Set<string>): Problem[] {
  const known = watches.add(CANARY_ID);
  return [
    ...sectionsIn(sound, 'route')
      .flatMap(withThoseBelow)
      .flatMap((route) => ['matchers', 'mute_except'].flatMap((key) => unknownWatches(route, key, known))),
    ...entriesOf(sound, 'inhibit_rules').flatMap((rule) =>
      ['source_matchers', 'target_matchers'].flatMap((key) => unknownWatches(rule, key, known)),
    ),
  ];
}

function unknownWatches({ source, path, value }: Entry, key: string, known: Set<string>): Problem[] {
  const conditions = value[key];
  if (!Array.isArray(conditions)) return [];
  return conditions.flatMap((condition, index) => {
    const read = typeof condition === 'string' ? readMatchers(condition) : null;
    if (read?.kind !== 'read') return [];
    return read.matchers
      .filter(({ label, operator, value: id }) => label === 'watch' && /^!?=$/.test(operator) && id && !known.has(id))
      .map(({ value: id }) => ({
        ...source.placeOf([...path, key, index]),
        reason: `There is no watch ${quoted(id)}.${didYouMean(closest(id, known))}`,
      }));
  });
}

function withThoseBelow(route: Entry): Entry[] {
  const { source, path, value } = route;
  const below = Array.isArray(value.routes) ? value.routes : [];
  return [
    route,
    ...below.flatMap((one, index) =>
      isMapping(one) ? withThoseBelow({ source, path: [...path, 'routes', index], value: one }) : [],
    ),
  ];
}

function unknownIntervals({ source, path, value }: Entry, key: string, known: Set<string>): Problem[] {
  const names = value[key];
  if (!Array.isArray(names)) return [];
  return names.flatMap((name, index) =>
    typeof name !== 'string' || known.has(name)
      ? []
      : [
          {
            ...source.placeOf([...path, key, index]),
            reason: `There is no time interval ${quoted(name)}.${didYouMean(closest(name, known))}`,
          },
        ],
  );
}

function checkReceiverOf({ source, path, value: { receiver } }: Entry, known: Set<string>): Problem[] {
  if (!isId(receiver)) return [];
  return unlessKnown(receiver, source.placeOf([...path, 'receiver']), known);
}

function unlessKnown(id: string, place: Place, known: Set<string>): Problem[] {
  return known.has(id)
    ? []
    : [{ ...place, reason: `There is no receiver ${quoted(id)}.${didYouMean(closest(id, known))}` }];
}

function checkReceiversOf({ source, path, value: { receivers } }: Entry, known: Set<string>): Problem[] {
  if (!Array.isArray(receivers)) return [];
  return receivers.flatMap((id, index) => {
    // A URL in this place may be a secret; that it is no id has been told.
    if (!isId(id)) return [];
    const place = source.placeOf([...path, 'receivers', index]);
    if (receivers.indexOf(id) < index) return [{ ...place, reason: `The receiver ${quoted(id)} is named twice.` }];
    return unlessKnown(id, place, known);
  });
}
