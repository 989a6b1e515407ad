import type { ReadableArticle } from '../../src/match/text/fields.ts';
import { readFiction } from '../story/support.ts';

/** Articles in many languages and scripts, with all that the matcher reads in a way of its own. */
export function readCorpus(): ReadableArticle[] {
  return [...readFiction().map(({ title, text, language }) => ({ title, text, language })), ...WRITTEN];
}

const WRITTEN: ReadableArticle[] = [
  {
    title: 'Telegram gibt Nutzer-Daten an das BKA',
    text: 'Frau Müller vom Bundeskriminalamt sagt: Die Nutzerdaten der Häuser wurden übergeben. BürgerInnen klagen.\n\nDes Amtes Büros in Köln.',
    language: 'de',
    url: 'https://www.bild-zeitung.example/politik/telegram-daten-2026',
    outlet: 'Süddeutsche Zeitung',
    authors: ['Jürgen Groß', 'A. de Vries'],
    country: 'DE',
    tags: ['Datenschutz', 'kilo lima'],
    headlines: [{ text: 'Messenger liefert Verbindungsdaten', place: 'opengraph' }],
  },
  { title: 'MUELLER TRITT ZURUECK', text: 'Mueller, der Minister, und die STRASSE.', language: 'de', country: 'AT' },
  {
    title: "The users' e-mail and C++",
    text: "O'Neill of AT&T said the U.S. cyber-attack hit 10,000 users; F.B.I. and Disney+ didn't answer. Kilo Lima. Qur'an.",
    language: 'en',
    url: 'https://news.example/2026/kilo?lima=mike',
    country: 'US',
    tags: ['lima'],
  },
  {
    title: '東京都で取り調べ',
    text: '警視庁は国家安全保障局と東京都で取調べを行なった。サーバーのデータが流出し、ヴァイオリン奏者アンゲラ・メルケルさんが引っ越した。',
    language: 'ja',
  },
  {
    title: '要求Telegram交出用戶數據',
    text: '德國聯邦刑事警察局要求Telegram交出用戶數據。產品和服務。唐纳德·特朗普。国家安全。',
    language: 'zh-hant',
    authors: ['王毅'],
    tags: ['科技'],
  },
  { title: '䲔', text: '𠮷野家。', language: 'zh' },
  { title: 'ตำรวจจับกุม', text: 'ตำรวจไทยจับกุมผู้ต้องหาในกรุงเทพฯ ตาม พ.ร.บ. คอมพิวเตอร์ และเเม่น้ำ', language: 'th' },
  {
    title: 'الشرطة تعتقل وزيرا',
    text: 'اعتقلت الشرطة وزير الداخلية عبد الله في أبو ظبي، وللوزراء والمدن كتب. مسؤول بالحكومة. أ.ف.ب',
    language: 'ar',
  },
  { title: 'می شود', text: 'کتاب‌ها و می‌شود و خانه های تهران', language: 'fa' },
  {
    title: '개인 정보 유출, FBI가 수사',
    text: '경찰청은 개인정보를 유출한 서울대학교에서 한·미 공동 수사를 했다. 대통령이라고 말했다. 2026년에.',
    language: 'ko',
  },
  { title: 'צה״ל הודיע', text: 'דובר צה"ל אמר כי הממשלה והכנסת בירושלים', language: 'he' },
  { title: 'Η ΑΣΤΥΝΟΜΙΑ', text: 'Η αστυνομία και ο νόμος της ΥΠΗΡΕΣΙΑΣ', language: 'el' },
  {
    title: "L'Élysée et l’ETAT",
    text: "Les données d'utilisateurs de l'Etat aujourd'hui. ETATS-UNIS.",
    language: 'fr',
  },
  { title: "La citta' di Roma", text: "perche' la polizia della città", language: 'it' },
  { title: "İSTANBUL'da", text: "Türkiye'nin İstanbul kentinde kitaplar", language: 'tr' },
  { title: 'Полиция задержала', text: 'Полицейские в Москве изъяли ещё 40 книг у объёмных людей.', language: 'ru' },
  { title: 'Watoto nchini', text: 'Mtoto na watoto wa vitabu shuleni', language: 'sw' },
  { title: 'Cảnh sát', text: 'Cảnh sát bắt giữ hòa bình', language: 'vi' },
  { title: 'अंतर्राष्ट्रीय', text: 'बी.जे.पी. और हिन्दी पुलिस गए', language: 'hi' },
  {
    title: 'Kilo',
    text: 'KILO nova oscar. Mike lima police bka',
    language: null,
    authors: ['Kilo Mike'],
    country: 'DE',
  },
  { title: 'kilo', text: 'nova', language: 'pt-br', url: 'https://oscar.kilo.example/nova', outlet: 'Kilo' },
  { title: '', text: '', language: null },
];
