import { createWatchIndex } from '../../src/match/index/watch-index.ts';

function meets(language: string, query: string, text: string): boolean {
  const index = createWatchIndex({});
  expect(index.add({ id: 'watch', query, language: null, dialect: null })).toMatchObject({ kind: 'added' });
  return index.find({ title: '', text, language }).length > 0;
}

/** Languages, and words of each that its readers take for one. */
const SAME: readonly [language: string, ...words: string[]][] = [
  ['ar', 'القرآن', 'القران'],
  ['ar', 'كتاب', 'کتاب'],
  ['ar', 'الدورى', 'الدوري'],
  ['ar', 'شؤون', 'شئون'],
  ['ar', 'فيديو', 'ڤيديو'],
  ['bn', 'সরকারি', 'সরকারী'],
  ['bn', '২০২৬', '2026'],
  ['ca', 'col·legi', 'coŀlegi', 'collegi'],
  ['da', 'idé', 'ide'],
  ['de', 'Potenzial', 'Potential'],
  ['de', 'Foto', 'Photo'],
  ['el', 'τῆς', 'τής'],
  ['en', 'centre', 'center'],
  ['en', 'defence', 'defense'],
  ['en', 'travelled', 'traveled'],
  ['en', 'catalogues', 'catalogs'],
  ['en', 'paediatric', 'pediatric'],
  ['en', 'judgement', 'judgment'],
  ['es', 'sólo', 'solo'],
  ['es', 'vídeo', 'video'],
  ['fa', 'علی', 'على', 'علي'],
  ['fa', 'رئیس', 'رییس'],
  ['fr', 'maître', 'maitre'],
  ['fr', 'Israël', 'Israel'],
  ['gu', 'અંત', 'અન્ત'],
  ['he', 'ביידן', 'בידן'],
  ['he', 'שלום', 'שָׁלוֹם'],
  ['hi', 'गए', 'गये'],
  ['hi', 'डॉक्टर', 'डाक्टर'],
  ['hi', 'दुख', 'दुःख'],
  ['hi', 'हाँ', 'हां'],
  ['ml', 'അവൻ', 'അവന്\u200d'],
  ['nl', 'coördinatie', 'coordinatie'],
  ['pa', 'ਖ਼ਬਰ', 'ਖਬਰ'],
  ['pt', 'acção', 'ação'],
  ['pt', 'ideia', 'idéia'],
  ['ro', 'român', 'romîn'],
  ['ru', 'замок', 'за\u0301мок'],
  ['sr', 'Београд', 'Beograd'],
  ['sr', 'Ђоковић', 'Đoković', 'Djoković'],
  ['tr', 'kâğıt', 'kağıt'],
  ['uk', 'ґрунт', 'грунт'],
  ['ur', 'پاکستان', 'پاكستان'],
  ['vi', 'thủy', 'thuỷ'],
  ['vi', 'Mỹ', 'Mĩ'],
  ['en', '1,000,000', '1000000', '1.000.000'],
  ['en', '3.5', '3,5'],
  ['hi', '100000', '१,००,०००', '1,00,000'],
  ['ur', '2026', '۲۰۲۶ء'],
  ['ar', '1447', '١٤٤٧هـ'],
  ['am', 'ሀገር', 'ሃገር', 'ሐገር'],
  ['am', 'ዓለም', 'አለም', 'ዐለም'],
  ['am', 'ፀሐይ', 'ጸሀይ'],
  ['ar', 'هيئة', 'هيأة'],
  ['ar', 'مئة', 'مائة'],
  ['ar', '"عبد الرحمن"', 'عبدالرحمن'],
  ['ar', '"أبو ظبي"', 'أبوظبي', 'ابوظبي'],
  ['be', 'улада', 'ўлада'],
  ['bn', 'ঈদ', 'ইদ'],
  ['bn', 'কোনো', 'কোনও'],
  ['bn', 'বাংলা', 'বাঙলা'],
  ['bn', 'বিএনপি', 'বি.এন.পি.'],
  ['ca', 'col·legi', 'col.legi', 'col•legi'],
  ['de', 'nummerieren', 'numerieren'],
  ['de', 'Gämse', 'Gemse'],
  ['el', 'αβγό', 'αυγό'],
  ['en', 'councillor', 'councilor'],
  ['en', 'café', 'cafe'],
  ['en', 'façades', 'facades'],
  ['es', 'México', 'Méjico'],
  ['es', 'psicología', 'sicología'],
  ['es', 'antirrobo', 'anti-robo'],
  ['fa', 'مسئول', 'مسوول'],
  ['fa', '"بین المللی"', 'بین‌المللی'],
  ['fi', 'šakki', 'shakki'],
  ['fr', 'clefs', 'clés'],
  ['he', 'תוכנית', 'תכנית'],
  ['he', 'ביטחון', 'בטחון'],
  ['he', "צ'ק", 'צ׳ק'],
  ['hi', 'अंतर्राष्ट्रीय', 'अंतरराष्ट्रीय', 'अन्तर्राष्ट्रीय'],
  ['hi', 'एनआईए', 'एन.आई.ए.'],
  ['hr', 'Đoković', 'Ðoković'],
  ['hu', 'tőke', 'tõke'],
  ['hy', 'Հայաստան', 'Հայաստա՛ն'],
  ['id', 'Sukarno', 'Soekarno'],
  ['ko', '개인정보', '"개인 정보"'],
  ['ko', '한미', '한·미'],
  ['lo', 'ຕຳຫຼວດ', 'ຕຳຫລວດ'],
  ['my', 'ဥပဒေ', 'ဉပဒေ'],
  ['pt', 'antirracista', 'anti-racista'],
  ['pt', 'bebê', 'bebé'],
  ['pt', 'úmido', 'húmido'],
  ['pt', 'voo', 'vôo'],
  ['ta', 'ஸ்ரீ', 'ஶ்ரீ'],
  ['th', 'น้ำ', 'น\u0e4d\u0e49า', 'น\u0e49\u0e4dา'],
  ['uk', 'проєкт', 'проект'],
  ['ur', 'وزیراعظم', '"وزیر اعظم"'],
  ['vi', '"Đà Lạt"', '"Ðà Lạt"'],
  ['vi', 'TP.HCM', 'TPHCM'],
];

