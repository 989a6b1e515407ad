import type { Inflection } from './inflection.ts';
import { isPlace, partsOfCompound } from './korean-nouns.ts';

/*
 * Korean writes its particles behind the noun, with no space; the noun itself does not change. Particles of the written
 * press: National Institute of Korean Language, Standard Korean Language Dictionary, words of the class 조사. Many have
 * one form behind a vowel and another behind a consonant.
 */
const AFTER_ANY =
  '의 에 에서 에게 에게서 께 께서 께서는 께서도 도 만 까지 부터 보다 처럼 조차 마저 한테 한테서 하고 밖에 뿐 뿐만 만큼 대로 커녕 마다 더러 씩 쯤 ' +
  '에는 에도 에만 에의 에까지 에선 에서는 에서도 에서만 에서의 에서부터 에서까지 에게는 에게도 에게만 에겐 에게까지 한테는 한테도 ' +
  '만의 만이 만을 만은 만도 만으로 까지의 까지는 까지도 까지만 부터의 부터는 부터도 보다는 보다도 처럼은 조차도 마저도 밖에는 뿐이 뿐인 만큼은 만큼의 대로의 이지만 입니다 이었던';
const AFTER_VOWEL =
  '가 는 를 와 로 로서 로써 로는 로도 로만 로의 로부터 로까지 로선 론 라고 라는 라며 라도 라면 라서 와의 와는 와도 나 나마 란 랑 며 든 야말로 는커녕 지만 였다 였던';
const AFTER_CONSONANT =
  '이 은 을 과 으로 으로서 으로써 으로는 으로도 으로만 으로의 으로부터 으로까지 으로선 으론 이라고 이라는 이라며 이라도 이라면 이라서 과의 과는 과도 이나 이나마 이란 이랑 이며 이든 이야말로 은커녕 이다 이었다';
/** 서울로: behind ㄹ the particle 로 loses nothing. */
const AFTER_RIEUL = '로 로서 로써 로는 로도 로만 로의 로부터 로까지 로선 론';
const PLURAL = '들';

const particles = (...lists: string[]) => new Set(lists.flatMap((list) => list.split(' ')));
const BEHIND = {
  vowel: particles(AFTER_ANY, AFTER_VOWEL, PLURAL),
  consonant: particles(AFTER_ANY, AFTER_CONSONANT, PLURAL),
  rieul: particles(AFTER_ANY, AFTER_CONSONANT.replaceAll(/으로\S* ?/g, '').trim(), AFTER_RIEUL, PLURAL),
};
/** What may follow when the noun's last letter is not Korean: how it is read is not known. */
const ALL = new Set(Object.values(BEHIND).flatMap((set) => [...set]));
const LONGEST = Math.max(...[...ALL].map((particle) => particle.length));

/** Nouns of one syllable are the ends of too many others. In syllables. */
const MIN_NOUN = 2;
const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
/** Syllables are numbered by their first sound, vowel and final sound; 28 final sounds, 0 = none, 8 = ㄹ (The Unicode Standard, section 3.12). */
const FINALS = 28;
const RIEUL = 8;

/** Finds a noun with its particles behind it, alone or in a compound. A query's word is taken as it stands. */
export const korean: Inflection = {
  askedKeys: (word) => [word.bare],
  foundKeys: ({ bare }) => {
    const nouns = withoutParticle(bare);
    // 사용자들의: the particle stands behind the plural.
    const singulars = nouns.flatMap((noun) =>
      noun.endsWith(PLURAL) && noun.length > MIN_NOUN ? [noun.slice(0, -PLURAL.length)] : [],
    );
    const whole = [...nouns, ...singulars, ...placeBefore(bare)];
    return [...new Set([...whole, ...[bare, ...whole].flatMap(partsOfCompound)])];
  },
  meets: () => true,
};

/** 미국서: *in*, in short, behind places only, since 경찰서 is a police station. */
function placeBefore(word: string): string[] {
  const place = /^(.+)서(?:는|도)?$/.exec(word)?.[1];
  return place !== undefined && isPlace(place) ? [place] : [];
}

function withoutParticle(word: string): string[] {
  const nouns: string[] = [];
  for (let end = word.length - 1; end >= MIN_NOUN && word.length - end <= LONGEST; end -= 1) {
    if (particlesBehind(word.charCodeAt(end - 1)).has(word.slice(end))) nouns.push(word.slice(0, end));
  }
  return nouns;
}

function particlesBehind(syllable: number): ReadonlySet<string> {
  if (syllable < FIRST_SYLLABLE || syllable > LAST_SYLLABLE) return ALL;
  const final = (syllable - FIRST_SYLLABLE) % FINALS;
  if (final === 0) return BEHIND.vowel;
  return final === RIEUL ? BEHIND.rieul : BEHIND.consonant;
}
