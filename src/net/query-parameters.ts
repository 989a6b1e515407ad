/** One `name=value` of a query as it stands there; `value` is null where there is no `=`. */
export interface QueryParameter {
  name: string;
  value: string | null;
}

/** The parameters of `search` (with or without `?`). An `&amp;` is one `&`: links are often escaped once too often. */
export function parametersOf(search: string): QueryParameter[] {
  return search
    .replace(/^\?/, '')
    .split('&')
    .map((part) => part.replace(/^amp;/, ''))
    .filter(Boolean)
    .map((part) => {
      const at = part.indexOf('=');
      return at < 0 ? { name: part, value: null } : { name: part.slice(0, at), value: part.slice(at + 1) };
    });
}

/** By name, those of one name in the order they had. By code unit: the same everywhere, whatever the locale. */
export function sortedByName(parameters: readonly QueryParameter[]): QueryParameter[] {
  return parameters.toSorted((a, b) => (a.name === b.name ? 0 : a.name < b.name ? -1 : 1));
}

/** `?a=1&b`, or nothing where there are none. */
export function searchOf(parameters: readonly QueryParameter[]): string {
  const parts = parameters.map(({ name, value }) => (value === null ? name : `${name}=${value}`));
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}
