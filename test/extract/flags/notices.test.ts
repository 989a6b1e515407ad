import { extractArticle } from '../../../src/extract/article.ts';
import { PARAGRAPHS, readArticle } from '../read.ts';

const body = PARAGRAPHS.map((text) => `<p>${text}</p>`).join('');
const page = (main: string, title: string) => `<html><head><title>${title}</title></head><body>${main}</body></html>`;

it.each([
  ['Page not found', 'We are sorry, but the page you are looking for does not exist any more.'],
  ['Seite nicht gefunden', 'Die gesuchte Seite gibt es leider nicht mehr, bitte benutzen Sie die Suche.'],
  ['Страница не найдена', 'Запрашиваемая страница удалена или никогда не существовала, вернитесь на главную.'],
  ['ページが見つかりません', 'お探しのページは移動したか、削除された可能性があります。'],
  ['Just a moment...', 'Checking your browser before accessing courier.example, please allow up to five seconds.'],
  ['Access Denied', 'You do not have permission to access this page on this server, reference 18.2f.'],
  ['Wartungsarbeiten', 'Wegen Wartungsarbeiten ist unsere Seite vorübergehend nicht erreichbar, bis gleich.'],
  ['Vérification', 'Veuillez confirmer que vous n’êtes pas un robot, une activité inhabituelle a été vue.'],
])('a notice is no article: %s', async (title, text) => {
  const html = page(`<main><h1>${title}</h1><p>${text}</p></main>`, `${title} | The Courier`);
  expect(await extractArticle(html, 'https://courier.example/a')).toMatchObject({ kind: 'unreadable' });
});

it('an article may have such a headline, and such words', async () => {
  const about = page(
    `<article><h1>Page not found: why links die</h1>${body}</article>`,
    'Page not found: why links die',
  );
  expect((await readArticle(about)).text).toContain('forty traders');
  const denied =
    'Inspectors were denied access to the port on Monday, the union said, and will come again with the police.';
  const short = page(
    `<article><h1>Access denied for inspectors</h1><p>${denied}</p></article>`,
    'Access denied for inspectors',
  );
  expect((await readArticle(short)).text).toBe(denied);
  for (const [title, text] of [
    ['Library site down for maintenance', 'Readers were told to try again later, the council said on Tuesday morning.'],
    [
      'Captcha fault',
      'The words verify you are human were shown to all readers for two hours, the firm said on Friday.',
    ],
    [
      'Сайт взломан',
      'Вместо новостей читатели видели слова «страница не найдена», сообщил в понедельник представитель города.',
    ],
  ] as const) {
    const report = page(`<article><h1>${title}</h1><p>${text}</p></article>`, title);
    expect((await readArticle(report)).text).toBe(text);
  }
});

describe('a notice that asks for consent', () => {
  const NOTICES = [
    'We and our partners use cookies and store information on your device to show you personalised ads, with your consent.',
    'Wij en onze partners gebruiken cookies om informatie op uw apparaat op te slaan, met uw toestemming, en voor advertenties.',
    'Мы и наши партнёры используем файлы cookie на вашем устройстве и показываем рекламу с вашего согласия.',
    '当社とパートナーは端末に情報を保存し、広告のためにクッキーを使用します。続けるには同意が必要です。',
    '당사와 파트너는 기기에 정보를 저장하고 광고를 위해 쿠키를 사용합니다. 계속하려면 동의가 필요합니다.',
  ];
  it.each(NOTICES)('is no article: %s', async (notice) => {
    const result = await extractArticle(
      page(`<main><h1>x</h1><p>${notice}</p></main>`, 'The Courier'),
      'https://courier.example/a',
    );
    expect(result).toMatchObject({ kind: 'unreadable', flags: ['consent_wall'] });
  });

  it.each(NOTICES)('does not hide a short article beside it: %s', async (notice) => {
    const main = `<article><h1>Market hall stays</h1>${body}</article><div class="layer">${`<p>${notice}</p>`.repeat(4)}</div>`;
    expect((await readArticle(page(main, 'Market hall stays'))).text.split('\n\n')).toEqual(PARAGRAPHS);
  });
});
