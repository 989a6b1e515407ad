import type { WhyAlert } from '../../store/views/why-alerts.ts';
import { found, type Gate, type Reference, type Subject } from '../gate.ts';
import { at, clause, listed, quoted, underVersion } from '../words.ts';
import { matchesMeant } from './watches.ts';

/** Characters of an id by which it can be named. */
const SHORT_ID = 8;

/** Whether its matches raised alerts. */
export const alertGate: Gate = {
  name: 'alert',
  question: 'Did it raise an alert?',
  look(subject) {
    if (subject.article === null) return null;
    const raised = alertsMeant(subject);
    const silent = matchesMeant(subject).filter(({ watchId }) => !raised.some((alert) => alert.watchId === watchId));
    const earlier = silent.map(({ watchId }) => ({ watchId, alert: earlierAlert(subject, watchId) }));
    const see = [...raised, ...earlier.flatMap(({ alert }) => alert ?? [])].map(
      ({ id }): Reference => ({ kind: 'alert', id }),
    );
    return found(
      raised.length > 0 ? 'open' : 'closed',
      [...raised.map(raisedSentence), ...earlier.map(({ watchId, alert }) => silentSentence(watchId, alert))],
      see,
    );
  },
};

/** The alerts that are asked about: those that this article raised. */
export function alertsMeant({ alerts, alertIds, article, watchId }: Subject): WhyAlert[] {
  return alerts.filter(
    (alert) =>
      alert.articleId === article?.id &&
      (watchId === null || alert.watchId === watchId) &&
      (alertIds?.includes(alert.id) ?? true),
  );
}

/** Of a watch that this article did not alert: the alert by which the story was told already. */
function earlierAlert({ alerts }: Subject, watchId: string): WhyAlert | undefined {
  return alerts.find((alert) => alert.watchId === watchId);
}

function raisedSentence({ id, watchId, createdAt, development, configVersion }: WhyAlert): string {
  const news = development === null ? '' : `, as a development; new in it: ${clause(listed(development.words))}`;
  return `${clause(watchId)} was alerted ${at(createdAt)}${underVersion(configVersion)}${news} (alert ${id.slice(0, SHORT_ID)}).`;
}

function silentSentence(watchId: string, alert: WhyAlert | undefined): string {
  if (!alert) return `${clause(watchId)} was not alerted, and its story has never alerted it; the reason is not kept.`;
  const { id, title, outlet, createdAt, articleId } = alert;
  const by = [quoted(title), ...(outlet === null ? [] : [clause(outlet)])].join(', ');
  return `${clause(watchId)} was not alerted again: its story had alerted it ${at(createdAt)} by article ${articleId} (${by}), and a story is told once (alert ${id.slice(0, SHORT_ID)}).`;
}
