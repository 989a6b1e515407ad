/** SQLSTATE (Postgres, appendix A): no connection; disk full; too many connections; ended by the operator, or just starting. */
const SQLSTATE = /^(?:08...|53100|53300|57P..)$/;

/** What the system says of a connection (errno). */
const ERRNO = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'];

/** What pg says without a code, of connections that end, or are not made or answered in time (pg, client.js; pg-pool, index.js). */
const WORDS =
  /^(?:Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered)/;

/** Whether a statement failed since the database, or the way to it, was not there: nothing is wrong with who asked. */
export function isOutage(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'string') return ERRNO.includes(code) || SQLSTATE.test(code);
  return typeof message === 'string' && WORDS.test(message);
}

/** SQLSTATE (Postgres, appendix A): a deadlock, a lock or a statement that took too long, two that cannot both be. */
const CONTENTION = ['40P01', '55P03', '57014', '40001'];

/** Whether a statement failed since others were at the same rows: it may be tried again as it is. */
export function isContention(error: unknown): boolean {
  return CONTENTION.includes(String((error as { code?: unknown }).code));
}
