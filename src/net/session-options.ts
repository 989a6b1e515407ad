/**
 * The address of a Postgres database with more options for its sessions (`-c name=value`), beside those it has in
 * `?options=`: pg takes either the ones of the address or its own.
 */
export function withSessionOptions(databaseUrl: string, options: string): string {
  const url = new URL(databaseUrl);
  const given = url.searchParams.get('options');
  url.searchParams.set('options', given ? `${given} ${options}` : options);
  return url.href;
}
