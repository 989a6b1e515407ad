/**
 * What is not part of an article, as data. Every rule is about conventions of many sites; none is for one site.
 */

/** Never article text, whatever their size: code, controls, navigation, captions. */
export const REMOVED_ALWAYS = [
  'body title, script, style, template, noscript, link, meta, svg, canvas, iframe, object, embed, audio, video, map',
  'button, input, select, textarea, label, datalist, progress',
  'nav, dialog, figcaption, [role="navigation"], [role="menu"], [role="menubar"], [role="search"], [role="toolbar"]',
  '[role="dialog"], [role="alertdialog"], [role="contentinfo"], [aria-modal="true"]',
].join(', ');

/** Usually beside the article; but some sites put the article itself into one, so size decides. */
export const REMOVED_IF_SMALL = 'aside, footer, form, [role="complementary"], [role="banner"], [role="form"]';

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
  'you may also like, you might also like, more from, more on this, more stories',
  'lesen sie auch, lesen sie mehr, lesen sie hier, mehr dazu, mehr zum thema, mehr lesen, das könnte sie auch interessieren',
  'lire aussi, à lire aussi, à lire également, lea también, lee también, te puede interesar, más información, ver también',
  'leia também, leia mais, veja também, leggi anche, lees ook, lees meer, les også, læs også, läs också, läs mer, les mer',
  'czytaj więcej, czytaj też, czytaj także, zobacz też, zobacz także, čtěte také, přečtěte si, baca juga, xem thêm',
  'ayrıca okuyun, ilgili haber, читайте также, читать также, читайте також, اقرأ أيضا, اقرأ أيضًا',
  '関連記事, あわせて読みたい, 相关新闻, 相关阅读, 相关报道, 相關新聞, 延伸阅读, 延伸閱讀, 推荐阅读, 更多新闻, 관련 기사',
  // following, subscribing, sharing
  'follow us, follow me, join us on, subscribe, sign up, get the latest, click here, share this, share on, share via',
  'have a tip, want more, folgen sie uns, folge uns, folgt uns, abonnieren sie, jetzt abonnieren, melden sie sich an',
  'besuchen sie uns, teilen auf, teilen via, suivez-nous, suivez nous, abonnez-vous, rejoignez-nous, inscrivez-vous',
  'partager sur, síguenos, suscríbete, únete a, compartir en, siga-nos, inscreva-se, assine, seguici, iscriviti',
  'condividi su, volg ons, følg oss, følg os, följ oss, obserwuj nas, sledujte nás, ikuti kami, bizi takip edin',
  'подписывайтесь, подпишитесь, поделиться, підписуйтесь, підпишіться, تابعونا, تابعنا, 关注我们, 關注我們, 追蹤我們, 分享到',
  // for subscribers
  'article réservé aux abonnés',
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
export const PLATFORMS = new Set(
  (
    'facebook, instagram, telegram, whatsapp, twitter, x, threads, bluesky, mastodon, tiktok, youtube, linkedin, reddit, ' +
    'pinterest, flipboard, signal, viber, vk, ok, wechat, weibo, line, xing, rss, newsletter, podcast, телеграм, вконтакте, ' +
    '微信, 微博, テレグラム'
  ).split(', '),
);

function namesOf(lines: string[]): Set<string> {
  return new Set(lines.flatMap((line) => line.split(', ')));
}
