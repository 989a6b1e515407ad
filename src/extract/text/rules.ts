import { namesOf } from '../page/class-names.ts';

/**
 * What is not part of an article, as data. Every rule is about conventions of many sites; none is for one site.
 */

/** Elements that are never article text, whatever their size: code, controls, navigation, captions. */
export const CONTROL_ELEMENTS = new Set(
  (
    'title script style template noscript link meta svg canvas iframe object embed audio video map button input select ' +
    'textarea label datalist progress nav dialog figcaption'
  ).split(' '),
);
/** The same by their `role` (WAI-ARIA). */
export const CONTROL_ROLES = new Set(
  'navigation menu menubar search toolbar dialog alertdialog contentinfo'.split(' '),
);

/** Usually beside the article; but some sites put the article itself into one, so size decides. */
export const ELEMENTS_BESIDE = new Set(['aside', 'footer', 'form']);
/** The same by their `role`. */
export const ROLES_BESIDE = new Set(['complementary', 'banner', 'form']);

/**
 * Words in a class or id that name a block beside the article. A name is cut into words at everything but letters and
 * at a capital (`article__relatedTeaser` → article, related, teaser); `read more` means the two side by side.
 */
export const BESIDE_WORDS = namesOf([
  // advertising
  'ad, ads, advert, adverts, advertisement, advertising, adslot, anzeige, werbung, sponsor, sponsored, sponsors',
  'promo, promotion, promobox, affiliate',
  // sharing, following, subscribing, giving
  'share, shares, sharing, sharebar, sharedaddy, social, socials, follow, newsletter, newsletters, signup, subscribe',
  'subscription, abo, donate, donation',
  // the readers' talk
  'comment, comments, disqus',
  // dialogs and notices of the site itself
  'cookie, cookies, consent, gdpr, cmp, popup, modal, overlay, survey',
  // finding one's way
  'breadcrumb, breadcrumbs, pagination, pager, menu, navigation, navbar, toc, toolbar',
  // about the article, not of it
  'byline, caption, captions, credit, credits, copyright, tags, taglist, keywords, authorbox, author box, author info',
  'author bio, biography, bio, timestamp, dateline',
  // for screen readers, mostly names of controls
  'visually hidden, sr only, screen reader, offscreen',
]);

/** Words that name a block of links to other articles. Without a link in it such a block is something else: a standfirst. */
export const LINKING_WORDS = namesOf([
  'related, recommended, recommendation, recommendations, recirc, recirculation, readmore, read more, read next',
  'see also, more news, trending, popular, most read, mostread, teaser, teasers, crosslink, crosslinks',
  'outbrain, taboola',
]);

/** Classes that hide a block, as the common CSS frameworks spell them. */
export const HIDING_CLASS = /(?:^|\s)(?:(?:is-|u-)?hidden|d-none|hide)(?:\s|$)/;
/** Classes that show a hidden block on larger screens after all. */
export const SHOWING_CLASS = /(?:sm|md|lg|xl)[:-](?:block|flex|grid|inline|table)|d-(?:sm|md|lg|xl)-/;

/** Words in a class of what folds open. */
export const FOLD_WORDS = namesOf([
  'fold, folded, foldable, collapse, collapsed, collapsible, expand, expandable, expander, readmore, read more, show more, ' +
    'showmore, truncated, accordion, toggle, ausklappen, aufklappen, mehrlesen, unfold',
]);
/** Words in a class of what a script moves or fades into sight. */
export const MOTION_WORDS = namesOf([
  'fade, fadein, fader, anim, animate, animated, animation, aos, reveal, lazy, lazyload, appear, scroll, wow, transition, inview',
]);

/** Before the text that belongs to pictures, sounds and films, in whatever language: "Image 1 of / 9", "watch now". */
export const MEDIA_LINE =
  /^(?:image|bild|photo|foto|picture|video|slide)s?\s*\d+\s*(?:of|von|de|di|van|af|av|\/)?\s*\/?\s*\d*$|^(?:watch|listen|play) now$/i;

/** How long it takes to read. */
export const READING_TIME =
  /\d+\s*-?\s*(?:min|minutes?|mins|minuten|minuti|minutos|minutter|minuter)\b[\s.]*(?:read|lesezeit|lesedauer|de lecture|de lectura|de leitura|di lettura|leestijd|lesetid|läsning)|^(?:lesezeit|lesedauer|reading time|read time|tempo de leitura|tiempo de lectura|temps de lecture|tempo di lettura|leestijd|lesetid|læsetid|czas czytania|время чтения)/iu;

