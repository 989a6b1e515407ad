/**
 * Who wrote an article, as data: how bylines are marked, begin and go on. Every rule is about conventions of many sites.
 */

import { namesOf } from '../page/class-names.ts';

/** `<meta>` tags that name authors, the commonest first. */
export const AUTHOR_META = (
  'author article:author article:author_name og:article:author authors dc.creator dc.contributor dcterms.creator byl ' +
  'parsely-author sailthru.author cxenseparse:author article.author article_author'
).split(' ');

/** Labels beside which Twitter's cards show a name (`twitter:label1`, `twitter:data1`). */
export const CARD_LABELS =
  /^(?:written by|verfasst von|geschrieben von|écrit par|escrito por|scritto da|geschreven door|skrevet av|skriven av|napisane przez|автор|yazan|ditulis oleh|autor|author|von|by|par|por)$/i;

/** Words in a class or id of a byline. */
export const BYLINE_NAMES = namesOf([
  'byline, bylines, author, authors, authorname, authornames, autor, autoren, autorin, autores, auteur, auteurs, autore',
  'autori, verfasser, writer, writers, redakteur, journalist, journalists, reporter, penulis, yazar, forfatter, skribent',
  'contributor, contributors, kirjoittaja, szerzo, zrodlo, editor',
]);

/** Blocks in which a byline is not that of the article. */
export const OTHER_BYLINES =
  'aside, footer, nav, form, figure, figcaption, [class*="related" i], [class*="teaser" i], [class*="comment" i], [class*="recommend" i], [class*="newsletter" i]';

/** How a line that names authors begins. */
export const BYLINE_LABELS = [
  'ein bericht von, ein kommentar von, eine reportage von, eine analyse von, ein interview von, ein beitrag von, von unserem korrespondenten, von unserer korrespondentin, von unserem reporter, von unserer reporterin, von unserem redakteur, von unserer redakteurin, de notre correspondant, de notre correspondante, de nuestro corresponsal, dal nostro corrispondente, dal nostro inviato, van onze correspondent, van onze verslaggever',
  'text und fotos, text und foto, text und bilder, texte et photos, texto y fotos, texto e fotos, testo e foto, text och foto, tekst og foto, tekst en foto, text and photos, by our correspondent, by our reporter, by, written by, reported by, story by, words by, text by, von, verfasst von, text von, ein artikel von, ein gastbeitrag von, autor, autorin, autoren, autorin/autor, par, propos recueillis par, por, escrito por, texto de, di, a cura di, door, av, af, tekst, autorzy, autorka, автор, текст, yazan, oleh, penulis, reporter, author, authors, text, بقلم, מאת',
  'του, της, των, γράφει ο, γράφει η, γράφουν οι, γράφουν ο, γράφουν η, από τον, από την, συντάκτης, συντάκτρια, ρεπορτάζ, επιμέλεια',
  'كتب, كتبت, كتبه, إعداد, تقرير, تحرير, الكاتب, الكاتبة, به قلم, نویسنده, نوشته, نوشتۀ, گزارش, تحریر, مصنف, כתב, כתבה, כתבת',
  'авторы, авторка, автори, текст подготовил, текст подготовила, подготовил, подготовила, підготував, підготувала, корреспондент, пише',
  'oprac., opracowanie, opracował, opracowała, tekst i zdjęcia, autoři, autorka, napsal, napsala, připravil, připravila, píše, piše, napisao, napisala',
  'szerző, írta, scris de, autorius, autorė, autors, avtor, kirjoittanut, kirjoittaja, teksti, skrevet av, skrevet af, skriven av, skrivet av',
  'yazar, hazırlayan, ditulis oleh, laporan, phóng viên, tác giả, bài viết, โดย, ผู้เขียน, เรื่องโดย, ผู้สื่อข่าว, लेखक, लेखिका, द्वारा, লেখক, প্রতিবেদক',
  'texte de, écrit par, auteur, auteurs, testo di, scritto da, autore, autrice, autora, autores, texto, redactado por, per, geschreven door',
  'with reporting by, reporting by, story and photos by, words and pictures by, geschrieben von, text und fotos von, interview von',
].flatMap((labels) => labels.split(', '));
/** Labels that begin other lines as well: only before a colon do they name authors. */
export const COLON_LABELS =
  'เรื่อง, เขียน, haber, muhabir, reportage, reportagem, reporters, journalist, journalists, journaliste, giornalista, periodista, redactor, redatora, foto e texto, bài, toimittaja, szöveg, dziennikarz, журналист, журналіст, кореспондент, материал, ρεπορτάζ, خبرنگار, رپورٹ, المحرر, الصحفي, रिपोर्ट, रिपोर्टर'.split(
    ', ',
  );
