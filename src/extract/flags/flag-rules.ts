/**
 * How pages look that do not show their article, as data. The phrases are those of notices, in the languages with the
 * most news sites; none is of one site.
 */

/** In notices to those who have not subscribed. Lower case. */
export const PAYWALL_PHRASES = [
  'subscribe to continue, subscribe to read, subscribers only, subscriber-only, for subscribers, to continue reading, to read the full, already a subscriber',
  'create a free account to continue, register to read, sign in to continue, log in to continue reading, this article is for, unlock this article',
  'weiterlesen mit, jetzt weiterlesen, jetzt abonnieren, nur für abonnenten, exklusiv für abonnenten, bereits abonnent, diesen artikel weiterlesen',
  'mit einem abo, um weiterzulesen, jetzt registrieren, anmelden und weiterlesen, kostenpflichtiger inhalt, lesen sie den ganzen artikel',
  'réservé aux abonnés, réservée aux abonnés, il vous reste, déjà abonné, abonnez-vous pour, pour lire la suite, lecture restreinte',
  'solo para suscriptores, para suscriptores, suscríbete para, ya eres suscriptor, para seguir leyendo, contenido exclusivo para',
  'riservato agli abbonati, abbonati per, sei già abbonato, per continuare a leggere',
  'exclusivo para assinantes, assine para, já é assinante, para continuar lendo, para continuar a ler',
  'alleen voor abonnees, al abonnee, om verder te lezen, lees verder met, word abonnee',
  'for abonnenter, kun for abonnenter, bli abonnent, allerede abonnent, bli prenumerant, redan prenumerant, för prenumeranter, læs videre',
  'tylko dla subskrybentów, dla prenumeratorów, czytaj dalej, aby czytać dalej, pro předplatitele, csak előfizetőknek',
  'только для подписчиков, лише для передплатників, sadece aboneler, 会員限定, 有料会員, この記事は有料, 続きを読むには, 订阅后, 会员专享, 訂閱後, 유료회원',
].flatMap((line) => line.split(', '));

/** In pages that ask for consent before they show anything. Lower case. */
export const CONSENT_PHRASES = [
  'accept all cookies, accept cookies, we use cookies, cookie policy, cookie settings, manage your privacy, privacy settings, we value your privacy',
  'before you continue, your consent, personalised advertising, personalized advertising, our partners store, store and/or access information',
  'mit werbung und cookies, cookies akzeptieren, alle akzeptieren, wir verwenden cookies, wir und unsere partner, einwilligung, zustimmen und weiter',
  'mit ihrer zustimmung, werbefrei, personalisierte anzeigen, datenschutzeinstellungen, pur-abo',
  'accepter et continuer, accepter les cookies, nous utilisons des cookies, vos choix, avec votre accord, nos partenaires, continuer sans accepter',
  'aceptar y continuar, aceptar cookies, utilizamos cookies, nuestros socios, accetta e continua, accetta i cookie, utilizziamo i cookie, i nostri partner',
  'aceitar e continuar, aceitar cookies, usamos cookies, nossos parceiros, cookies accepteren, wij gebruiken cookies, onze partners',
  'godta alle, informasjonskapsler, acceptera alla, använder cookies, accepter alle, akceptuję, ciasteczka, pliki cookie, naszych partnerów',
  'souhlasím, používáme cookies, файлы cookie, çerezleri kabul, クッキー, 同意する, 接受所有, 쿠키',
].flatMap((line) => line.split(', '));

/** A word of this says that a page needs what never runs here. Lower case. */
export const SCRIPT_PHRASES = [
  'enable javascript, javascript is disabled, requires javascript, turn on javascript, javascript is required, checking your browser',
  'verify you are human, are you a robot, please wait while we, javascript aktivieren, aktivieren sie javascript, activer javascript',
  'activez javascript, activa javascript, habilitar javascript, attiva javascript, включите javascript, javascriptを有効',
].flatMap((line) => line.split(', '));

/** Segments of the address of a page that is added to while something happens. */
export const LIVE_SEGMENT =
  /(?:^|[/_-])(?:live-?blog|live-?ticker|news-?ticker|ticker|live-?updates?|liveuberichte|en-direct|en-vivo|ao-vivo|in-diretta|minute-by-minute|live-?bericht|as-it-happened)(?:[/_.,-]|$)/i;