/** How a line that tells when an article appeared begins. */
export const DATE_LABEL =
  /^\s*(?:datum|date|fecha|data|published|posted|updated|veröffentlicht|stand|erstellt|publié|publicado|pubblicato|gepubliceerd|geplaatst|publisert|publicerad|udgivet|opublikowano|опубликовано|yayınlanma|diterbitkan|发布时间|发布|時間|时间|公開|発行|更新)(?![\p{L}])/iu;

/** How a line begins that tells when it was changed. */
export const CHANGE_LABEL =
  /^\s*(?:(?:last |zuletzt )?(?:updated|modified|aktualisiert|geändert)|update|mis à jour|modifié|actualizado|atualizado|aggiornato|bijgewerkt|oppdatert|sist oppdatert|uppdaterad|opdateret|zaktualizowano|обновлено|оновлено|güncelleme|diperbarui|更新)(?![\p{L}])/iu;

/** Words before a colon, or alone, in lines that tell of the article: its sources, makers, owners, subjects. */
export const CREDIT_LABELS = [
  'quelle, quellen, source, sources, fuente, fuentes, fonte, fonti, bron, kilde, källa, źródło, источник, джерело, kaynak, sumber, 来源, 來源, 出典',
  'copyright, citation, contributing, contributors, sendung, redaktion, zitiervorschlag, published under, filed under, tags, topics',
  'themen, schlagworte, schlagwörter, stichworte, mots-clés, etiquetas, temas, argomenti, trefwoorden, emneord, теги, ключевые слова, 标签, 標籤',
  '责编, 责任编辑, 責任編輯, 編輯',
].flatMap((names) => names.split(', '));
/** Words before a name in such lines. */
export const CREDIT_PHRASES = [
  'reporting by, additional reporting by, additional reporting from, with reporting by, with reports from, contributed by, edited by, editing by',
  'translated by, übersetzung von, übersetzt von, aus dem englischen von, mit material von, traduit par, traduction de, traducción de, tradotto da',
].flatMap((names) => names.split(', '));

/** Blocks that consist of just this: labels of what was taken out, and of controls. */
export const LABEL_LINES = [
  'advertisement, ad, sponsored, caption, close, share, print, comments, tags, breaking news, latest news, live, video',
  'anzeige, werbung, teilen, drucken, kommentare, auch interessant, mehr zum thema, empfohlener redaktioneller inhalt',
  'publicité, publicidad, publicidade, pubblicità, advertentie, annonse, annons, reklama, reklam, реклама, 広告, 广告, 廣告, 광고, إعلان',
].flatMap((names) => names.split(', '));

/**
 * How blocks begin that lead to other articles, ask to subscribe or share, or credit a picture, in the languages with
 * the most news sites. A block is dropped only if it is short.
 */
export const POINTER_PHRASES = [
  // links to other articles
  'related news, related articles, related stories, related post, read more, read also, also read, read next, see also',
  'you may also like, you might also like, more stories',
  'lesen sie auch, lesen sie mehr, lesen sie hier, mehr dazu, mehr zum thema, mehr lesen, das könnte sie auch interessieren',
  'lire aussi, à lire aussi, à lire également, lea también, lee también, te puede interesar, más información, ver también',
  'leia também, leia mais, veja também, leggi anche, lees ook, lees meer, les også, læs også, läs också, läs mer, les mer',
  'czytaj więcej, czytaj też, czytaj także, zobacz też, zobacz także, čtěte také, přečtěte si, baca juga, xem thêm',
  'ayrıca okuyun, ilgili haber, читайте также, читать также, читайте також, اقرأ أيضا, اقرأ أيضًا',
  '関連記事, あわせて読みたい, 相关新闻, 相关阅读, 相关报道, 相關新聞, 延伸阅读, 延伸閱讀, 推荐阅读, 更多新闻, 관련 기사',
  // following, subscribing, sharing
  'follow us, follow me, join us on, subscribe to our, subscribe to the, subscribe now, subscribe today, subscribe for, subscribe here, sign up for, sign up to, sign up now, sign up here, share via',
  'folgen sie uns, folge uns, folgt uns, abonnieren sie, jetzt abonnieren, melden sie sich an',
  'besuchen sie uns, teilen auf, teilen via, suivez-nous, suivez nous, abonnez-vous, rejoignez-nous, inscrivez-vous',
  'partager sur, síguenos, suscríbete, únete a, compartir en, siga-nos, inscreva-se, assine, seguici, iscriviti',
  'condividi su, volg ons, følg oss, følg os, följ oss, obserwuj nas, sledujte nás, ikuti kami, bizi takip edin',
  'подписывайтесь, подпишитесь, поделиться, підписуйтесь, підпишіться, تابعونا, تابعنا, 关注我们, 關注我們, 追蹤我們, 分享到',
].flatMap((phrases) => phrases.split(', '));

