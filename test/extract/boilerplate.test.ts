import { dropBoilerplate } from '../../src/extract/boilerplate.ts';

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
