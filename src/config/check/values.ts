import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Webhook } from 'standardwebhooks';
import { englishNames, languageMeant } from '../../language/names.ts';
import { closest, didYouMean } from '../../match/query/suggest.ts';
import { mailAddressOf } from '../../net/mail-address.ts';
import { parseInterval } from './interval.ts';

/** A value of the configuration, understood or refused. The reason never repeats the value, which may be a secret. */
export type Reading<T> = { kind: 'read'; value: T } | { kind: 'refused'; reason: string };

const MIN_INTERVAL_MS = 1_000;
const MAX_DELAY_MS = 60_000;
const MAX_INTERVAL_MS = 7 * 24 * 3_600_000;
/** 128 bits; HMAC-SHA256 is no stronger than its key. */
const MIN_SECRET_BYTES = 16;

const read = <T>(value: T): Reading<T> => ({ kind: 'read', value });
const refused = (reason: string): Reading<never> => ({ kind: 'refused', reason });

/** True for text without control characters, of one character at least. */
export function isOneLine(text: string): boolean {
  return /^\P{Cc}+$/u.test(text);
}

/** An absolute http(s) URL, in the form of the WHATWG URL standard, without its fragment. */
export function readHttpUrl(text: string): Reading<string> {
  const url = URL.parse(text);
  if (!url) return refused('Not a URL. Write it whole, as in https://example.org/feed.xml.');
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return refused('The URL must begin with http:// or https://.');
  if (url.username || url.password) return refused('The URL must not hold a user name or password.');
  url.hash = '';
  return read(url.href);
}

/** Where others reach our pages: an http(s) URL without a query and without a slash at its end. */
export function readPublicUrl(text: string): Reading<string> {
  const reading = readHttpUrl(text);
  if (reading.kind === 'refused') return reading;
  if (reading.value.includes('?')) return refused('The address must not hold a query (?…): paths are added to it.');
  return read(reading.value.replace(/\/+$/, ''));
}

/** Where people who run a server may ask about our requests: an http(s) URL, or mailto: with an address. */
export function readContact(text: string): Reading<string> {
  if (!text.toLowerCase().startsWith('mailto:')) return readHttpUrl(text);
  const address = readMailAddress(text.slice('mailto:'.length));
  return address.kind === 'read' ? read(`mailto:${address.value}`) : address;
}

/** An smtp: or smtps: URL as nodemailer takes it; user, password and options in the query are welcome. */
export function readSmtpUrl(text: string): Reading<string> {
  const url = URL.parse(text);
  // An unescaped / or # in a password ends the host early, and the mail would go to another one.
  const advice = 'If the password holds / # ? @ : or %, percent-encode them.';
  if (!url?.hostname) return refused(`Not a URL. Write it as smtp://user:password@mail.example.org:587. ${advice}`);
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:')
    return refused('The URL must begin with smtp:// or smtps://.');
  if ((url.pathname !== '' && url.pathname !== '/') || url.hash !== '') {
    return refused(`Nothing but options (?…) may follow the host. ${advice}`);
  }
  return read(text);
}

/** One mail address, with or without a name: `desk@example.org`, `News desk <desk@example.org>`. */
export function readMailAddress(text: string): Reading<string> {
  const isShort = text.length <= 320 && isOneLine(text);
  if (!isShort || !/^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+$/.test(mailAddressOf(text))) {
    return refused('Not a mail address. Write desk@example.org, or News desk <desk@example.org>; several as a list.');
  }
  return read(text);
}

/** An address block, `10.0.0.0/8` or `fd00::/8`; addresses in full, as people write them. */
export function readCidr(text: string): Reading<string> {
  const [address = '', bits] = text.split('/');
  if (isIP(address) && bits === undefined)
    return refused(`A block of addresses has a length: /${isIP(address) === 4 ? 32 : 128} for this one alone.`);
  if (!isIP(address) || !ipaddr.isValidCIDR(text))
    return refused('Not a block of addresses. Write 10.0.0.0/8 or fd00::/8.');
  return read(text);
}

/** A language by its tag or name, as a BCP 47 tag in lower case, which articles have. */
export function readLanguage(text: string): Reading<string> {
  const tag = languageMeant(text);
  if (tag !== null) return read(tag);
  const suggestions = text.length > 3 ? closest(text, englishNames()).slice(0, 1) : [];
  return refused(`Not a language. Write en, de or zh-Hant (BCP 47), or its name.${didYouMean(suggestions)}`);
}

/** An ISO 3166-1 alpha-2 code, in upper case. */
export function readCountry(text: string): Reading<string> {
  const code = text.toUpperCase();
  const isKnown = /^[A-Z]{2}$/.test(code) && new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(code);
  return isKnown
    ? read(code)
    : refused('Not a country. Write its code of two letters, such as DE, GB or US (ISO 3166).');
}

