/** The page at this address has to read its records anew, even where it is shown already. */
export function withRefresh(address: string): string {
  const url = new URL(address, window.location.origin);
  url.searchParams.set('refresh', 'true');
  return url.pathname + url.search;
}