/** The same where no space stands before a name. */
export const CJK_LABELS =
  '责任编辑, 责编, 責任編輯, 責編, 本报记者, 本報記者, 本台记者, 新华社记者, 特约记者, 实习记者, 通讯员, 记者, 記者, 作者, 撰稿, 撰文, 編輯, 编辑, 文, 取材・文, 取材, 執筆, 글·사진, 글, 기자, 취재기자'.split(
    ', ',
  );

/** Labels of reporters within a line that begins with something else. */
export const CJK_LABEL_WITHIN = /(?<=[\s　|｜）)])(?:记者|記者|作者|撰稿|撰文|取材・文)\s*[:：／/＝=]/u;
/** How Korean newspapers name their reporters. */
export const KOREAN_BYLINE =
  /^(?:[([【][^()[\]【】]{1,20}[)\]】])?[^\p{L}]{0,5}(\p{sc=Hang}{2,4}(?:\s?[·ㆍ,、]\s?\p{sc=Hang}{2,4}){0,5})\s?(?:(?:선임|수석|객원|인턴|전문|온라인)\s?)?(?:기자|특파원|논설위원|앵커)(?!\p{L})/u;
/** How Japanese and Chinese newspapers name a reporter behind the name. */
export const HAN_REPORTER = /^[^\p{L}]{0,5}(\p{sc=Han}{2,4}(?:\s\p{sc=Han}{1,3})?)\s?(?:記者|特派員|记者)(?!\p{L})/u;
/** Words between a name and the place it is written in, or the outlet it is written for. */
export const PLACE_WORDS =
  'for|für|pour|in|from|at|aus|à|depuis|en|desde|em|w|z|в|из|у|з|te|vanuit|i|från|fra|στην|στο|din|v|ve';
/** Agencies of one word: behind the names of people, other words of one are places. */
export const AGENCIES = new Set(
  'reuters, bloomberg, xinhua, tass, interfax, kyodo, yonhap, ansa, efe, lusa, anadolu, ritzau, belga, antara, bernama, kuna, sputnik, unian, ukrinform, agerpres, jiji, notimex, telam, télam, adnkronos, agi, mena'.split(
    ', ',
  ),
);
/** How Japanese newspapers sign at the end of a text. */
export const CJK_SIGNATURE = /【(\p{sc=Han}{2,6}(?:[、・]\p{sc=Han}{2,6})*)】$/u;

/** Words of which a name with a job has one: the part that holds it is dropped. */
export const JOB_WORDS = new Set(
  (
    'editor, editors, reporter, reporters, correspondent, correspondents, journalist, writer, columnist, contributor, ' +
    'producer, photographer, analyst, anchor, chief, director, fellow, professor, critic, intern, author, politics, ' +
    'redakteur, redakteurin, korrespondent, korrespondentin, journalistin, reporterin, autor, autorin, chefredakteur, ' +
    'chefredakteurin, leiter, leiterin, volontär, volontärin, ressortleiter, fotograf, kommentator, ' +
    'rédacteur, rédactrice, journaliste, correspondant, correspondante, envoyé, envoyée, chef, auteur, autrice, ' +
    'redactor, redactora, corresponsal, periodista, editora, repórter, jornalista, jornalistas, correspondente, ' +
    'redattore, giornalista, corrispondente, inviato, redacteur, verslaggever, correspondentin, journalisten, ' +
    'журналист, редактор, корреспондент, спецкор, обозреватель, журналіст, кореспондент, novinář, redaktorka, publicysta, ' +
    'újságíró, wartawan, jurnalis, reporterka, novinar, päätoimittaja, freelance, correspondents, مراسل, مراسلة, صحفي, محرر, συντάκτης, ' +
    'muhabir, muhabiri, dziennikarz, dziennikarka, redaktor, toimittaja, medarbetare'
  ).split(', '),
);

/** Words that outlets add to their name where a person is asked for. */
export const OUTLET_WORDS = new Set(
  (
    'news, nachrichten, redaktion, redaktionen, online, staff, team, desk, digital, web, newsroom, editorial, rédaction, ' +
    'redacción, redação, redazione, redactie, redaktionen, admin, administrator, webmaster, editor, the, der, die, das, ' +
    'le, la, el, www, com, de, net, org, fr, uk, co, tv, press, media, service, www, http, https, by, von, and, und'
  ).split(', '),
);
