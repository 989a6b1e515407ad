import type { Database } from '../store/database.ts';
import { idsBeginningWith } from '../store/views/ids.ts';
import { alertOf, alertsOfDelivery } from '../store/views/why-alerts.ts';
import { readWhyArticle } from '../store/views/why-articles.ts';
import { readAddress } from './address.ts';
import type { Answered } from './answer.ts';
import type { Subject } from './gate.ts';
import { newsAt, newsOfArticle } from './subject.ts';
import { clause } from './words.ts';

/** Characters an id can be cut short to. */
const SHORT_ID = 8;
/** Ids named when several begin alike. */
const MAX_NAMED = 3;
/** A number that JavaScript counts to. */
const ARTICLE_ID = /^\d{1,15}$/;

/** What a question is about, or why nothing is. */
export type Asked =
  | { kind: 'news'; as: Answered['asked']['as']; subject: Subject }
  | { kind: 'text' }
  | { kind: 'refused'; reason: string; hints: string[] };

/** Finds out what is meant: an address, the id of an article, an alert or a delivery or the beginning of one, or a text. */
export async function readQuestion(db: Database, given: string, watchId: string | null): Promise<Asked> {
  const what = given.trim();
  if (what === '') return refused('Nothing was asked about.');
  const address = readAddress(what);
  if (address) return { kind: 'news', as: 'url', subject: await newsAt(db, address, { watchId, alertIds: null }) };
  if (isText(what)) return { kind: 'text' };
  const article = ARTICLE_ID.test(what) ? await askArticle(db, Number(what), watchId) : null;
  if (article) return article;
  const digits = what.replaceAll('-', '').toLowerCase();
  if (/^[0-9a-f]{1,32}$/.test(digits)) return askId(db, what, digits, watchId);
  return refused(`${clause(what)} is neither an address nor an id.`);
}

/** Whether what is asked about is a text and no name of something: it has more than one word. */
export function isText(what: string): boolean {
  return /\S\s+\S/.test(what);
}

const HINTS = [
  'Ask about the address of an article, or about the id of an article, alert or delivery as messages, pages and lists show it; eight characters of an id are enough.',
  'A text has more than one word.',
];

function refused(reason: string, hints: string[] = HINTS): Asked {
  return { kind: 'refused', reason, hints };
}

async function askArticle(db: Database, id: number, watchId: string | null): Promise<Asked | null> {
  if ((await readWhyArticle(db, id)) === null) return null;
  return { kind: 'news', as: 'article', subject: await newsOfArticle(db, id, { watchId, alertIds: null }) };
}

async function askId(db: Database, what: string, digits: string, watchId: string | null): Promise<Asked> {
  if (digits.length < SHORT_ID) {
    return /^\d+$/.test(digits)
      ? refused(`There is no article ${clause(what)}.`, ['Where it was dropped by age, nothing of it is kept.'])
      : refused(`${clause(what)} is too short: an id has ${SHORT_ID} characters at least.`);
  }
  const [alerts, deliveries] = await Promise.all([
    idsBeginningWith(db, 'alerts', digits, MAX_NAMED + 1),
    idsBeginningWith(db, 'deliveries', digits, MAX_NAMED + 1),
  ]);
  const [id, ...others] = new Set([...alerts, ...deliveries]);
  if (id === undefined) return refused(`There is no alert, delivery or article ${clause(what)}.`);
  if (others.length > 0)
    return refused(`${clause(what)} may be any of ${[id, ...others].slice(0, MAX_NAMED).join(', ')}.`, []);
  const isAlert = alerts.length > 0;
  const alert = isAlert ? await alertOf(db, id) : null;
  const told = isAlert ? (alert ? [alert] : []) : await alertsOfDelivery(db, id);
  const [first] = told;
  if (!first)
    return refused(`${id} is a notice to operators, or a test, and tells of no article.`, [
      `\`wirewatch delivery show ${id.slice(0, SHORT_ID)}\` shows it.`,
    ]);
  const focus = { watchId, alertIds: told.map((one) => one.id) };
  return { kind: 'news', as: isAlert ? 'alert' : 'delivery', subject: await newsOfArticle(db, first.articleId, focus) };
}
