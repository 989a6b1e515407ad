/**
 * What Wirewatch runs on. `embedded`: one `wirewatch start` on the embedded database. `servers`: two `wirewatch worker` on a
 * Postgres and a Redis of their own, each behind a proxy.
 */
export type Backend = 'embedded' | 'servers';

/** All of them. */
export const BACKENDS: readonly Backend[] = ['embedded', 'servers'];