/**
 * The same, where a sentence of the article may begin alike. A block is dropped only if it is short, and is no sentence or
 * speaks to the reader.
 */
export const CALL_PHRASES = [
  'more from, more on this, get the latest, click here, share this, share on, have a tip, want more, more great, find out more',
  // for subscribers and supporters
  'article réservé aux abonnés, jetzt weiterlesen, il vous reste, already a subscriber, sie sind bereits kunde, create an account or sign in',
  'hat ihnen dieser artikel gefallen, like this story, did you like this, support our journalism, unterstützen sie uns, get access to',
  // what other sites show inside the text, until one agrees
  'an dieser stelle finden sie einen externen, an dieser stelle findest du einen externen, empfohlener redaktioneller inhalt',
  'ich bin damit einverstanden, personenbezogene daten können, externer inhalt, sie können ihn sich mit einem klick, du kannst ihn dir mit einem klick',
  'link zum, this content is hosted by, this article contains content, allow content',
  // the site on itself
  'this post may contain affiliate, this article contains affiliate, hinweis zu affiliate, if you buy something',
  'reviews and recommendations are, when you buy through, we may earn, wenn sie über, this document is subject to copyright',
  'fehler auf, fehler gefunden, found a mistake, spotted an error, got a story, get in touch with, for more stories like this',
  'dieser artikel wurde, dieser artikel ist zuerst, this article was originally published, this story was originally published',
  'first published in, originally published, write to, reach the reporter, contact the, text size',
  'häufig gelesen, most read, most popular, table of contents, inhaltsverzeichnis, in diesem artikel, current issue',
].flatMap((phrases) => phrases.split(', '));

/** Words that do so with a colon behind, and begin ordinary sentences without. */
export const POINTER_LABELS =
  'related, recommended, photo, photos, image, image credit, picture, foto, fotos, bild, bilder, crédit photo, фото, 写真, 图片来源'.split(
    ', ',
  );

/** Calls to follow the outlet elsewhere: a short block that begins with one of the words and names one of the platforms. */
export const FOLLOW_WORDS =
  'follow, join, find us, folgen, folge, folgt, abonnieren, abonniere, suivez, rejoignez, retrouvez, sigue, síguenos, únete, siga, segui, volg, følg, följ, śledź, sledujte, takip edin, читайте нас, 关注, 關注, 追蹤, 加入, フォロー'.split(
    ', ',
  );
/** How outlets tell that they are paid for what readers buy. */
export const COMMISSION =
  /affiliate (?:link|commission)|affiliate-link|(?:may|might|can|will) (?:earn|receive)\b.{0,40}\bcommission|erhalten wir eine provision/iu;

/** Words by which an outlet speaks of itself, and to its readers. */
export const FIRST_PERSON =
  /(?<![\p{L}\p{N}])(?:us|our|me|my|uns|unser\p{L}*|nous|notre|nos|nuestr\p{L}+|nosotros|noss\p{L}+|nostr\p{L}+|ons|onze|oss|vår\p{L}*|våre|os|vores|nas|nasz\p{L}*|наш\p{L}*|нас|bizi|kami)(?![\p{L}\p{N}])|我们|我們|تابعونا|私たち/iu;
/** Words by which an outlet speaks to its readers. */
export const SECOND_PERSON =
  /(?<![\p{L}\p{N}])(?:you|your|yours|sie|ihnen|ihre[mnrs]?|ihr|du|dir|dich|deine?[mnrs]?|vous|votre|vos|usted|ustedes|tu|tus|tuo|tua|você|sua|je|jouw|uw|u|deg|din|ditt|dig|twój|вы|вас|вам|ваш\p{L}*)(?![\p{L}\p{N}])|您|你|あなた/iu;
/** Networks and ways to subscribe that pages ask to follow them on, in lower case. */
export const PLATFORMS = new Set(
  (
    'facebook, instagram, telegram, whatsapp, twitter, x, threads, bluesky, mastodon, tiktok, youtube, linkedin, reddit, ' +
    'pinterest, flipboard, signal, viber, vk, ok, wechat, weibo, line, xing, rss, newsletter, podcast, телеграм, вконтакте, ' +
    '微信, 微博, テレグラム'
  ).split(', '),
);
