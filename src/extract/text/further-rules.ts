/**
 * How what follows an article announces itself, as data, in the languages with the most news sites.
 */

/** Lines above another whole article. Lower case, without signs. */
export const NEXT_LABELS = new Set(
  [
    'recommended, recommended for you, recommended reading, recommended stories, more like this, don’t miss, what to read next, empfohlen, empfehlungen, empfohlene artikel, recommandé, recommandés, nos recommandations, à ne pas manquer, recomendado, recomendados, recomendamos, consigliati, raccomandati, aanbevolen, rekommenderat, anbefalt, anbefalet, polecane, polecamy, doporučujeme, ajánlott, рекомендуем, рекомендуємо, önerilen, önerilenler, おすすめ, おすすめ記事, 추천 기사, 推荐阅读, 推薦閱讀',
    'lee también, le puede interesar, te recomendamos, noticias relacionadas, notícias relacionadas, veja também, ti potrebbe interessare, articoli correlati, potrebbe interessarti, ook interessant, meer lezen, przeczytaj także, przeczytaj też, przeczytaj również, czytaj również, zobacz także, zobacz również, přečtěte si také, mohlo by vás zajímat, prečítajte si aj, čítajte aj, olvassa el ezt is, kapcsolódó cikkek, citește și, citiți și, pročitajte i, pročitajte još, preberite tudi, lue myös, loe ka, lasi arī, skaityk taip pat, прочетете още, вижте още, прочитајте и, прочитајте још, επόμενο άρθρο, διαβάστε επίσης, διαβάστε ακόμη, διαβάστε ακόμα, δείτε επίσης, σχετικά άρθρα, ilgili haberler, bunu da okuyun, קראו גם, עוד בנושא, מאמר הבא, הכתבה הבאה, مقالات ذات صلة, مواضيع ذات صلة, اقرأ أيضاً, بیشتر بخوانید, مطالب مرتبط, خبر بعدی, یہ بھی پڑھیں, यह भी पढ़ें, इसे भी पढ़ें, ये भी पढ़ें, अगली खबर, আরও পড়ুন, ข่าวที่เกี่ยวข้อง, tin liên quan, bài viết liên quan, baca juga, artikel terkait, あわせて読みたい, 合わせて読みたい, こちらもおすすめ, 前の記事, 함께 보면 좋은 기사, 관련기사, 相关文章, 相关新闻, 相關新聞, 相關文章, 下一條, 推荐',
    'next article, next story, next post, up next, read next, more stories, another story, more articles, also read, read also, see also, related story',
    'related article, related articles, more from this section, continue with, keep reading, next up, you may also like, other stories',
    'nächster artikel, nächster beitrag, weiterer artikel, weitere artikel, der nächste artikel, auch interessant, lesen sie auch, das könnte sie auch interessieren',
    'mehr zum thema, als nächstes, lesen sie jetzt, article suivant, prochain article, à lire aussi, lire aussi, à suivre, articles similaires',
    'siguiente artículo, siguiente noticia, próxima noticia, artículo siguiente, lea también, te puede interesar, próximo artigo, próxima notícia, leia também',
    'prossimo articolo, articolo successivo, leggi anche, volgend artikel, volgende artikel, lees ook, lees verder, neste artikkel, neste sak, næste artikel',
    'nästa artikel, les også, læs også, läs också, następny artykuł, czytaj też, czytaj także, zobacz też, další článek, čtěte také, következő cikk',
    'следующая статья, следующая новость, следующий материал, читайте также, наступна стаття, читайте також, sonraki haber, sıradaki haber, diğer haber',
    '次の記事, 続けて読む, 関連記事, 다음 기사, 관련 기사, 下一篇, 相关阅读, 延伸阅读, 延伸閱讀, المقال التالي, اقرأ أيضا, اقرأ أيضًا, الخبر التالي, bài tiếp theo, berita selanjutnya',
  ].flatMap((labels) => labels.split(', ')),
);

/** How such lines begin that name a section. */
export const NEXT_BEGINNING =
  /^\s*(?:more (?:from|in|on)|mehr (?:aus|von|zu)|plus d[e’']|más (?:de|en|sobre)|altro (?:da|su)|meer (?:uit|over)|mais (?:de|em|sobre)|mer (?:om|fra|från)|więcej z|ещё по теме)(?!\p{L})/iu;

/** Names of blocks that hold further articles; two words stand side by side. */
export const NEXT_NAMES =
  /(?:^| )(?:next (?:story|article|post|stories|articles|read)|up next|infinite|infinitescroll|other (?:articles|stories|article|story)|further (?:articles|stories)|more (?:articles|stories)|related (?:article|articles|story|stories))(?: |$)/;
