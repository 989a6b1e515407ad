import { relativeOf } from '../../src/language/relatives.ts';

const TEXTS: Record<string, string> = {
  ru: 'Новый мост через реку открыли в субботу, и жители говорят, что это было нужно городу. После открытия он был закрыт для машин.',
  uk: 'Новий міст через річку відкрили в суботу, і мешканці кажуть, що це було потрібно місту. Після відкриття він був закритий для машин.',
  be: 'Новы мост праз раку адкрылі ў суботу, і жыхары кажуць, што гэта было патрэбна гораду. Пасля адкрыцця ён быў закрыты.',
  bg: 'Новият мост над реката беше открит в събота и жителите казват, че това е било нужно за града. След откриването ще се затвори за коли.',
  es: 'El nuevo puente sobre el río fue abierto el sábado y los vecinos dicen que era necesario para la ciudad, pero es más caro que los otros.',
  ca: 'El nou pont sobre el riu va ser obert dissabte i els veïns diuen que era necessari per a la ciutat, però és més car que els altres.',
  gl: 'A nova ponte sobre o río foi aberta o sábado e os veciños din que era necesaria para a cidade, pero é máis cara que as outras e unha das mellores.',
  pt: 'A nova ponte sobre o rio foi aberta no sábado e os moradores dizem que era necessária para a cidade, mas não é mais cara do que uma em Lisboa.',
  no: 'Den nye brua over elva ble åpnet lørdag, og de som bor der, sier at den ikke var dyr. Etter åpningen blir den stengt, og noe må gjøres.',
  da: 'Den nye bro over floden blev åbnet lørdag, og de som bor der, siger at den ikke var dyr. Efter åbningen bliver den lukket af byen, og noget må gøres.',
  sv: 'Den nya bron över älven blev öppnad i lördags, och de som bor där säger att den inte var dyr. Efter öppningen är den stängd, från och med nu.',
  cs: 'Nový most přes řeku byl otevřen v sobotu a obyvatelé říkají, že se bez něj nedalo žít, ale také jsou dražší mosty. Podle úřadu bylo třeba být rychlý.',
  sk: 'Nový most cez rieku bol otvorený v sobotu a obyvatelia hovoria, že sa bez neho nedalo žiť, ale tiež sú drahšie mosty. Podľa úradu bolo treba byť rýchly.',
  hr: 'Novi most preko rijeke otvoren je u subotu, a stanovnici kažu da je bio potreban gradu. Nakon otvaranja će se zatvoriti za promet, što nije skupo.',
  sl: 'Novi most čez reko so odprli v soboto in prebivalci pravijo, da je bil potreben za mesto. Po odprtju bo zaprt za promet, kar ni drago in tudi ne lepo.',
  nl: 'De nieuwe brug over de rivier is zaterdag geopend en de bewoners zeggen dat het een noodzaak was voor de stad, maar zij is niet goedkoop.',
  af: 'Die nuwe brug oor die rivier is Saterdag geopen en die inwoners sê dat dit nodig was vir die stad, maar hy is nie goedkoop nie en hulle weet om te wag.',
  hi: 'नदी पर नया पुल शनिवार को खोला गया और लोगों ने कहा कि यह शहर के लिए ज़रूरी था। पुल के बाद अब सड़क का काम होगा और यह बंद नहीं है।',
  mr: 'नदीवरील नवा पूल शनिवारी उघडला आणि लोक म्हणाले की तो शहरासाठी गरजेचा होता. पण त्याच्या जवळचा रस्ता बंद आहे, कारण तेथे काम सुरू झाले आणि वेळ लागेल.',
  id: 'Jembatan baru itu dibuka pada hari Senin, kata polisi, karena warga bisa menyeberang saat banjir. Menurut mereka bahwa itu sudah lama.',
  ms: 'Jambatan baharu itu dibuka pada hari Isnin, kata polis, kerana penduduk boleh menyeberang ketika banjir. Beliau berkata bahawa ia sudah lama.',
};
const PAIRS = [
  'ru uk',
  'uk ru',
  'ru be',
  'be ru',
  'ru bg',
  'bg ru',
  'es ca',
  'ca es',
  'es gl',
  'da no',
  'no da',
  'sv da',
  'sv no',
  'cs sk',
  'sk cs',
  'es pt',
  'sl hr',
  'hr sl',
  'nl af',
  'af nl',
  'hi mr',
  'mr hi',
  'id ms',
  'ms id',
];

it.each(PAIRS.map((pair) => pair.split(' ') as [string, string]))('under %s knows %s', (declared, language) => {
  expect(relativeOf(declared, TEXTS[language]!)).toBe(language);
});

it.each(Object.keys(TEXTS))('leaves %s what it is', (language) => {
  expect(relativeOf(language, TEXTS[language]!)).toBeNull();
});

it('tells Chinese in traditional characters from Chinese in simplified ones', () => {
  const [simplified, traditional] = ['这个国家的学会说现在来开车对话', '這個國家的學會說現在來開車對話'];
  expect(relativeOf('zh-cn', traditional)).toBe('zh-hant');
  expect(relativeOf('zh-tw', simplified)).toBe('zh-hans');
  expect([relativeOf('zh-cn', simplified), relativeOf('zh-tw', traditional), relativeOf('zh', traditional)]).toEqual([
    null,
    null,
    null,
  ]);
});

it('says nothing of a text of few words', () => expect(relativeOf('ru', 'Новий міст')).toBeNull());