/** A poll interval in ms, see {@link parseInterval}. */
export function readInterval(interval: string | number): Reading<number> {
  const ms = parseInterval(interval);
  if (ms === null) return refused('Not an interval. Write 30s, 5m, 2h, 1h30m, 1d, or a whole number of seconds.');
  if (ms < MIN_INTERVAL_MS || ms > MAX_INTERVAL_MS)
    return refused('An interval is one second at least and seven days at most.');
  return read(ms);
}

/** A pause in ms, none to a minute. */
export function readDelay(delay: string | number): Reading<number> {
  const ms = parseInterval(delay);
  if (ms === null) return refused('Not a time. Write 1s, 2s or a whole number of seconds; 0 for none.');
  return ms <= MAX_DELAY_MS ? read(ms) : refused('A minute at most.');
}

/** The id of a Discord thread: a snowflake, as text, for it is longer than a number is exact. */
export function readDiscordThread(text: string): Reading<string> {
  return /^\d{15,20}$/.test(text)
    ? read(text)
    : refused(
        'Not the id of a thread. It has 17 to 20 digits, and Discord shows it in developer mode: Copy Thread ID.',
      );
}

/** The id of a Slack channel, a group or a direct message. Names are no address: only by its id a channel tells what was posted. */
export function readSlackChannel(text: string): Reading<string> {
  return /^[CDG][A-Z0-9]{7,20}$/.test(text)
    ? read(text)
    : refused(
        'Not the id of a channel. It is like C0123456789, and stands at the end of the channel’s details in Slack.',
      );
}

/** The id of a room of Matrix (spec.matrix.org/v1.11/appendices/#room-ids). An alias may come to mean another room. */
export function readMatrixRoom(text: string): Reading<string> {
  return /^![\x21-\x7e]{1,254}$/.test(text)
    ? read(text)
    : refused(
        'Not the id of a room. It is like !AbCdEfGh:example.org, and stands in the room’s settings, under Advanced.',
      );
}

/** What services are saved under in the Apprise API (`{KEY}` in its documentation). */
export function readAppriseKey(text: string): Reading<string> {
  return /^[\w-]{1,128}$/.test(text) ? read(text) : refused('Not a key of Apprise. One has letters, digits, _ and -.');
}

/** Tags of the Apprise API (`TAG_VALIDATION_RE` of its apprise_api/api/views.py). */
export function readAppriseTag(text: string): Reading<string> {
  return /^[a-z0-9 |,_&+-]{1,500}$/i.test(text)
    ? read(text)
    : refused('Not a tag of Apprise. One has letters, digits, _ and -; several stand between spaces or commas.');
}

/** A topic of ntfy (ntfy's server/server.go, topicRegex). */
export function readNtfyTopic(text: string): Reading<string> {
  return /^[-_A-Za-z0-9]{1,64}$/.test(text)
    ? read(text)
    : refused('Not a topic. One has letters, digits, - and _, 64 at most, and no slash.');
}

/** A chat of Telegram, by its id or the name of a public one (core.telegram.org/bots/api#sendmessage, chat_id), as text. */
export function readTelegramChat(chat: string | number): Reading<string> {
  const text = String(chat);
  return /^(?:-?[1-9]\d{0,15}|@[A-Za-z]\w{3,31})$/.test(text)
    ? read(text)
    : refused('Not a chat. Write its id, such as -1001234567890, or "@name" of a public channel.');
}

/** A bot's token: part of the address that is called, so only with the signs that it has (core.telegram.org/bots/features#botfather). */
export function readTelegramToken(text: string): Reading<string> {
  return /^\d{1,20}:[A-Za-z0-9_-]{20,100}$/.test(text)
    ? read(text)
    : refused('Not the token of a bot. @BotFather gives out ones like 123456:ABC-DEF…, a number, a colon and a key.');
}

/** A key that a service gave out: letters, digits and signs, as they fit into a header or an address. */
export function readToken(text: string): Reading<string> {
  return /^[\x21-\x7e]{1,1000}$/.test(text)
    ? read(text)
    : refused('Not a token. One has letters, digits and signs, and no spaces.');
}

/**
 * A signing secret as the Standard Webhooks libraries take it: base64, with or without `whsec_` before it. The
 * specification recommends 24 to 64 bytes; fewer than 16 are refused.
 */
export function readWebhookSecret(text: string): Reading<string> {
  const base64 = text.startsWith('whsec_') ? text.slice('whsec_'.length) : text;
  if (!isSigningKey(text))
    return refused('Not a signing secret. Write whsec_ and then base64, as `openssl rand -base64 24` prints it.');
  if (Buffer.from(base64, 'base64').length < MIN_SECRET_BYTES)
    return refused('The signing secret is too short: 16 bytes at least.');
  return read(text);
}

function isSigningKey(text: string): boolean {
  try {
    new Webhook(text);
    return true;
  } catch {
    return false;
  }
}
