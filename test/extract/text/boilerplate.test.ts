import { dropBoilerplate } from '../../../src/extract/text/boilerplate.ts';

const plain = (text: string) => ({ text, marginal: 0, heading: false, listed: false });
const keeps = (text: string) => dropBoilerplate([plain(text)], { title: null, authors: [] }).length === 1;

describe('dropBoilerplate', () => {
  it('drops calls to follow the outlet, in many languages', () => {
    for (const text of [
      'Follow us on Telegram!',
      'Follow The Harbour Post on Telegram and X',
      'Join our Telegram channel for the latest',
      '► Folgen Sie uns auf Telegram',
      'Abonnieren Sie unseren Telegram-Kanal',
      'Suivez notre chaîne Telegram',
      'Síguenos en Telegram',
      'Подписывайтесь на наш Telegram-канал',
      '关注我们的Telegram频道',
      'تابعونا على تيليغرام',
    ]) {
      expect([text, keeps(text)]).toEqual([text, false]);
    }
  });

  it('drops pointers to other articles, labels, bare addresses and rows of platforms', () => {
    for (const text of [
      'Lesen Sie auch: Der Fall Telegram',
      'Related: The case of Telegram',
      'Читайте также: другое',
      '延伸阅读：其他新闻',
      'ADVERTISEMENT',
      '– Anzeige –',
      'https://t.me/news',
      'Facebook | X | Telegram | WhatsApp',
    ]) {
      expect([text, keeps(text)]).toEqual([text, false]);
    }
  });

  it('keeps sentences of the article that only begin alike', () => {
    for (const text of [
      'Related cases are pending in Berlin and Munich.',
      'Photos of the suspects were sent to Telegram.',
      'Following a request by the BKA, Telegram handed over user data.',
      'Joint investigators asked Telegram for help.',
      'Follow the money: investigators traced payments on Telegram to a bank in Riga.',
      'Subscribe to a Telegram channel and you leave traces, the report says.',
      'Folgenlos blieb die Anfrage bei Telegram.',
      'Telegram wird vom Bundeskriminalamt um Auskunft gebeten.',
    ]) {
      expect([text, keeps(text)]).toEqual([text, true]);
    }
  });

  it('keeps what only looks like a line that tells of the article', () => {
    for (const text of [
      'Sources close to the company said Telegram answered within days',
      'Source code of the app was published on Monday',
      'Topics of the talks were Telegram and the BKA.',
      'Copyright law will change in spring.',
      'Edited by hand, the tapes show a meeting with the BKA.',
      'Sendung verpasst: Telegram half der Polizei',
      'By Monday, Telegram had answered the BKA.',
      'Von Berlin aus führt das BKA die Ermittlungen.',
      'On 24 November 2026 Telegram answered',
      '24 November 2026: Telegram answers the BKA',
      '5 minute reads are not enough for Telegram, he said.',
      'Link zum Terrorismus sieht das BKA nicht.',
      'Write to Telegram was all the police could do.',
      'In diesem Artikel des Grundgesetzes steht nichts von Telegram.',
      'Most popular among them is Telegram.',
      'More from the report: Telegram gave IP addresses.',
      'First published in 2019, the terms say Telegram may share data.',
      'Themen waren Telegram und das BKA',
    ]) {
      expect([text, keeps(text)]).toEqual([text, true]);
    }
  });

  it('drops lines that tell of the article', () => {
    for (const text of [
      'Published Jun 05, 2026 • 3 minute read',
      'Politics / January 11, 2026',
      'Do 25.04.26 | 14:07 Uhr | Von',
      'Publisert torsdag 09. mai 2026 - 13:26',
      'Published November 18, 2026 9:26pm Updated November 19, 2026 4:23pm',
      '05/10/2026 - Publicado por: Ada - Categoria: Saúde',
      'Von Ada Feld, Frankfurt',
      'Additional reporting by Bo Lund',
      '(Quelle: APA/dpa)',
      'Copyright © 2026 The Courier, LLC.',
      'The mayor at the hall © City of Merrow',
      'Tempo de leitura: 2 minutos',
      'Image 1 of / 23',
      '03:15',
      'We may earn a commission if you buy through our links.',
    ]) {
      expect([text, keeps(text)]).toEqual([text, false]);
    }
  });

  it('drops the names of the authors, and a list of other articles at the end with its heading', () => {
    const entry = (text: string) => ({ ...plain(text), marginal: 0.7, listed: true });
    const blocks = [
      ...[
        plain('Ada Field/Post'),
        plain('Something happened.'),
        { ...plain('More Great Courier Stories'), heading: true },
      ],
      ...[entry('Why cats sleep'), entry('How dogs dream'), entry('What fish think')],
    ];
    const kept = dropBoilerplate(blocks, { title: null, authors: ['Ada Field'] });
    expect(kept.map(({ text }) => text)).toEqual(['Something happened.']);
  });

  it('keeps a long block however it begins', () => {
    expect(keeps(`Sign up: ${'this is a long report about forms. '.repeat(10)}`)).toBe(true);
  });

  it('drops a block that is nothing but links or times, the repeated title, and headings that head nothing', () => {
    const blocks = [
      plain('The Title'),
      { ...plain('What happened'), heading: true },
      plain('Something happened.'),
      { ...plain('Another story'), marginal: 1 },
      { ...plain('More stories'), heading: true },
    ];
    expect(dropBoilerplate(blocks, { title: 'the title', authors: [] }).map(({ text }) => text)).toEqual([
      'What happened',
      'Something happened.',
    ]);
  });
});
