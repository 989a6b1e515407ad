import { divide } from '../../../src/match/text/sentences.ts';
import { createTokens } from '../../../src/match/text/tokens.ts';
import { readTokens } from '../../../src/match/text/words.ts';

/** The sentences of a text, each as it stands. */
function sentences(text: string, language: string): string[] {
  const tokens = createTokens();
  readTokens(text, language, tokens);
  return divide(text, tokens, language).sentences.map(({ start, end }) => text.slice(start, end));
}

const rows = (table: string) =>
  table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s*\|\s*/) as [string, string]);

/** Language | one sentence. */
const ONE = rows(`
  en | The clerk met Dr. Hale and Mr. Boon.
  en | They moved on Nov. 3 and on Dec. Monday.
  en | See No. 5, Art. 7, pp. 12 and Fig. 3.
  en | He worked for Harbour Inc. Limited and Pier Co. Ltd. Group.
  en | Ships, e.g. Aurora, i.e. Boats, cf. Harbour, resp. Barges
  en | At 9 a.m. Monday the U.S. Navy and J. R. Smith came
  en | The approx. Price vs. Value of St. Mary
  en | Open Node.js and www.harbour.example at 9.15 for 3.5 coins
  en | Harbour et al. Boats
  en | The clerk of Washington, D.C. Harbour
  en | Gen. Boon, Sen. Hale and Rep. Cole
  en | He was … Boon and [...] Hale
  de | Der Hafen, z. B. Kai und z.B. Mole, d. h. Steg
  de | Die Ämter, u. a. Kiel und bzw. Ulm, vgl. Bonn
  de | Am 3. November und am 12. Mai, im XX. Jahrhundert
  de | Laut Abs. 3 und Art. 5 sowie Nr. 7, S. 12
  de | Frau Prof. Dr. Lenz, Hr. Maas, Fr. Ott und St. Georg
  de | Der sog. Kai, ca. Mitte, ggf. Montag, evtl. Dienstag, inkl. Steg
  de | Rund 3 Mio. Euro und 5 Mrd. Dollar, ehem. Hafen
  de | Der Hafen usw. Kai
  fr | Le port, p. ex. Brest, cf. Nantes, M. Roux et Mme. Blanc
  fr | En janv. Brest et en févr. Nantes, art. 5, p. 12
  es | El Sr. Ruiz, la Sra. Paz, p. ej. Cádiz y EE. UU. Cuba
  es | La pág. 5, el núm. 7, Av. Sol y Ud. Ruiz
  pt | O Sr. Reis, a Dra. Luz, p. ex. Faro, Av. Sol
  it | Il sig. Rossi, il dott. Neri, ad es. Bari, art. 5, pag. 7
  nl | Dhr. Smit, mevr. Bos, bijv. Breda, d.w.z. Gouda, o.a. Delft, nr. 5
  sv | Hamnen, bl.a. Malmö, t.ex. Lund, d.v.s. Ystad och s.k. Kajen, kl. 9
  da | Havnen, f.eks. Aarhus, bl.a. Odense, dvs. Ribe, den 3. Maj
  no | Havna, bl.a. Bergen, f.eks. Oslo, m.fl. Byer, nr. 5
  fi | Satama, esim. Turku, mm. Oulu, 3. Toukokuuta
  hu | A kikötő, pl. Győr, stb. Pécs, dr. Kiss és ún. Móló
  et | Sadam, nt. Narva, s.t. Tartu, 3. Mai
  pl | Port, np. Gdynia, m.in. Sopot, tj. Hel, ul. Morska, r. Poznań, 3. Pułk
  cs | Přístav, např. Brno, tj. Plzeň, tzv. Molo, č. 5, 3. Listopadu, ul. Nová
  sk | Prístav, napr. Nitra, tzv. Mólo, č. 5, 3. Novembra
  sl | Pristan, npr. Koper, t.i. Pomol, oz. Kranj
  hr | Luka, npr. Split, tj. Zadar, tzv. Gat, 3. Studenog
  sr | Лука, нпр. Шабац, тј. Ниш, тзв. Гат, ул. Нова
  ro | Portul, dl. Pop, dna. Luca, str. Nouă, nr. 5, art. 7
  ru | Порт, т. е. Выборг, напр. Псков, ул. Новая, г. Москва, 5 тыс. Рублей
  ru | Суда и т. д. Псков
  uk | Порт, напр. Одеса, вул. Нова, м. Київ, т. зв. Мол
  bg | Портът, напр. Варна, т.е. Бургас, ул. Нова, г-н Петров
  el | Το λιμάνι, π.χ. Βόλος, δηλ. Πάτρα, κ. Νίκου, βλ. Χίος, αρ. 5
  tr | Liman, örn. İzmir, vb. Yerler, Dr. Kaya, Cad. Yeni, 3. Ordu, T.C. Hükûmeti
  ar | قال د. أحمد في الميناء
  hi | बंदरगाह पर डॉ. वर्मा थे
  id | Pelabuhan, Jl. Baru, dll. Kapal, H. Amir
  vi | Cảng TP. Vinh, GS. Lan
`);