/** Languages, and two words of each that look alike and are two. */
const DIFFERENT: readonly [language: string, a: string, b: string][] = [
  ['ar', 'شرطة', 'شرط'],
  ['de', 'Bürger', 'Burger'],
  ['en', 'we’re', 'were'],
  ['en', 'meter', 'metre'],
  ['en', 'tire', 'tyre'],
  ['en', 'four', 'for'],
  ['en', 'résumé', 'resume'],
  ['de', 'Linked', 'LinkedIn'],
  ['ko', '사과', '사 과'],
  ['es', 'año', 'ano'],
  ['fr', 'maïs', 'mais'],
  ['pt', 'pacto', 'pato'],
  ['ro', 'țară', 'tara'],
  ['ru', 'май', 'маи'],
  ['ur', 'بھائی', 'بہائی'],
];

describe('spellings', () => {
  it.each(SAME)('in %s are one: %s, %s', (language, ...words) => {
    for (const asked of words)
      for (const found of words) expect([asked, found, meets(language, asked, found)]).toEqual([asked, found, true]);
  });

  it.each(DIFFERENT)('in %s are two: %s, %s', (language, a, b) => {
    expect(meets(language, a, b)).toBe(false);
  });
});

it('finds the men in a German word for both sexes', () => {
  expect(meets('de', 'Bürger', 'Die BürgerInnen fragen.')).toBe(true);
  expect(meets('de', 'BürgerInnen', 'Die Bürger fragen.')).toBe(false);
});

describe('words in parts', () => {
  it('are counted as they stand', () => {
    expect(meets('en', 'e NEAR/0 theft', 'an e-mail theft')).toBe(false);
    expect(meets('en', 'email NEAR/0 leak', 'the e-mail leak')).toBe(true);
    expect(meets('en', 'FIRST/1(email)', 'e-mail leak')).toBe(false);
    expect(meets('en', 'FIRST/2(email)', 'e-mail leak')).toBe(true);
  });

  it('may have more than two parts', () => {
    expect(meets('en', 'R&D', 'more R & D in parks')).toBe(true);
    expect(meets('de', 'Rheinmaingebiet', 'im Rhein-Main-Gebiet')).toBe(true);
    expect(meets('en', '"state-of-the-art" NEAR/0 pier', 'a stateoftheart pier')).toBe(true);
    expect(meets('en', 'stateoftheart', 'a state-of-the-art pier')).toBe(true);
  });

  it('are one mention, however many ways to read them are asked for', () => {
    expect(meets('en', 'ATLEAST/2(e-mail OR email)', 'one e-mail')).toBe(false);
    expect(meets('en', 'ATLEAST/2(e-mail OR email)', 'an e-mail, an email')).toBe(true);
  });

  it('stand in phrases, at the beginning, inside and at the end', () => {
    expect(meets('en', '"e-mail address book"', 'the email address book')).toBe(true);
    expect(meets('en', '"the email address"', 'the e-mail address')).toBe(true);
    expect(meets('en', '"an email"', 'an e-mail')).toBe(true);
  });

  it('are told as they stand in the article', () => {
    const index = createWatchIndex({});
    index.add({ id: 'watch', query: 'Nutzerdaten', language: null, dialect: null });
    const [result] = index.match({ title: '', text: 'Die Nutzer-Daten wurden verkauft.', language: 'de' });
    expect(result).toMatchObject({
      kind: 'matched',
      evidence: { hits: [{ surface: 'Nutzer-Daten', term: 'Nutzerdaten' }] },
    });
  });

  it('are names of aliases', () => {
    const index = createWatchIndex({ mail: ['e-mail', '"electronic mail"'] });
    index.add({ id: 'watch', query: '@mail', language: null, dialect: null });
    const found = index.match({ title: '', text: 'An email came.', language: 'en' });
    expect(found).toMatchObject([{ evidence: { hits: [{ surface: 'email', term: 'e-mail', alias: 'mail' }] } }]);
  });

  it('are forgotten with the watch that asked for them', () => {
    const index = createWatchIndex({});
    index.add({ id: 'one', query: 'e-mail', language: null, dialect: null });
    index.add({ id: 'two', query: '"e-mail leak"', language: null, dialect: null });
    index.remove('one');
    expect(index.find({ title: '', text: 'an email leak', language: 'en' })).toEqual(['two']);
    index.remove('two');
    expect(index.find({ title: '', text: 'an email leak', language: 'en' })).toEqual([]);
  });
});

