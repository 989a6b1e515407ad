import type { Inflection } from './inflection.ts';
import { partsOfCompound } from './korean-nouns.ts';

/*
 * Korean writes its particles behind the noun, with no space; the noun itself does not change. Particles of the written
 * press: National Institute of Korean Language, Standard Korean Language Dictionary, words of the class 조사 and the forms
 * of the copula 이다. Several stand in a row, a case before what limits or quotes it: 까지도, 에서만은. Many have one form
 * behind a vowel and another behind a consonant.
 */
const words = (list: string) => list.split(' ');

/** Cases that are the same behind every sound. */
const CASES_AFTER_ANY = words(
  '에 에서 에서부터 에게 에게서 에게로 에다 에다가 한테 한테서 더러 께 께서 까지 부터 보다 처럼 같이 만큼 대로 만 뿐 마다 밖에 조차 마저 커녕 하고 치고',
);
/** Short for 에서, behind places and bodies. */
const SHORT_LOCATIVE = words('서 서는 서도 서만 서의');
const CASES_AFTER_VOWEL = words('로 로서 로써 로부터 로까지 와 랑 나 나마 라도 야말로 든지');
const CASES_AFTER_CONSONANT = words('으로 으로서 으로써 으로부터 으로까지 과 이랑 이나 이나마 이라도 이야말로 이든지');
/** 서울로: behind ㄹ the particle 로 loses nothing. */
const CASES_AFTER_RIEUL = CASES_AFTER_CONSONANT.map((particle) => particle.replace(/^으/, ''));
/** What may stand behind a case, or alone. */
const LIMITS = words(
  '도 만 의 까지 까지도 까지가 까지를 만의 만이 만을 만은 만으로 만으로도 만도 뿐 뿐만 뿐이 조차 조차도 마저 마저도 부터 부터가 이라도 밖에',
);
const TOPICS_AFTER_VOWEL = words('는 가 를');
const TOPICS_AFTER_CONSONANT = words('은 이 을');
/** The copula, and what quotes. Not 인: 한국인 is a person. */
const COPULA_AFTER_VOWEL = words(
  '라고 라는 라며 라면서 라면 라서 라 란 다 였다 였던 인데 이다 이며 이고 이자 이라 이라고 이라는 이라며 이란 이었다 입니다',
);
const COPULA_AFTER_CONSONANT = words(
  '이라고 이라는 이라며 이라면서 이라면 이라서 이라 이란 이다 이었다 이었던 인데 이며 이고 이자 입니다',
);

const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
/** Syllables are numbered by their first sound, vowel and final sound; 28 final sounds, 0 = none, 8 = ㄹ (The Unicode Standard, section 3.12). */
const FINALS = 28;
const RIEUL = 8;

type Sound = 'vowel' | 'consonant' | 'rieul';

function soundOf(syllable: number): Sound | null {
  if (syllable < FIRST_SYLLABLE || syllable > LAST_SYLLABLE) return null;
  const final = (syllable - FIRST_SYLLABLE) % FINALS;
  if (final === 0) return 'vowel';
  return final === RIEUL ? 'rieul' : 'consonant';
}

/** A case with what may stand behind it: 에서는, 까지도, 으로만. */
function stacked(particle: string): string[] {
  const topic = soundOf(particle.charCodeAt(particle.length - 1)) === 'vowel' ? '는' : '은';
  return [particle, ...[...LIMITS, topic].map((next) => particle + next)];
}

const all = (...lists: string[][]) => new Set(lists.flat());
const PLAIN = [...CASES_AFTER_ANY, ...LIMITS].flatMap(stacked);
const BEHIND: Record<Sound, ReadonlySet<string>> = {
  vowel: all(PLAIN, SHORT_LOCATIVE, CASES_AFTER_VOWEL.flatMap(stacked), TOPICS_AFTER_VOWEL, COPULA_AFTER_VOWEL),
  consonant: all(
    PLAIN,
    SHORT_LOCATIVE,
    CASES_AFTER_CONSONANT.flatMap(stacked),
    TOPICS_AFTER_CONSONANT,
    COPULA_AFTER_CONSONANT,
  ),
  rieul: all(PLAIN, SHORT_LOCATIVE, CASES_AFTER_RIEUL.flatMap(stacked), TOPICS_AFTER_CONSONANT, COPULA_AFTER_CONSONANT),
};
/** What may follow when the noun's last letter is not Korean: how it is read is not known. */
const ALL = new Set(Object.values(BEHIND).flatMap((set) => [...set]));
const LONGEST = Math.max(...[...ALL].map((particle) => particle.length));

/** Nouns of one syllable are the ends of too many others. In syllables. */
const MIN_NOUN = 2;
/** Nouns that follow another without a space and say no more than a particle does: 경찰 측, 김철수 씨. */
const ATTACHED = words('측 씨 님 들');
/** Documents and stations, whose 서 is no particle. */
const NOUN_IN_SEO =
  /(?:보고|계약|신청|진술|신고|판결|합의|경찰|소방|교과|성명|탄원|답변|의견|설명|청구|견적|추천|확인|증명|지침|안내|고소|고발|자백|각|백|공|조)서$/;
/** Finds a noun with its particles behind it, alone or in a compound. A query's word is taken as it stands. */
export const korean: Inflection = {
  askedKeys: (word) => [word.bare],
  foundKeys: ({ bare }) => {
    const nouns = [bare, ...withoutParticle(bare)];
    // 사용자들의: the particle stands behind the plural.
    const attached = nouns.flatMap(withoutAttached);
    const whole = [...nouns, ...attached, ...attached.flatMap(withoutAttached)];
    return [...new Set([...whole, ...whole.flatMap(partsOfCompound)])];
  },
  meets: () => true,
};

function withoutAttached(noun: string): string[] {
  return noun.length > MIN_NOUN && ATTACHED.some((end) => noun.endsWith(end)) ? [noun.slice(0, -1)] : [];
}

function withoutParticle(word: string): string[] {
  const nouns: string[] = [];
  for (let end = word.length - 1; end >= MIN_NOUN && word.length - end <= LONGEST; end -= 1) {
    if (!particlesBehind(word.charCodeAt(end - 1)).has(word.slice(end))) continue;
    if (word[end] === '서' && NOUN_IN_SEO.test(word.slice(0, end + 1))) continue;
    nouns.push(word.slice(0, end));
  }
  return nouns;
}

function particlesBehind(syllable: number): ReadonlySet<string> {
  const sound = soundOf(syllable);
  return sound === null ? ALL : BEHIND[sound];
}
