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
