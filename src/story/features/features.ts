import { hashText } from '../hash.ts';
import type { KnownAliases } from './aliases.ts';
import type { Feature, ReadableText } from './feature.ts';
import { gather } from './gather.ts';
import { keysOfFeature } from './keys.ts';
import { numbersOf } from './numbers.ts';
import { placesOf } from './places.ts';
import { sharedWordsOf } from './shared-words.ts';
import { soundsOf } from './sounds.ts';
import { termsOf } from './terms.ts';
import { wordsOf } from './words.ts';

/** UTF-16 code units of a text that are read: a report says in its beginning what it is about. */
const READ = { spaced: 5_000, unspaced: 2_000 };
/** Those that are its lead. */
const LEAD = { spaced: 350, unspaced: 140 };
/** So many features of a kind are kept. */
const KEPT = { sound: 80, number: 30, place: 12, sign: 30, term: 110, alias: 20 };

const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/gu;
const SAMPLE = 400;

/** What an article says that can be found again in a rewrite or in another language. Bounded work, whatever its length. */
export function featuresOf({ title, text, language }: ReadableText, aliases: KnownAliases): Feature[] {
  const way = isUnspaced(`${title} ${text.slice(0, SAMPLE)}`) ? 'unspaced' : 'spaced';
  const head = title.slice(0, READ[way]).normalize('NFC');
  const whole = `${head}\n${text.slice(0, READ[way]).normalize('NFC')}`;
  const bounds = { titleEnd: head.length, leadEnd: head.length + 1 + LEAD[way] };
  const words = wordsOf(whole);
  const primary = language?.split('-', 1)[0] ?? null;

  const sounds = gather(bounds);
  const keys = new Map<string, ReturnType<typeof keysOfFeature>>();
  for (const { skeleton, name, written, start } of soundsOf(words, primary, bounds.titleEnd)) {
    const known = keys.get(skeleton) ?? keysOfFeature('sound', skeleton);
    keys.set(skeleton, known);
    const { key, coarseKey } = known;
    sounds.add({ kind: 'sound', key, coarseKey, name, value: skeleton, written: name ? written : '' }, start);
  }
  const numbers = gather(bounds);
  for (const { value, start } of numbersOf(whole)) {
    numbers.add({ kind: 'number', ...keysOfFeature('number', value), value, written: value }, start);
  }
  const terms = gather(bounds);
  for (const { term, word } of termsOf(words, primary)) {
    terms.add({ kind: 'term', key: hashText(`${primary}:${term}`), value: '', written: '' }, word.start);
  }
  const places = gather(bounds);
  for (const { code, written, start } of placesOf(words)) {
    places.add({ kind: 'place', ...keysOfFeature('place', code), value: code, written }, start);
  }
  const signs = gather(bounds);
  for (const { sign, word } of sharedWordsOf(words, primary)) {
    signs.add({ kind: 'sign', ...keysOfFeature('sign', sign), value: sign, written: '' }, word.start);
  }
  const groups = gather(bounds);
  for (const { group, written, start } of aliases.in(whole)) {
    groups.add({ kind: 'alias', ...keysOfFeature('alias', group), value: group, written }, start);
  }
  return [
    ...sounds.most(KEPT.sound),
    ...numbers.most(KEPT.number),
    ...places.most(KEPT.place),
    ...signs.most(KEPT.sign),
    ...groups.most(KEPT.alias),
    ...terms.most(KEPT.term),
  ];
}

function isUnspaced(sample: string): boolean {
  return 3 * (sample.match(UNSPACED)?.length ?? 0) > sample.length;
}