/** Language | the first sentence | the second. */
const TWO = rows(`
  en | The boat came.[3] | Harbour closed.
  en | The boat came.[3][12] | Harbour closed.
  en | The boat came.[citation needed] | Harbour closed.
  en | The boat came.¹ | Harbour closed.
  en | The boat came.¹² | Harbour closed.
  en | The boat came.³,⁴ | Harbour closed.
  en | The boat came.* | Harbour closed.
  en | The boat came.† | Harbour closed.
  en | The boat came.[*] | Harbour closed.
  en | “The boat came.”[12] | Harbour closed.
  en | The boat came.(3) | Harbour closed.
  en | The boat came.7 | Harbour closed.
  en | (The boat came.) | Harbour closed.
  en | Was it the boat?[2] | Harbour closed.
  en | The boat came?! | Harbour closed.
  en | The boat came‽ | Harbour closed.
  en | The boat came... | Harbour closed.
  en | The boat came… | Harbour closed.
  en | He joined Pier Inc. | The boat came.
  en | It left at 9 a.m. | The boat came.
  en | They left the U.S. | The boat came.
  en | Ropes, sails etc. | It was a lot.
  en | He said no. | Harbour closed.
  en | It was on May 3. | Harbour closed.
  de | Seile, Anker usw. | Das Boot kam.
  de | Es waren 30. | Das Boot kam.
  de | Das ist diese Art. | Hafen zu.
  de | Das Boot kam.[3] | Hafen zu.
  fr | Le bateau est là ? | Brest ferme.
  fr | « Le bateau est là. » | Brest ferme.
  es | Salió de EE. UU. | El barco llegó.
  ru | Канаты и т. д. | Это много.
  ru | Это я. | Порт закрыт.
  el | Ήρθε το πλοίο; | Το λιμάνι έκλεισε.
  el | Ήρθε το πλοίο\u037e | Το λιμάνι έκλεισε.
  el | «Ήρθε το πλοίο;» | Το λιμάνι έκλεισε.
  ar | هل جاء القارب؟ | أغلق الميناء
  ur | کشتی آئی۔ | بندرگاہ بند
  hi | नाव आई। | बंदरगाह बंद
  bn | নৌকা এল॥ | বন্দর বন্ধ
  hy | Նավը եկավ։ | Նավահանգիստ
  hy | Նավը եկավ: | Նավահանգիստ
  si | නැව ආවා෴ | වරාය
  am | ጀልባ መጣ። | ወደብ
  km | ទូកមក។ | កំពង់ផែ
  my | လှေလာ။ | ဆိပ်ကမ်း
  ja | 船が来た｡ | 港は閉じた
  ja | 「船が来た。」 | 港は閉じた
  ja | 船が来た？！ | 港は閉じた
  ko | 배가 왔다. | 항구는 닫혔다
`).map((row) => row.map((cell) => cell.replace('\\u037e', '\u037e')) as unknown as [string, string, string]);

describe('a sentence', () => {
  it.each(ONE)('in %s, is one with its abbreviations: %s', (language, text) => {
    expect(sentences(text, language)).toEqual([text]);
  });

  it.each(TWO)('in %s, ends behind %s', (language, first, second) => {
    expect(sentences(`${first} ${second}`, language)).toEqual([first, second]);
  });

  it.each([
    ['en', 'The boat came.', 'Harbour closed.'],
    ['en', 'The boat came!', 'Harbour closed.'],
    ['en', '“The boat came.”', 'Harbour closed.'],
    ['ko', '배가 왔다.', '항구는 닫혔다'],
    ['ar', 'جاء القارب.', 'أغلق الميناء'],
    ['zh', '船来了。', '港口关闭'],
  ])('in %s, ends behind %s though the space was lost', (language, first, second) => {
    expect(sentences(first + second, language)).toEqual([first, second]);
  });

  it('is parted by the entries of a list', () => {
    for (const mark of ['- ', '* ', '• ', '2. ', '2) '])
      expect(sentences(`the boat\n${mark}harbour`, 'en')).toHaveLength(2);
  });
});