describe('Chinese, Japanese and Korean', () => {
  it.each([
    ['ja', '取り調べ', '取調べを受けた', true],
    ['ja', '取調べ', '取り調べを受けた', true],
    ['ja', '申立て', '申し立てを棄却', true],
    ['ja', '打合せ', '打ち合わせをした', true],
    ['ja', '支払い', '支払を求めた', true],
    ['ja', '組み合わせ', '労働組合', false],
    ['ja', '高山', '高い山に登る', false],
    ['ja', '来日', '来て日本を', false],
    ['ja', 'サーバー攻撃', 'サーバ攻撃', true],
    ['ja', 'サーバ攻撃', 'サーバー攻撃', true],
    ['ja', 'ウィルス', 'ウイルス感染', true],
    ['ja', 'テレグラム', 'てれぐらむ', true],
    ['ja', '霞が関', '霞ヶ関の官僚', true],
    ['ja', '渡辺', '渡邉さん', true],
    ['ja', 'アンゲラ・メルケル', 'アンゲラメルケル前首相', true],
    ['zh', '唐纳德特朗普', '唐纳德·特朗普说', true],
    ['zh', '{唐纳德特朗普}', '唐纳德·特朗普说', false],
    ['th', 'แม่', 'เเม่น้ำ', true],
    ['zh', '安全部', '中国国家安全部通报', true],
    ['zh', '共和国', '中华人民共和国', true],
    ['zh', '总统', '副总统表示', true],
    ['zh', '民法', '人民法院', false],
    ['zh', '和服', '产品和服务', false],
    ['zh', '中国', '发展中国家', false],
    ['zh', '特朗普', '特朗普通过法案', true],
    ['ja', 'アジア', '東南アジアの国', true],
    ['ja', 'タイ', 'タイトルを獲得', false],
    ['ja', 'タイ', 'タイ政府', true],
    ['ja', '子ども', '子供の日', true],
    ['ja', '行う', '会議を行なう', true],
    ['ja', '3ヶ月', '3カ月', true],
    ['th', 'พรบ', 'พ.ร.บ. คอมพิวเตอร์', true],
    ['ko', '2026', '2026년 1월', true],
    ['ja', 'システム', 'オペレーティングシステムの脆弱性', true],
    ['ja', '部長', '全部長い', false],
    ['ja', '京都', '東京都の発表', false],
    ['ko', '미국', '미국서 열린', true],
    ['ko', '텔레그램', '텔레그램까지도', true],
    ['ko', '경찰', '독일경찰에서는', true],
    ['ko', '정보', '사용자정보를', true],
    ['ko', '부산', '부산물 처리', false],
    ['ko', '사과', '사과문', false],
  ])('in %s, %s meets %s: %s', (language, query, text, expected) => {
    expect(meets(language, query, text)).toBe(expected);
  });
});

it('tells the later part of a compound from its own first letter on', () => {
  const index = createWatchIndex({});
  index.add({ id: 'watch', query: '安全部', language: null, dialect: null });
  const [result] = index.match({ title: '', text: '中国国家安全部通报', language: 'zh' });
  expect(result).toMatchObject({ evidence: { hits: [{ surface: '安全部', start: 4, end: 7 }] } });
});
