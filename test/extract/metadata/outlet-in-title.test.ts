import { lettersOf, type OutletNames, withoutOutlet } from '../../../src/extract/metadata/outlet-in-title.ts';

const names: OutletNames = {
  told: ['Tarnholm Post'],
  host: 'post.example',
  sections: new Set(['town']),
  isWrittenOnPage: (name) => lettersOf(name) === lettersOf('Harbour Gazette'),
};

describe('the name of the outlet', () => {
  it.each([
    'Grain pier closes | Tarnholm Post',
    'Grain pier closes - Tarnholm Post',
    'Grain pier closes – Tarnholm Post',
    'Grain pier closes — TARNHOLM POST',
    'Grain pier closes :: Tarnholm Post',
    'Grain pier closes » Tarnholm Post',
    'Grain pier closes · Tarnholm Post',
    'Grain pier closes • The Tarnholm Post',
    'Grain pier closes|Tarnholm Post',
    'Grain pier closes｜Tarnholm Post',
    'Grain pier closes_Tarnholm Post',
    'Grain pier closes - post.example',
    'Grain pier closes — www.Post.example',
    'Grain pier closes | The Harbour Post',
    'Grain pier closes | Harbour Gazette',
    'Grain pier closes | Town | Tarnholm Post',
    'Grain pier closes | Tarnholm Post | Town',
    'Grain pier closes | Tarnholm Post Online',
    'Tarnholm Post | Grain pier closes',
    'Tarnholm Post - Grain pier closes',
    'Tarnholm Post: Grain pier closes',
    'post.example: Grain pier closes',
    '[Tarnholm Post] Grain pier closes',
    '【Tarnholm Post】Grain pier closes',
    'Grain pier closes (The Tarnholm Post)',
    'Grain pier closes: The Tarnholm Post',
  ])('is cut off "%s"', (title) => expect(withoutOutlet(title, names)).toBe('Grain pier closes'));

  it.each([
    'Ferry - Train: who is faster?',
    'Trump | Biden debate',
    'Storm nears: a blow to the post',
    'A strike - a blow to the post',
    'The state of the post-war town',
    'Town: Grain pier closes',
    'What the Tarnholm Post wrote in 1904',
    'Mayor to Tarnholm Post: I stay',
    'Post - what it costs to send a letter',
    'Nord-Süd-Strecke - Ost-West-Strecke',
    '中国－美国',
    'Grain pier closes (town)',
    '[Video] Grain pier closes',
  ])('is not seen in "%s"', (title) => expect(withoutOutlet(title, names)).toBe(title));

  it.each([
    ['谷物码头关闭_新港网', '新港网', '谷物码头关闭'],
    ['谷物码头关闭_新闻中心_新港网', '新港网', '谷物码头关闭'],
    ['雨_新闻中心_新港网', '新港网', '雨_新闻中心'],
    ['谷物码头关闭-新港网', '新港网', '谷物码头关闭'],
    ['谷物码头关闭丨新港网', '新港网', '谷物码头关闭'],
    ['穀物桟橋を閉鎖：新港新聞', '新港新聞', '穀物桟橋を閉鎖'],
    ['إغلاق رصيف الحبوب - صحيفة الميناء', 'صحيفة الميناء', 'إغلاق رصيف الحبوب'],
    ['צומת נסגר | עיתון הנמל', 'עיתון הנמל', 'צומת נסגר'],
    ['Зерновой пирс закрыт — Вести Порта', 'Вести порта', 'Зерновой пирс закрыт'],
  ])('is cut off "%s" (%s)', (title, outlet, headline) => {
    expect(withoutOutlet(title, { ...names, told: [outlet] })).toBe(headline);
  });

  it('alone is no headline', () => expect(withoutOutlet('The Tarnholm Post', names)).toBeNull());

  it('that is one word is not taken for it before a colon', () => {
    expect(withoutOutlet('Berlin: Haus brennt', { ...names, told: ['Berlin'] })).toBe('Berlin: Haus brennt');
  });
});
