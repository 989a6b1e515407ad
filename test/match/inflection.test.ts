import { createWatchIndex } from '../../src/match/index/watch-index.ts';

function meets(language: string, asked: string, found: string, watchLanguage: string | null = null): boolean {
  const index = createWatchIndex({});
  index.add({ id: 'word', query: `"${asked}"`, language: watchLanguage, dialect: null });
  return index.match({ title: '', text: found, language }).length > 0;
}

const FORMS: Record<string, string> = {
  en: 'user users, city cities, agency agencies, box boxes, policy policies, report reported, stop stopped, provide providing, hand handed, Telegram Telegrams',
  de: 'Bundeskriminalamt Bundeskriminalamtes, Bundeskriminalamt Bundeskriminalamts, Haus Häuser, Landeskriminalamt Landeskriminalämter, Behörde Behörden, Nutzer Nutzern, Mitglied Mitglieder, deutsch deutscher, deutsche deutschen, Ermittlung Ermittlungen, Polizist Polizisten, Polizistin Polizistinnen, Geheimnis Geheimnisse, Burger Bürger',
  fr: 'utilisateur utilisateurs, donnée données, journal journaux, policier policière, national nationale, bureau bureaux, français françaises',
  es: 'usuario usuarios, investigación investigaciones, policía policías, dato datos, alemán alemanes, alemán alemana, publicado publicadas',
  ru: 'ведомство ведомству, ведомство ведомства, полиция полицией, данные данных, Телеграм Телеграма, Телеграм Телеграмом, пользователь пользователей, федеральный федерального, Москва Москвы, министр министра',
  ko: '텔레그램 텔레그램이, 경찰청 경찰청은',
};

const OTHERS: Record<string, string> = {
  en: 'new news, organization organ, university universe, universe universal, police policy, data date, use user, investigation investigate, general generate, secret secretary, German Germany, arm army, business busy, author authority, nation national',
  de: 'Bürger Burg, Burg Bürger, Telegram Telegramm, Telegram Telegramgruppe, Ermittler Ermittlung, Recht Richter, Bund bunt, Kanzler Kanzlerin, Dienst Dienstag, Minister Ministerium, Nutz Nutzer',
  fr: 'policier police, port porte, gouvernement gouverner, utile utilisateur',
  es: 'policía policial, puerto puerta',
  ru: 'ведомство ведомственный, полицейский полиция, министр министерство',
  ko: '경찰 경찰청',
};

const pairs = (lists: Record<string, string>) =>
  Object.entries(lists).flatMap(([language, list]) =>
    list.split(', ').map((pair) => [language, ...pair.split(' ')] as [string, string, string]),
  );

describe('a word', () => {
  it.each(pairs(FORMS))('in %s, %s meets its form %s', (language, asked, found) => {
    expect(meets(language, asked, found)).toBe(true);
  });

  it.each(pairs(OTHERS))('in %s, %s is not %s', (language, asked, found) => {
    expect(meets(language, asked, found)).toBe(false);
  });

  it('is inflected in the article’s language, and in the watch’s if it names one', () => {
    expect(meets('en', 'Behörde', 'Behörden')).toBe(false);
    expect(meets('en', 'Behörde', 'Behörden', 'de-AT')).toBe(true);
    expect(meets('de-CH', 'Behörde', 'Behörden')).toBe(true);
  });
});
